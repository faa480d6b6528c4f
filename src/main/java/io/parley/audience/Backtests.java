package io.parley.audience;

import io.parley.audience.condition.Condition;
import io.parley.audience.condition.Judge;
import io.parley.audience.condition.Measure;
import io.parley.audience.condition.Point;
import io.parley.audience.condition.Trace;
import io.parley.commerce.Orders;
import io.parley.customer.CustomerId;
import io.parley.customer.CustomerRef;
import io.parley.customer.Customers;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import io.parley.workspace.Workspaces;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Lets a condition run over the recorded past, with today's identities: whom it would have met, and when.
@Component
class Backtests {
  static final int PREVIEW_DAYS = 30;
  private static final int PEOPLE = 10;
  private static final int ALWAYS_ALL = 20_000;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Trials trials;
  private final Orders orders;
  private final Customers customers;
  private final Workspaces workspaces;
  private final Database database;

  private record Candidate(CustomerId customer, int times, Instant lastAt, Instant rank) {}

  /// @param people how many it would have met, on all days
  /// @param within how many of them on the days asked for
  /// @param exact false if `people` and `days` are scaled up from a sample of `looked`
  /// @param boughtAnyway of those met in time to tell, how many ordered within `anywayDays` days after it, with nothing
  ///   having been sent to them
  /// @param withoutHistory inputs of the condition of which only the present is known: they were taken as they are now
  record Backtest(int people, int within, int total, int looked, boolean exact, List<BacktestDay> days,
      List<Example> examples, int boughtAnyway, int anywayOf, int anywayDays, List<String> withoutHistory) {}

  record BacktestDay(LocalDate day, int people) {}

  record Example(CustomerId id, @Nullable String name, Instant at, int events) {}

  Backtests(Trials trials, Orders orders, Customers customers, Workspaces workspaces, Database database) {
    this.trials = trials;
    this.orders = orders;
    this.customers = customers;
    this.workspaces = workspaces;
    this.database = database;
  }

  Backtest of(WorkspaceId workspace, Condition condition, int days, int anywayDays) {
    var now = trials.now(workspace);
    var plan = Trial.plan(condition);
    var met = new HashMap<CustomerId, Completion>();
    var extent = trials.everybody(workspace, new Trials.Question(condition, true), PATIENCE, ALWAYS_ALL,
        trial -> trial.first(plan, now).ifPresent(first -> met.put(trial.customer(), first)));
    var zone = workspaces.get(workspace).timeZone();
    var today = LocalDate.ofInstant(now, zone);
    var byDay = new HashMap<LocalDate, Integer>();
    met.values().forEach(one -> byDay.merge(LocalDate.ofInstant(one.since().at(), zone), 1, Integer::sum));
    var scale = extent.whole() ? 1.0 : (double) extent.total() / Math.max(1, extent.looked());
    var counted = days(today, days, byDay).stream()
        .map(day -> new BacktestDay(day.day(), (int) Math.round(day.customers() * scale))).toList();
    var anyway = boughtAnyway(workspace, met, now, Duration.ofDays(anywayDays));
    return new Backtest((int) Math.round(met.size() * scale), counted.stream().mapToInt(BacktestDay::people).sum(),
        extent.total(), extent.looked(), extent.whole(), counted, examples(workspace, met), anyway[0], anyway[1],
        anywayDays, withoutHistory(condition));
  }

  /// How many ordered soon after, and of how many enough time has passed to tell.
  private int[] boughtAnyway(WorkspaceId workspace, Map<CustomerId, Completion> met, Instant now, Duration soon) {
    var told = met.entrySet().stream().filter(one -> !one.getValue().since().at().plus(soon).isAfter(now))
        .map(Map.Entry::getKey).toList();
    var bought = orders.placed(workspace, told).stream()
        .filter(order -> {
          var at = met.get(order.customer());
          return at != null && order.at().isAfter(at.since().at()) && !order.at().isAfter(at.since().at().plus(soon));
        })
        .map(Orders.Placed::customer).distinct().count();
    return new int[] {(int) bought, told.size()};
  }

  private List<Example> examples(WorkspaceId workspace, Map<CustomerId, Completion> met) {
    var latest = met.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.comparing(Completion::since).reversed())).limit(PEOPLE).toList();
    var names = names(workspace, latest.stream().map(Map.Entry::getKey).toList());
    return latest.stream().map(one -> new Example(one.getKey(), name(names, one.getKey()),
        one.getValue().since().at(), one.getValue().evidence().size())).toList();
  }

  private static List<String> withoutHistory(Condition condition) {
    return condition.nodes().map(node -> switch (node) {
      case Condition.Attribute asked -> "attribute:" + asked.name();
      case Condition.Tagged asked -> "tag:" + asked.tag();
      case Condition.Reachable asked -> "reachable:" + asked.channel().word();
      case Condition.InCart _ -> "cart";
      case Condition.InSegment asked -> "segment:" + asked.segment();
      case Condition.All _, Condition.Any _, Condition.Not _, Condition.Did _, Condition.Sequence _,
          Condition.Identified _, Condition.InStage _, Condition.Ordered _ -> "";
    }).filter(word -> !word.isEmpty()).distinct().toList();
  }

  /// What the editor of rules shows beside it.
  Preview preview(WorkspaceId workspace, Condition condition) {
    var now = trials.now(workspace);
    var zone = workspaces.get(workspace).timeZone();
    var plan = Trial.plan(condition);
    var sample = new Top();
    var nearly = new Top();
    var byDay = new HashMap<LocalDate, Integer>();
    var count = new int[1];
    var extent = trials.everybody(workspace, new Trials.Question(condition, true), PATIENCE, ALWAYS_ALL, trial ->
        trial.first(plan, now).ifPresentOrElse(first -> {
          count[0]++;
          byDay.merge(LocalDate.ofInstant(first.since().at(), zone), 1, Integer::sum);
          sample.add(new Candidate(trial.customer(), times(trial), last(trial, first), first.since().at()));
        }, () -> nearly(condition, trial, now).forEach(nearly::add)));
    var names = names(workspace, Stream.concat(sample.latest().stream(), nearly.latest().stream())
        .map(Candidate::customer).toList());
    var scale = extent.whole() ? 1.0 : (double) extent.total() / Math.max(1, extent.looked());
    return new Preview((int) Math.round(count[0] * scale), extent.total(), named(sample.latest(), names),
        named(nearly.latest(), names), days(today(now, zone), PREVIEW_DAYS, byDay));
  }

  private static LocalDate today(Instant now, ZoneId zone) {
    return LocalDate.ofInstant(now, zone);
  }

  private static int times(Trial trial) {
    return trial.all().values().stream().mapToInt(List::size).sum();
  }

  private static Instant last(Trial trial, Completion first) {
    return trial.seen().isEmpty() ? first.since().at() : trial.seen().getLast().point().at();
  }

  private static Stream<Candidate> nearly(Condition condition, Trial trial, Instant now) {
    if (!(condition instanceof Condition.Did did) || !(did.measure() instanceof Measure.Count count)) {
      return Stream.of();
    }
    var inside = Judge.find(condition, trial, Point.endOf(now)).evidence();
    var last = trial.moments(new Trace.Measured(did.event(), did.measure()));
    return inside.size() != count.atLeast() - 1 || last.isEmpty() ? Stream.of()
        : Stream.of(new Candidate(trial.customer(), inside.size(), last.getLast().at(), last.getLast().at()));
  }

  private static List<Preview.PreviewDay> days(LocalDate today, int count, Map<LocalDate, Integer> byDay) {
    return today.minusDays(count - 1L).datesUntil(today.plusDays(1))
        .map(day -> new Preview.PreviewDay(day, byDay.getOrDefault(day, 0))).toList();
  }

  private Map<CustomerId, CustomerRef> names(WorkspaceId workspace, List<CustomerId> of) {
    return database.tenant(workspace, () -> customers.names(workspace, of));
  }

  private static @Nullable String name(Map<CustomerId, CustomerRef> names, CustomerId customer) {
    var known = names.get(customer);
    return known == null ? null : known.name();
  }

  private static List<Preview.Match> named(List<Candidate> candidates, Map<CustomerId, CustomerRef> names) {
    return candidates.stream().map(candidate -> new Preview.Match(candidate.customer,
        name(names, candidate.customer), candidate.times, candidate.lastAt)).toList();
  }

  /// The few with the latest rank, whatever many go by.
  private static final class Top {
    private final PriorityQueue<Candidate> queue = new PriorityQueue<>(Comparator.comparing(Candidate::rank));

    void add(Candidate candidate) {
      queue.add(candidate);
      if (queue.size() > PEOPLE) {
        queue.remove();
      }
    }

    List<Candidate> latest() {
      var latest = new ArrayList<>(queue);
      latest.sort(Comparator.comparing(Candidate::rank).reversed());
      return latest;
    }
  }
}
