package io.parley.outreach;

import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Repository;

/// Sums of sends. Of a broadcast they are kept as sums of changes (`outreach.tally`), because a million rows cannot be
/// counted twice a second.
@Repository
class Counting {
  private static final String COUNTED = """
      select step, state, reason, channel, count(*), coalesce(sum(cost), 0) from outreach.send
      where workspace_id = :workspace and source = :kind and source_id = :source
      group by 1, 2, 3, 4 order by 1, 2, 3, 4
      """;
  private static final String SUMMED = """
      select step, state, reason, channel, sum(sends)::bigint, sum(cost) from outreach.tally
      where workspace_id = :workspace and :kind = 'broadcast' and source_id = :source
      group by 1, 2, 3, 4 having sum(sends) <> 0 order by 1, 2, 3, 4
      """;

  /// So many changes are added up at each look as they are.
  private static final int FEW = 64;

  private final Database database;

  Counting(Database database) {
    this.database = database;
  }

  List<Outreach.Count> counts(WorkspaceId workspace, Source.Kind kind, UUID source) {
    return database.sql().sql(kind == Source.Kind.BROADCAST ? SUMMED : COUNTED)
        .param("workspace", workspace.value())
        .param("kind", kind.word())
        .param("source", source)
        .query((row, n) -> new Outreach.Count(row.getString(1), row.getString(2), row.getString(3), row.getString(4),
            row.getLong(5), row.getBigDecimal(6)))
        .list();
  }

  /// Makes one row of many changes; the sums stay. Of few nothing is written: whoever looks adds them up.
  void sum(WorkspaceId workspace, UUID source) {
    database.sql().sql("""
        with gone as (
          delete from outreach.tally where workspace_id = :workspace and source_id = :source
            and :few < (select count(*) from outreach.tally where workspace_id = :workspace and source_id = :source)
          returning step, state, reason, channel, sends, cost)
        insert into outreach.tally (workspace_id, source_id, step, state, reason, channel, sends, cost)
        select :workspace, :source, step, state, reason, channel, sum(sends), sum(cost) from gone
        group by step, state, reason, channel having sum(sends) <> 0 or sum(cost) <> 0
        """)
        .param("workspace", workspace.value())
        .param("source", source)
        .param("few", FEW)
        .update();
  }
}
