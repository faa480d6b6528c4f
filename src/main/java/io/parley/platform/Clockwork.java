package io.parley.platform;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// Lets what is due happen as time goes by, in every workspace by its own clock.
@Component
public final class Clockwork {
  private final Workers workers;
  private final Database database;
  private final Clocks clocks;

  Clockwork(Workers workers, Database database, Clocks clocks) {
    this.workers = workers;
    this.database = database;
    this.clocks = clocks;
  }

  /// A loop of this node. `waiting` names the workspaces in which there may be some; it is asked as the engine.
  public void add(String name, Duration poll, Supplier<List<WorkspaceId>> waiting, Due due) {
    workers.add(name, poll, () -> {
      var more = false;
      for (var workspace : database.engine(waiting)) {
        more |= due.pass(workspace, clocks.now(workspace));
      }
      return more;
    });
  }
}
