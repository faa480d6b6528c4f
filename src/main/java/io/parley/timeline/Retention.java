package io.parley.timeline;

import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Problem;
import io.parley.platform.Worker;
import io.parley.platform.Workers;
import io.parley.platform.WorkspaceId;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// How long events are kept, by kind. What is past its time goes in small portions, from the log too, so that a rebuild
/// does not bring it back; a month of which nothing is left is dropped whole.
@Component
class Retention {
  static final List<String> KINDS = List.of("page", "screen", "track", "identify", "group", "alias", "message");
  private static final Duration POLL = Duration.ofMinutes(1);
  private static final int AT_ONCE = 5_000;
  private static final int MOST_DAYS = 3_650;

  private final Database database;
  private final Clocks clocks;
  private final Months months;
  private final Parked parked;
  private final Worker worker;

  /// Events of `kind` are kept for `keepDays`.
  record Rule(String kind, int keepDays) {}

  private record Due(WorkspaceId workspace, Rule rule) {}

  Retention(Database database, Clocks clocks, Months months, Parked parked, Workers workers) {
    this.database = database;
    this.clocks = clocks;
    this.months = months;
    this.parked = parked;
    this.worker = workers.add("retention", POLL, this::round);
  }

  List<Rule> of(WorkspaceId workspace) {
    return database.tenant(workspace, () -> database.sql().sql("""
        select kind, keep_days from timeline.retention where workspace_id = :workspace order by kind
        """)
        .param("workspace", workspace.value())
        .query((row, n) -> new Rule(row.getString(1), row.getInt(2)))
        .list());
  }

  /// Null days keep for good.
  void set(WorkspaceId workspace, String kind, @Nullable Integer days, @Nullable UUID by) {
    if (!KINDS.contains(kind)) {
      throw Problem.invalid("kind", "沒有這一種事件", "There is no such kind of event");
    }
    if (days != null && (days < 1 || days > MOST_DAYS)) {
      throw Problem.invalid("days", "保存天數是 1 到 3,650 天", "Events are kept for 1 to 3,650 days");
    }
    database.tenant(workspace, () -> days == null
        ? database.sql().sql("delete from timeline.retention where workspace_id = :workspace and kind = :kind")
            .param("workspace", workspace.value()).param("kind", kind).update()
        : database.sql().sql("""
            insert into timeline.retention (workspace_id, kind, keep_days, set_at, set_by)
            values (:workspace, :kind, :days, :now, :by::uuid)
            on conflict (workspace_id, kind) do update set keep_days = :days, set_at = :now, set_by = :by::uuid
            """)
            .param("workspace", workspace.value()).param("kind", kind).param("days", days)
            .param("now", Timestamp.from(clocks.now(workspace))).param("by", by == null ? null : by.toString())
            .update());
    worker.wake();
  }

  /// One portion of each rule. True if there may be more.
  private boolean round() {
    parked.tidy();
    var due = database.engine(() -> database.sql().sql("""
        select workspace_id, kind, keep_days from timeline.retention order by workspace_id, kind
        """)
        .query((row, n) -> new Due(new WorkspaceId(row.getInt(1)), new Rule(row.getString(2), row.getInt(3))))
        .list());
    var more = false;
    for (var one : due) {
      more |= expire(one) == AT_ONCE;
    }
    if (!due.isEmpty() && !more) {
      months.dropEmpty();
    }
    return more;
  }

  private int expire(Due due) {
    var before = Timestamp.from(clocks.now(due.workspace).minus(Duration.ofDays(due.rule.keepDays)));
    return database.engine(() -> database.sql().sql("""
          with old as (
            select identity_id, at, received_at, position from timeline.event
            where workspace_id = :workspace and kind = :kind and at < :before limit :limit),
          facts as (delete from timeline.log l using old o
            where l.workspace_id = :workspace and l.received_at = o.received_at and l.position = o.position)
          delete from timeline.event e using old o
          where e.workspace_id = :workspace and e.identity_id = o.identity_id and e.at = o.at
            and e.position = o.position
          """)
          .param("workspace", due.workspace.value())
          .param("kind", due.rule.kind)
          .param("before", before)
          .param("limit", AT_ONCE)
          .update());
  }
}
