package io.parley.timeline;

import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.util.List;
import org.springframework.stereotype.Component;

@Component
class Log {
  private final Database database;
  private final Clocks clocks;

  Log(Database database, Clocks clocks) {
    this.database = database;
    this.clocks = clocks;
  }

  void append(WorkspaceId workspace, List<NewFact> facts) { throw new UnsupportedOperationException(); }
  Ledger ledger(WorkspaceId workspace) { throw new UnsupportedOperationException(); }
}
