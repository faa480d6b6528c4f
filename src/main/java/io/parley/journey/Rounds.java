package io.parley.journey;

import io.parley.customer.CustomerFilter;
import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.customer.IdentityId;
import io.parley.journey.flow.Keepsake;
import io.parley.journey.flow.Trigger;
import io.parley.platform.Clocks;
import io.parley.platform.Clockwork;
import io.parley.platform.Database;
import io.parley.platform.Due;
import io.parley.platform.WorkspaceId;
import io.parley.workspace.Workspaces;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Journeys that people enter by the calendar: when one comes round, everybody whom it concerns comes in, some hundred
/// at a time; how far it has come commits with those who came in.
@Component
class Rounds implements Due {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int AT_ONCE = 500;
  private static final int MOST_ON_A_DAY = 200_000;

  private final RoundStore store;
  private final Lives lives;
  private final Entering entering;
  private final Customers customers;
  private final Workspaces workspaces;
  private final Database database;
  private final Clocks clocks;

  Rounds(RoundStore store, Lives lives, Entering entering, Customers customers, Workspaces workspaces,
      Database database, Clocks clocks, Clockwork clockwork) {
    this.store = store;
    this.lives = lives;
    this.entering = entering;
    this.customers = customers;
    this.workspaces = workspaces;
    this.database = database;
    this.clocks = clocks;
    clockwork.add("journey rounds", POLL, store::waiting, this);
  }

  /// Says when a journey comes round next, in the running transaction; nothing if it does not go by the calendar.
  void plan(WorkspaceId workspace, JourneyId journey, Trigger trigger) {
    store.plan(workspace, journey, next(workspace, trigger, clocks.now(workspace)).orElse(null));
  }

  private Optional<Instant> next(WorkspaceId workspace, Trigger trigger, Instant after) {
    var zone = workspaces.get(workspace).timeZone();
    var today = after.atZone(zone).toLocalDate();
    return switch (trigger) {
      case Trigger.DayOf day -> Optional.of(behind(after, zone, today, day.time(), 1));
      case Trigger.Scheduled scheduled -> next(scheduled, after, zone, today);
      case Trigger.Happened _, Trigger.Tagged _, Trigger.Flipped _, Trigger.CartLeft _, Trigger.CycleEnded _,
          Trigger.Changed _, Trigger.CouponEnds _ ->
          Optional.empty();
    };
  }

  private static Optional<Instant> next(Trigger.Scheduled by, Instant after, ZoneId zone, LocalDate today) {
    return switch (by.every()) {
      case ONCE -> Optional.ofNullable(by.date()).map(date -> date.atTime(by.time()).atZone(zone).toInstant())
          .filter(instant -> instant.isAfter(after));
      case DAY -> Optional.of(behind(after, zone, today, by.time(), 1));
      case WEEK -> Optional.of(behind(after, zone, by.weekday() == null ? today
          : today.with(TemporalAdjusters.nextOrSame(by.weekday())), by.time(), 7));
      case MONTH -> {
        var first = today.withDayOfMonth(1);
        var now = first.atTime(by.time()).atZone(zone).toInstant();
        yield Optional.of(now.isAfter(after) ? now : first.plusMonths(1).atTime(by.time()).atZone(zone).toInstant());
      }
    };
  }

  private static Instant behind(Instant after, ZoneId zone, LocalDate day, java.time.LocalTime time, int step) {
    var then = day.atTime(time).atZone(zone).toInstant();
    return then.isAfter(after) ? then : day.plusDays(step).atTime(time).atZone(zone).toInstant();
  }

  @Override
  public Optional<Instant> next(WorkspaceId workspace) {
    return database.engine(() -> store.next(workspace));
  }

  @Override
  public boolean pass(WorkspaceId workspace, Instant now) {
    return database.engine(() -> {
      var claimed = store.claim(workspace, now);
      claimed.ifPresent(due -> come(workspace, due));
      return claimed.isPresent();
    });
  }

  private void come(WorkspaceId workspace, RoundStore.Round due) {
    var live = lives.of(workspace);
    var door = live.door(due.journey());
    if (door.isEmpty()) {
      store.plan(workspace, due.journey(), null);
      return;
    }
    var trigger = door.get().flow().trigger();
    var some = some(workspace, trigger, due);
    var first = new HashMap<CustomerId, IdentityId>();
    customers.identitiesOf(workspace, some).forEach((identity, customer) -> first.merge(customer, identity,
        (one, other) -> one.toString().compareTo(other.toString()) < 0 ? one : other));
    entering.enter(workspace, live, candidates(door.get(), first, due.at()));
    if (some.size() == AT_ONCE) {
      store.move(workspace, due.journey(), some.getLast());
    } else {
      store.plan(workspace, due.journey(), next(workspace, trigger, due.at()).orElse(null));
    }
  }

  private static List<Candidate> candidates(Live.Door door, Map<CustomerId, IdentityId> people, Instant at) {
    return people.entrySet().stream().map(one -> new Candidate(door, one.getValue(), one.getKey(), at,
        at.toString(), Keepsake.none(at))).toList();
  }

  private List<CustomerId> some(WorkspaceId workspace, Trigger trigger, RoundStore.Round due) {
    return switch (trigger) {
      case Trigger.Scheduled scheduled ->
          customers.matching(workspace, CustomerFilter.EVERYBODY.in(scheduled.segment()), due.cursor(), AT_ONCE);
      case Trigger.DayOf day -> born(workspace, day, due);
      case Trigger.Happened _, Trigger.Tagged _, Trigger.Flipped _, Trigger.CartLeft _, Trigger.CycleEnded _,
          Trigger.Changed _, Trigger.CouponEnds _ ->
          List.of();
    };
  }

  private List<CustomerId> born(WorkspaceId workspace, Trigger.DayOf day, RoundStore.Round due) {
    var wanted = due.at().atZone(workspaces.get(workspace).timeZone()).toLocalDate().plusDays(day.daysBefore());
    return customers.having(workspace, day.attribute(), MOST_ON_A_DAY, value -> falls(value, wanted))
        .orElse(java.util.Set.of()).stream()
        .sorted(Comparator.comparing(CustomerId::toString))
        .filter(one -> due.cursor() == null || one.toString().compareTo(due.cursor().toString()) > 0)
        .limit(AT_ONCE).toList();
  }

  /// The 29th of February is kept on the 28th in other years.
  private static boolean falls(@Nullable JsonNode value, LocalDate day) {
    var text = value == null ? "" : value.asString("");
    try {
      var date = LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
      var leap = date.getMonthValue() == 2 && date.getDayOfMonth() == 29 && !day.isLeapYear();
      return date.getMonthValue() == day.getMonthValue()
          && (leap ? 28 : date.getDayOfMonth()) == day.getDayOfMonth();
    } catch (java.time.DateTimeException noDate) {
      return false;
    }
  }
}
