package io.parley.audience;

import static java.util.stream.Collectors.toSet;

import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Due;
import io.parley.platform.Worker;
import io.parley.platform.Workers;
import io.parley.platform.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Lets the clock of each workspace change what it alone changes: who comes into a segment or leaves it, whose tag is
/// over. What is due happens in its order, each at its own instant, however late the worker comes to it.
@Component
class Dues implements Due {
  static final int MOST_AT_ONCE = 500;
  private static final Duration POLL = Duration.ofMillis(100);

  private final StateStore states;
  private final Plans plans;
  private final Customers customers;
  private final Reckoning reckoning;
  private final Database database;
  private final Clocks clocks;
  private final Worker worker;

  Dues(StateStore states, Plans plans, Customers customers, Reckoning reckoning, Database database, Clocks clocks,
      Workers workers) {
    this.states = states;
    this.plans = plans;
    this.customers = customers;
    this.reckoning = reckoning;
    this.database = database;
    this.clocks = clocks;
    this.worker = workers.add("dues", POLL, this::round);
  }

  private boolean round() {
    var more = false;
    for (var workspace : database.engine(states::waiting)) {
      var now = clocks.now(workspace);
      if (database.engine(() -> !states.due(workspace, now, 1).isEmpty())) {
        more |= pass(workspace, now);
      }
    }
    return more;
  }

  @Override
  public Optional<Instant> next(WorkspaceId workspace) {
    return database.engine(() -> states.next(workspace));
  }

  /// Customers before the turn, as the fold has them: a tag that the clock puts on may let her into a journey, which
  /// holds her.
  @Override
  public boolean pass(WorkspaceId workspace, Instant now) {
    return database.engine(() -> {
      var held = customers(workspace, now);
      customers.lock(workspace, held);
      var scope = plans.turn(workspace);
      return !held.containsAll(customers(workspace, now)) || reckoning.pass(scope, now, MOST_AT_ONCE);
    });
  }

  private Set<CustomerId> customers(WorkspaceId workspace, Instant now) {
    return states.due(workspace, now, MOST_AT_ONCE).stream().map(due -> due.key().customer()).collect(toSet());
  }
}
