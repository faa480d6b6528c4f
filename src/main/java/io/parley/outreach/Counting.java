package io.parley.outreach;

import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Repository;

/// Sums of sends.
@Repository
class Counting {
  private final Database database;

  Counting(Database database) {
    this.database = database;
  }

  List<Outreach.Count> counts(WorkspaceId workspace, Source.Kind kind, UUID source) {
    return database.sql().sql("""
        select step, state, reason, channel, count(*), coalesce(sum(cost), 0) from outreach.send
        where workspace_id = :workspace and source = :kind and source_id = :source
        group by 1, 2, 3, 4 order by 1, 2, 3, 4
        """)
        .param("workspace", workspace.value())
        .param("kind", kind.word())
        .param("source", source)
        .query((row, n) -> new Outreach.Count(row.getString(1), row.getString(2), row.getString(3), row.getString(4),
            row.getLong(5), row.getBigDecimal(6)))
        .list();
  }
}
