package io.parley.demo;

import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Clocks on their way, as rows: one for each workspace at most.
@Component
class TravelStore {
  private final Database database;

  /// A clock that goes until it is `ahead` of the wall clock. `begunAt` is in the workspace's time; `stops` are the due
  /// instants at which it has stood still.
  record Travel(Instant begunAt, Duration ahead, int stops) {}

  TravelStore(Database database) {
    this.database = database;
  }

  /// False if the clock of the workspace is on its way already.
  boolean begin(WorkspaceId workspace, Duration ahead, Instant at) {
    return database.tenant(workspace, () -> database.sql().sql("""
        insert into demo.travel (workspace_id, ahead, begun_at)
        values (:workspace, make_interval(secs => :secs), :at)
        on conflict (workspace_id) do nothing
        """)
        .param("workspace", workspace.value())
        .param("secs", ahead.toNanos() / 1e9)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update()) == 1;
  }

  Optional<Travel> of(WorkspaceId workspace) {
    return database.tenant(workspace, () -> database.sql()
        .sql("""
            select begun_at, (extract(epoch from ahead) * 1000000)::bigint, stops from demo.travel
            where workspace_id = :workspace
            """)
        .param("workspace", workspace.value())
        .query((row, n) -> new Travel(row.getObject(1, OffsetDateTime.class).toInstant(),
            Duration.of(row.getLong(2), ChronoUnit.MICROS), row.getInt(3)))
        .optional());
  }

  void stopped(WorkspaceId workspace) {
    database.tenant(workspace, () -> {
      database.sql().sql("update demo.travel set stops = stops + 1 where workspace_id = :workspace")
          .param("workspace", workspace.value()).update();
    });
  }

  void end(WorkspaceId workspace) {
    database.tenant(workspace, () -> {
      database.sql().sql("delete from demo.travel where workspace_id = :workspace")
          .param("workspace", workspace.value()).update();
    });
  }

  List<WorkspaceId> underway() {
    return database.engine(() -> database.sql()
        .sql("select workspace_id from demo.travel order by begun_at")
        .query((row, n) -> new WorkspaceId(row.getInt(1)))
        .list());
  }
}
