package io.parley.journey;

import io.parley.customer.Customers;
import io.parley.journey.flow.Outcome;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Worker;
import io.parley.platform.Workers;
import io.parley.platform.WorkspaceId;
import java.time.Duration;
import java.util.HashSet;
import org.springframework.stereotype.Component;

/// Lets go of everybody on the way through a journey that was ended or deleted, portion by portion: nobody waits for a
/// million rows, and whom somebody else has in hand just then comes with the next portion. From the commit of the end
/// on nobody walks on it (`JourneyStore.walked`).
@Component
class Closing {
  private static final Duration POLL = Duration.ofSeconds(2);
  private static final int AT_ONCE = 1_000;

  private final JourneyStore store;
  private final RunStore runs;
  private final Walking walking;
  private final Customers customers;
  private final Database database;
  private final Clocks clocks;
  private final Worker worker;

  /// A journey that is over with people on it.
  record Over(WorkspaceId workspace, JourneyId journey) {}

  Closing(JourneyStore store, RunStore runs, Walking walking, Customers customers, Database database,
      Clocks clocks, Workers workers) {
    this.store = store;
    this.runs = runs;
    this.walking = walking;
    this.customers = customers;
    this.database = database;
    this.clocks = clocks;
    this.worker = workers.add("journeys closing", POLL, this::round);
  }

  /// In the running transaction: the first of them now, the others after its commit.
  void begin(WorkspaceId workspace, JourneyId journey) {
    letGo(workspace, journey);
    database.afterCommit(worker::wake);
  }

  private boolean round() {
    var gone = 0;
    for (var over : database.engine(store::over)) {
      gone += database.engine(() -> letGo(over.workspace, over.journey));
    }
    return gone > 0;
  }

  /// Persons before runs and before the turn to count, as everywhere.
  private int letGo(WorkspaceId workspace, JourneyId journey) {
    var whose = runs.onTheWay(workspace, journey, AT_ONCE);
    customers.lock(workspace, new HashSet<>(whose.values()));
    var some = runs.openOf(workspace, whose.keySet());
    some.forEach(run -> run.cut(Outcome.CLOSED, clocks.now(workspace), null));
    walking.save(workspace, some, false);
    return some.size();
  }
}
