package io.parley.audience;

import io.parley.customer.CustomerId;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/// What of the past is being worked out, and the turn and revision that go with it.
@Repository
class FillStore {
  /// The class of advisory locks that are a workspace's turn.
  private static final int TURN = 0x617564;

  private final Database database;

  /// @param cursor the last customer who is done; null if none is
  record Fill(UUID id, int version, @Nullable CustomerId cursor, int done, int total) {}

  FillStore(Database database) {
    this.database = database;
  }

  /// Waits until nobody else works on the audience of this workspace: the fold from its stage on, a slice of the past,
  /// the clock. Held until the transaction ends.
  void turn(WorkspaceId workspace) {
    database.sql().sql("select pg_advisory_xact_lock(:turn, :workspace)")
        .param("turn", TURN).param("workspace", workspace.value()).query((row, n) -> true).single();
  }

  /// Which revision of rules and segments stands.
  long revision(WorkspaceId workspace) {
    return database.sql().sql("select number from audience.revision where workspace_id = :workspace")
        .param("workspace", workspace.value()).query(Long.class).optional().orElse(0L);
  }

  void revise(WorkspaceId workspace) {
    database.sql().sql("""
        insert into audience.revision as r (workspace_id, number) values (:workspace, 1)
        on conflict (workspace_id) do update set number = r.number + 1
        """).param("workspace", workspace.value()).update();
  }

  /// Begins at the first customer, even if it was under way.
  void start(WorkspaceId workspace, String kind, UUID id, int version, Instant now) {
    database.sql().sql("""
        insert into audience.fill (workspace_id, kind, id, version, started_at)
        values (:workspace, :kind, :id, :version, :now)
        on conflict (workspace_id, id) do update
          set version = excluded.version, cursor = null, done = 0, total = 0, started_at = excluded.started_at
        """)
        .param("workspace", workspace.value()).param("kind", kind).param("id", id).param("version", version)
        .param("now", Timestamp.from(now)).update();
  }

  void stop(WorkspaceId workspace, UUID id) {
    database.sql().sql("delete from audience.fill where workspace_id = :workspace and id = :id")
        .param("workspace", workspace.value()).param("id", id).update();
  }

  /// Those that are least far first.
  List<Fill> open(WorkspaceId workspace) {
    return database.sql().sql("""
        select id, version, cursor, done, total from audience.fill where workspace_id = :workspace
        order by cursor nulls first, id
        """)
        .param("workspace", workspace.value()).query((row, n) -> fill(row)).list();
  }

  Progress progress(WorkspaceId workspace) {
    Map<UUID, Optional<CustomerId>> open = new HashMap<>();
    open(workspace).forEach(fill -> open.put(fill.id, Optional.ofNullable(fill.cursor)));
    return new Progress(open);
  }

  /// One that was begun anew meanwhile stays at its beginning.
  void move(WorkspaceId workspace, List<Fill> fills, CustomerId cursor, int done, int total) {
    database.sql().sql("""
        update audience.fill f set cursor = :cursor, done = done + :done, total = greatest(total, :total)
        from unnest(:ids::uuid[], :versions::int[]) v (id, version)
        where f.workspace_id = :workspace and f.id = v.id and f.version = v.version
        """)
        .param("workspace", workspace.value()).param("cursor", cursor.value()).param("done", done)
        .param("total", total).param("ids", ids(fills)).param("versions", versions(fills)).update();
  }

  /// Everybody was reached; of one that was begun anew meanwhile nobody was.
  void done(WorkspaceId workspace, List<Fill> fills) {
    database.sql().sql("""
        delete from audience.fill f using unnest(:ids::uuid[], :versions::int[]) v (id, version)
        where f.workspace_id = :workspace and f.id = v.id and f.version = v.version
        """)
        .param("workspace", workspace.value()).param("ids", ids(fills)).param("versions", versions(fills)).update();
  }

  private static String[] ids(List<Fill> fills) {
    return fills.stream().map(fill -> fill.id.toString()).toArray(String[]::new);
  }

  private static Integer[] versions(List<Fill> fills) {
    return fills.stream().map(Fill::version).toArray(Integer[]::new);
  }

  List<WorkspaceId> revised() {
    return database.sql().sql("""
        select /* any workspace: the worker asks who ever had some */ workspace_id from audience.revision
        """).query((row, n) -> new WorkspaceId(row.getInt(1))).list();
  }

  List<WorkspaceId> workspaces() {
    return database.sql().sql("""
        select /* any workspace: the worker asks who has some */ distinct workspace_id from audience.fill
        """).query((row, n) -> new WorkspaceId(row.getInt(1))).list();
  }

  private static Fill fill(ResultSet row) throws SQLException {
    var cursor = row.getObject(3, UUID.class);
    return new Fill(row.getObject(1, UUID.class), row.getInt(2), cursor == null ? null : new CustomerId(cursor),
        row.getInt(4), row.getInt(5));
  }
}
