package io.parley.audience;

import io.parley.audience.condition.Condition;
import io.parley.audience.condition.EventIndex;
import io.parley.audience.condition.Facts;
import io.parley.audience.condition.Happening;
import io.parley.audience.condition.Judge;
import io.parley.audience.condition.Sense;
import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Tries conditions on the customers there are, without changing anything: on all of them while that is quick, else on
/// a sample drawn by lot.
@Component
class Trials {
  private static final int CUSTOMERS_AT_ONCE = 2_000;
  /// So few that even read from a cold disk they leave time for more.
  private static final int FIRST_TRIED = 25;
  private static final int FIRST_SAMPLED = 100;
  private static final int MOST_SAMPLED = 8_000;
  /// What everybody did fills up to some hundred megabytes.
  private static final int READ_AT_ONCE = 1;
  private static final CustomerId FIRST = new CustomerId(new UUID(0, 0));

  private final Gleaner gleaner;
  private final Candidates candidates;
  private final Customers customers;
  private final People people;
  private final History history;
  private final StateStore states;
  private final Database database;
  private final Clocks clocks;
  private final Semaphore reading = new Semaphore(READ_AT_ONCE);

  /// @param looked how many customers were tried
  /// @param of of how many they are, of whom alone it may hold
  /// @param total how many customers there are
  /// @param whole true if all were tried
  /// @param others true if it holds of everybody of whom it need not be tried
  /// @param sure of how many it holds without having been tried on them, besides those others
  record Extent(int looked, int of, int total, boolean whole, boolean others, int sure) {}

  Trials(Gleaner gleaner, Candidates candidates, Customers customers, People people, History history, StateStore states,
      Database database, Clocks clocks) {
    this.gleaner = gleaner;
    this.candidates = candidates;
    this.customers = customers;
    this.people = people;
    this.history = history;
    this.states = states;
    this.database = database;
    this.clocks = clocks;
  }

  Instant now(WorkspaceId workspace) {
    return clocks.now(workspace);
  }

  /// What is tried. `past` if it matters when it held, and not only whether it does now: then all is read that ever
  /// was.
  record Question(Condition condition, boolean past) {}

  /// Tries everybody if that takes no longer than `patience`; else as many, drawn by lot, as `patience` allows.
  /// `allow` is how many are few enough to begin with everybody.
  Extent everybody(WorkspaceId workspace, Question question, Duration patience, int allow, Consumer<Trial> each) {
    var deadline = clocks.wall().plus(patience);
    var total = database.tenant(workspace, () -> customers.count(workspace));
    if (total > allow) {
      return sampled(workspace, question, deadline, total, each);
    }
    var trials = new ArrayList<Trial>();
    var cursor = FIRST;
    while (true) {
      var from = cursor;
      var some = database.tenant(workspace, () -> customers.after(workspace, from, CUSTOMERS_AT_ONCE));
      if (some.isEmpty()) {
        trials.forEach(each);
        return new Extent(trials.size(), total, total, true, false, 0);
      }
      trials.addAll(of(workspace, question, some));
      cursor = some.getLast();
      if (hopeless(deadline, patience, trials.size(), total)) {
        return sampled(workspace, question, later(deadline, patience), total, each);
      }
    }
  }

  /// At the pace so far they will not be done in time. A small sample in what is left of it says more than most of
  /// those whose ids come first.
  private boolean hopeless(Instant deadline, Duration patience, int looked, int total) {
    var left = Duration.between(clocks.wall(), deadline);
    var taken = patience.minus(left);
    return left.isNegative() || taken.compareTo(patience.dividedBy(3)) > 0
        && taken.toNanos() / Math.max(1, looked) * (total - looked) > left.toNanos();
  }

  private Instant later(Instant deadline, Duration patience) {
    var least = clocks.wall().plus(patience.dividedBy(2));
    return deadline.isBefore(least) ? least : deadline;
  }

  private Extent sampled(
      WorkspaceId workspace, Question question, Instant deadline, int total, Consumer<Trial> each) {
    var some = customers.some(workspace, MOST_SAMPLED);
    var looked = tried(slice -> of(workspace, question, slice), deadline, some, each);
    return new Extent(looked, total, total, looked >= total, false, 0);
  }

  /// Tries everybody of whom it may hold, if they can be told and are done within `patience`; else as many of them, or
  /// of all, as it allows: also if somebody else is being answered so for too long.
  Extent likely(WorkspaceId workspace, Question question, Duration patience, Consumer<Trial> each) {
    var deadline = clocks.wall().plus(patience);
    if (!turn(patience.dividedBy(3))) {
      return everybody(workspace, question, Duration.between(clocks.wall(), deadline), Integer.MAX_VALUE, each);
    }
    try {
      return read(workspace, question, deadline, each);
    } finally {
      reading.release();
    }
  }

  private boolean turn(Duration longest) {
    try {
      return reading.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Extent read(WorkspaceId workspace, Question question, Instant deadline, Consumer<Trial> each) {
    var patience = Duration.between(clocks.wall(), deadline);
    var now = clocks.now(workspace);
    var gleaned = gleaner.of(workspace, question.condition, now, deadline.minus(patience.dividedBy(4)));
    var found = gleaned.flatMap(all ->
        candidates.of(new Candidates.Asked(workspace, all, now), question.condition));
    if (found.isEmpty()) {
      return everybody(workspace, question, Duration.between(clocks.wall(), deadline), Integer.MAX_VALUE, each);
    }
    var total = database.tenant(workspace, () -> customers.count(workspace));
    if (found.get().sure()) {
      var size = found.get().customers().size();
      return new Extent(0, size, total, true, found.get().others(), found.get().others() ? 0 : size);
    }
    var some = List.copyOf(found.get().customers());
    var looked = tried(slice -> of(workspace, question.condition, slice, gleaned.get()), deadline, some, each);
    return new Extent(looked, some.size(), total, looked >= some.size(), found.get().others(), 0);
  }

  /// The first slice is small. Each later one is as large as can be expected to be done by the deadline, judging by the
  /// one before it; an answer that comes in time is worth more than a narrower one.
  private int tried(Function<List<CustomerId>, List<Trial>> trials, Instant deadline, List<CustomerId> some,
      Consumer<Trial> each) {
    var looked = 0;
    var next = FIRST_TRIED;
    while (looked < some.size() && next > 0) {
      var slice = some.subList(looked, Math.min(looked + next, some.size()));
      var began = clocks.wall();
      trials.apply(slice).forEach(each);
      looked += slice.size();
      var ended = clocks.wall();
      var nanosEach = Math.max(1, Duration.between(began, ended).toNanos() / slice.size());
      next = (int) Math.min(CUSTOMERS_AT_ONCE, Duration.between(ended, deadline).toNanos() / nanosEach / 2);
      next = next < FIRST_TRIED / 2 ? 0 : next;
    }
    return looked;
  }

  /// Tries customers drawn by lot until `enough` says so, or `patience` is over; some at least.
  void until(WorkspaceId workspace, Question question, Duration patience, Predicate<Trial> enough) {
    var deadline = clocks.wall().plus(patience);
    var some = customers.some(workspace, MOST_SAMPLED);
    for (var looked = 0; looked < some.size() && (looked == 0 || clocks.wall().isBefore(deadline));
        looked += FIRST_SAMPLED) {
      for (var trial : of(workspace, question, some.subList(looked, Math.min(looked + FIRST_SAMPLED, some.size())))) {
        if (enough.test(trial)) {
          return;
        }
      }
    }
  }

  /// These customers; those who were merged away are left out.
  List<Trial> of(WorkspaceId workspace, Question question, Collection<CustomerId> some) {
    var condition = question.condition;
    return database.tenant(workspace, () -> {
      var senses = Sense.of(condition);
      senses.add(Sense.IDENTITY);
      var persons = people.of(workspace, some, senses);
      var traces = Trial.traces(condition);
      var index = new EventIndex(traces);
      var events = new HashMap<CustomerId, List<Happening>>();
      history.each(workspace, new History.Part(some, traces, since(workspace, question)), events::put);
      var segments = segments(workspace, condition, some);
      var trials = new ArrayList<Trial>();
      persons.forEach((customer, person) -> {
        var whole = person.with(person.tags(), segments.getOrDefault(customer, Map.of()));
        trials.add(Trial.of(customer, whole, index, events.getOrDefault(customer, List.of())));
      });
      return trials;
    });
  }

  /// These customers, whose events are at hand.
  private List<Trial> of(WorkspaceId workspace, Condition condition, Collection<CustomerId> some, Gleaned gleaned) {
    return database.tenant(workspace, () -> {
      var senses = Sense.of(condition);
      var persons = senses.isEmpty() ? Map.<CustomerId, Facts.Person>of() : people.of(workspace, some, senses);
      var segments = segments(workspace, condition, some);
      return some.stream().map(customer -> {
        var person = persons.getOrDefault(customer, Facts.Person.NOBODY);
        return Trial.of(customer, person.with(person.tags(), segments.getOrDefault(customer, Map.of())),
            gleaned.of(customer));
      }).toList();
    });
  }

  private @Nullable Instant since(WorkspaceId workspace, Question question) {
    return question.past ? null : Judge.longest(question.condition)
        .map(window -> clocks.now(workspace).minus(window.length())).orElse(null);
  }

  private Map<CustomerId, Map<String, Instant>> segments(WorkspaceId workspace, Condition condition,
      Collection<CustomerId> some) {
    var asked = Segment.asked(condition).stream().map(UUID::fromString).toList();
    var in = new HashMap<CustomerId, Map<String, Instant>>();
    states.memberships(workspace, asked, some).forEach((key, membership) -> {
      if (membership.member()) {
        in.computeIfAbsent(key.customer(), _ -> new HashMap<>()).put(key.watch().toString(), membership.since());
      }
    });
    return in;
  }
}
