package io.parley.audience;

import io.parley.audience.condition.Condition;
import io.parley.audience.condition.EventIndex;
import io.parley.audience.condition.Happening;
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
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/// Tries conditions on the customers there are, without changing anything: on all of them while that is quick, else on
/// a sample taken by chance.
@Component
class Trials {
  private static final int CUSTOMERS_AT_ONCE = 500;
  private static final int MOST_SAMPLED = 8_000;
  private static final CustomerId FIRST = new CustomerId(new UUID(0, 0));

  private final Customers customers;
  private final People people;
  private final History history;
  private final StateStore states;
  private final Database database;
  private final Clocks clocks;

  /// @param looked how many customers were tried
  /// @param total how many there are
  /// @param whole true if those are all
  record Extent(int looked, int total, boolean whole) {}

  Trials(Customers customers, People people, History history, StateStore states, Database database, Clocks clocks) {
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

  /// Tries everybody if that takes no longer than `patience`; else as many, taken by chance, as `patience` allows.
  /// `allow` is how many are few enough to begin with everybody.
  Extent everybody(WorkspaceId workspace, Condition condition, Duration patience, int allow, Consumer<Trial> each) {
    var total = database.tenant(workspace, () -> customers.count(workspace));
    var deadline = clocks.wall().plus(patience);
    if (total > allow) {
      return sampled(workspace, condition, deadline, total, each);
    }
    var trials = new ArrayList<Trial>();
    var cursor = FIRST;
    while (true) {
      var from = cursor;
      var some = database.tenant(workspace, () -> customers.after(workspace, from, CUSTOMERS_AT_ONCE));
      if (some.isEmpty()) {
        trials.forEach(each);
        return new Extent(trials.size(), total, true);
      }
      trials.addAll(of(workspace, condition, some));
      cursor = some.getLast();
      if (clocks.wall().isAfter(deadline)) {
        return sampled(workspace, condition, clocks.wall().plus(patience), total, each);
      }
    }
  }

  private Extent sampled(WorkspaceId workspace, Condition condition, Instant deadline, int total,
      Consumer<Trial> each) {
    var share = Math.min(1.0, 1.2 * MOST_SAMPLED / Math.max(1, total));
    var some = database.tenant(workspace, () -> customers.some(workspace, share, MOST_SAMPLED));
    var looked = 0;
    while (looked < some.size() && (looked == 0 || clocks.wall().isBefore(deadline))) {
      var slice = some.subList(looked, Math.min(looked + CUSTOMERS_AT_ONCE / 2, some.size()));
      of(workspace, condition, slice).forEach(each);
      looked += slice.size();
    }
    return new Extent(looked, total, looked >= total);
  }

  /// These customers; those who were merged away are left out.
  List<Trial> of(WorkspaceId workspace, Condition condition, Collection<CustomerId> some) {
    return database.tenant(workspace, () -> {
      var senses = Sense.of(condition);
      senses.add(Sense.IDENTITY);
      var persons = people.of(workspace, some, senses);
      var traces = Trial.traces(condition);
      var index = new EventIndex(traces);
      var events = new HashMap<CustomerId, List<Happening>>();
      history.each(workspace, some, traces, events::put);
      var segments = segments(workspace, condition, some);
      var trials = new ArrayList<Trial>();
      persons.forEach((customer, person) -> {
        var whole = person.with(person.tags(), segments.getOrDefault(customer, Map.of()));
        trials.add(Trial.of(customer, whole, index, events.getOrDefault(customer, List.of())));
      });
      return trials;
    });
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
