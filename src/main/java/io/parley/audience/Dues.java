package io.parley.audience;

import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Due;
import io.parley.platform.Worker;
import io.parley.platform.Workers;
import io.parley.platform.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Lets the clock of each workspace change what it alone changes: who comes into a segment or leaves it, whose tag is
/// over. What is due happens in its order, each at its own instant, however late the worker comes to it.
@Component
class Dues implements Due {
  static final int MOST_AT_ONCE = 500;
  private static final Duration POLL = Duration.ofMillis(100);

  private final StateStore states;
  private final Plans plans;
  private final Reckoning reckoning;
  private final Database database;
  private final Clocks clocks;
  private final Worker worker;

  Dues(StateStore states, Plans plans, Reckoning reckoning, Database database, Clocks clocks, Workers workers) {
    this.states = states;
    this.plans = plans;
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

  @Override
  public boolean pass(WorkspaceId workspace, Instant now) {
    return database.engine(() -> reckoning.pass(plans.turn(workspace), now, MOST_AT_ONCE));
  }
}
