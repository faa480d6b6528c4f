package io.parley.audience;

import io.parley.audience.condition.Condition;
import io.parley.customer.Lifecycle;
import io.parley.platform.Database;
import io.parley.platform.Workers;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/// Counts something nobody asked for when the node has started: the first who does would wait for classes to be loaded
/// and connections to be opened, and is promised an estimate within a second.
@Component
class Warming {
  private static final int MOST_WORKSPACES = 3;
  private static final Duration NEVER_AGAIN = Duration.ofDays(1);
  private static final Condition SOMETHING = new Condition.All(List.of(
      Condition.visited("/", 2, 30), new Condition.Not(new Condition.InStage(Lifecycle.LAPSED))));

  private final Counts counts;
  private final FillStore fills;
  private final Database database;
  private boolean warm;

  Warming(Counts counts, FillStore fills, Database database, Workers workers) {
    this.counts = counts;
    this.fills = fills;
    this.database = database;
    workers.add("warming", NEVER_AGAIN, this::round);
  }

  private boolean round() {
    if (!warm) {
      warm = true;
      database.engine(fills::revised).stream().limit(MOST_WORKSPACES)
          .forEach(workspace -> counts.of(workspace, SOMETHING, false));
    }
    return false;
  }
}
