package io.parley.audience;

import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Erasing;
import io.parley.workspace.Workspaces;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// What rules and segments remember of her.
@Component
class AudienceErasing implements Erasing {
  private static final String HERS = "t.customer_id = any (:customers)";

  private final Database database;
  private final Workspaces workspaces;
  private final Clocks clocks;

  AudienceErasing(Database database, Workspaces workspaces, Clocks clocks) {
    this.database = database;
    this.workspaces = workspaces;
    this.clocks = clocks;
  }

  @Override
  public int rank() {
    return 20;
  }

  @Override
  public List<Rows> rows() {
    return List.of(
        Rows.hidden("audience.cell", HERS),
        Rows.hidden("audience.completion", HERS),
        Rows.hidden("audience.membership", HERS),
        Rows.hidden("audience.flip", HERS));
  }

  /// The segments she was in are smaller by her from today on.
  @Override
  public long before(Subject subject) {
    database.sql().sql("""
        insert into audience.segment_day as d (workspace_id, segment_id, day, otherwise)
        select m.workspace_id, m.segment_id, (:now::timestamptz at time zone :zone)::date, -count(*)
        from audience.membership m
        where m.workspace_id = :workspace and m.customer_id = any (:customers) and m.member group by 1, 2
        on conflict (workspace_id, segment_id, day) do update set otherwise = d.otherwise + excluded.otherwise
        """)
        .param("workspace", subject.workspace().value())
        .param("customers", subject.customers().toArray(UUID[]::new))
        .param("now", clocks.now(subject.workspace()).toString())
        .param("zone", workspaces.get(subject.workspace()).timeZone().getId())
        .update();
    return 0;
  }
}
