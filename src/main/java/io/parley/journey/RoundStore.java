package io.parley.journey;

import io.parley.customer.CustomerId;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/// When journeys come round.
@Repository
class RoundStore {
  private final Database database;

  /// People behind `cursor` are still to come in.
  record Round(JourneyId journey, Instant at, @Nullable CustomerId cursor) {}

  RoundStore(Database database) {
    this.database = database;
  }

  /// Null: it comes round no more.
  void plan(WorkspaceId workspace, JourneyId journey, @Nullable Instant at) {
    if (at == null) {
      database.sql().sql("delete from journey.round where workspace_id = :workspace and journey_id = :journey")
          .param("workspace", workspace.value()).param("journey", journey.value()).update();
      return;
    }
    database.sql().sql("""
        insert into journey.round (workspace_id, journey_id, due_at) values (:workspace, :journey, :at)
        on conflict (journey_id) do update set due_at = excluded.due_at, cursor = null
        """).param("workspace", workspace.value()).param("journey", journey.value())
        .param("at", Timestamp.from(at)).update();
  }

  void move(WorkspaceId workspace, JourneyId journey, CustomerId cursor) {
    database.sql().sql("""
        update journey.round set cursor = :cursor where workspace_id = :workspace and journey_id = :journey
        """).param("cursor", cursor.value()).param("workspace", workspace.value())
        .param("journey", journey.value()).update();
  }

  Optional<Round> claim(WorkspaceId workspace, Instant now) {
    return database.sql().sql("""
        select journey_id, due_at, cursor from journey.round
        where workspace_id = :workspace and due_at <= :now::timestamptz
        order by due_at limit 1 for update skip locked
        """).param("workspace", workspace.value()).param("now", now.toString())
        .query((row, n) -> {
          var cursor = row.getObject(3, UUID.class);
          return new Round(new JourneyId(row.getObject(1, UUID.class)), JourneyStore.at(row, "due_at"),
              cursor == null ? null : new CustomerId(cursor));
        }).optional();
  }

  Optional<Instant> next(WorkspaceId workspace) {
    return database.sql().sql("select min(due_at) from journey.round where workspace_id = :workspace")
        .param("workspace", workspace.value())
        .query((row, n) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)).map(OffsetDateTime::toInstant))
        .single();
  }

  List<WorkspaceId> waiting() {
    return database.sql().sql("""
        select /* any workspace: the door of due work asks who has some */ distinct workspace_id from journey.round
        """).query((row, n) -> new WorkspaceId(row.getInt(1))).list();
  }
}
