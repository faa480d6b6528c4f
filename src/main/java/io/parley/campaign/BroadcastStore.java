package io.parley.campaign;

import io.parley.outreach.WordsId;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// SQL of `campaign.broadcast`.
@Component
class BroadcastStore {
  private final Database database;
  private final JsonMapper json;

  BroadcastStore(Database database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  void insert(Broadcast broadcast) {
    bound(broadcast, """
        insert into campaign.broadcast (id, workspace_id, name, state, then_state, plan, version, due_at, after,
          recipients, expected, member_id, created_at, changed_at, started_at, planned_at, ended_at)
        values (:id, :workspace, :name, :state, :then, :plan::jsonb, :version, :due::timestamptz, :after::uuid,
          :recipients, :expected, :member::uuid, :created::timestamptz, :created::timestamptz, :started::timestamptz,
          :planned::timestamptz, :ended::timestamptz)
        """);
  }

  /// Keeps the next state; the caller holds the row.
  void update(Broadcast broadcast) {
    bound(broadcast, """
        update campaign.broadcast set name = :name, state = :state, then_state = :then, plan = :plan::jsonb,
          version = :version + 1, due_at = :due::timestamptz, after = :after::uuid, recipients = :recipients,
          expected = :expected, started_at = :started::timestamptz, planned_at = :planned::timestamptz,
          ended_at = :ended::timestamptz, changed_at = clock_timestamp(),
          member_id = :member::uuid, created_at = :created::timestamptz
        where id = :id and workspace_id = :workspace
        """);
  }

  private void bound(Broadcast broadcast, String sql) {
    var times = broadcast.times();
    var pace = broadcast.pace();
    database.sql().sql(sql)
        .param("id", broadcast.id().value())
        .param("workspace", broadcast.workspace().value())
        .param("name", broadcast.name())
        .param("state", broadcast.state().word())
        .param("then", broadcast.then() == null ? null : broadcast.then().word(), java.sql.Types.VARCHAR)
        .param("plan", json.writeValueAsString(broadcast.plan()))
        .param("version", broadcast.version())
        .param("due", text(times.dueAt()))
        .param("after", pace.after() == null ? null : pace.after().toString())
        .param("recipients", pace.recipients())
        .param("expected", pace.expected(), java.sql.Types.BIGINT)
        .param("member", broadcast.member() == null ? null : broadcast.member().toString())
        .param("created", text(times.createdAt()))
        .param("started", text(times.startedAt()))
        .param("planned", text(times.plannedAt()))
        .param("ended", text(times.endedAt()))
        .update();
  }

  /// Locks it.
  Optional<Broadcast> hold(WorkspaceId workspace, BroadcastId id) {
    return database.sql().sql("""
        select * from campaign.broadcast where workspace_id = :workspace and id = :id for update
        """)
        .param("workspace", workspace.value())
        .param("id", id.value())
        .query((row, n) -> broadcast(row))
        .optional();
  }

  Optional<Broadcast> get(WorkspaceId workspace, BroadcastId id) {
    return database.sql().sql("select * from campaign.broadcast where workspace_id = :workspace and id = :id")
        .param("workspace", workspace.value())
        .param("id", id.value())
        .query((row, n) -> broadcast(row))
        .optional();
  }

  /// The latest first, behind one of these instants.
  List<Broadcast> list(WorkspaceId workspace, @Nullable Instant before, int limit) {
    return database.sql().sql("""
        select * from campaign.broadcast
        where workspace_id = :workspace and (:before::timestamptz is null or created_at < :before::timestamptz)
        order by created_at desc limit :limit
        """)
        .param("workspace", workspace.value())
        .param("before", text(before))
        .param("limit", limit)
        .query((row, n) -> broadcast(row))
        .list();
  }

  void delete(WorkspaceId workspace, BroadcastId id) {
    database.sql().sql("delete from campaign.broadcast where workspace_id = :workspace and id = :id")
        .param("workspace", workspace.value())
        .param("id", id.value())
        .update();
  }

  /// One that is to be planned and nobody else works at, locked; they take turns.
  Optional<Broadcast> planning() {
    return database.sql().sql("""
        select /* any workspace: broadcasts of all take turns */ * from campaign.broadcast where state = 'planning'
        order by changed_at limit 1 for update skip locked
        """)
        .query((row, n) -> broadcast(row))
        .optional();
  }

  boolean anyPlanning() {
    return database.sql().sql("""
        select /* any workspace: whether there is something to do */ exists (
          select from campaign.broadcast where state = 'planning')
        """)
        .query(Boolean.class)
        .single();
  }

  /// How it stands; it stays so until the running transaction ends. Those who ask so do not wait for each other. Empty
  /// if it was deleted.
  Optional<State> state(Broadcast broadcast) {
    return database.sql().sql("""
        select state from campaign.broadcast where workspace_id = :workspace and id = :id for share
        """)
        .param("workspace", broadcast.workspace().value())
        .param("id", broadcast.id().value())
        .query((row, n) -> State.of(row.getString(1)))
        .optional();
  }

  /// Those of which something may be open.
  List<Broadcast> underway() {
    return database.sql().sql("""
        select /* any workspace: whoever follows them */ * from campaign.broadcast
        where not closed and state in ('planning', 'sending', 'paused', 'cancelled') order by changed_at limit 100
        """)
        .query((row, n) -> broadcast(row))
        .list();
  }

  /// Nothing of it is open any more.
  void close(Broadcast broadcast) {
    database.sql().sql("""
        update campaign.broadcast set closed = true where workspace_id = :workspace and id = :id
        """)
        .param("workspace", broadcast.workspace().value())
        .param("id", broadcast.id().value())
        .update();
  }

  List<WorkspaceId> waiting() {
    return database.sql().sql("""
        select /* any workspace: who has one that waits */ distinct workspace_id from campaign.broadcast
        where state = 'scheduled'
        """)
        .query((row, n) -> new WorkspaceId(row.getInt(1)))
        .list();
  }

  Optional<Instant> next(WorkspaceId workspace) {
    return database.sql().sql("""
        select min(due_at) from campaign.broadcast where workspace_id = :workspace and state = 'scheduled'
        """)
        .param("workspace", workspace.value())
        .query((row, n) -> Optional.ofNullable(instant(row, "min")))
        .single();
  }

  /// Those whose hour has come, locked.
  List<Broadcast> due(WorkspaceId workspace, Instant now) {
    return database.sql().sql("""
        select * from campaign.broadcast
        where workspace_id = :workspace and state = 'scheduled' and due_at <= :now::timestamptz
        order by due_at limit 50 for update skip locked
        """)
        .param("workspace", workspace.value())
        .param("now", now.toString())
        .query((row, n) -> broadcast(row))
        .list();
  }

  /// The words of its variants, once they are shared.
  List<WordsId> words(Broadcast broadcast) {
    return database.sql().sql("""
        select unnest(words) from campaign.broadcast where workspace_id = :workspace and id = :id
        """)
        .param("workspace", broadcast.workspace().value())
        .param("id", broadcast.id().value())
        .query((row, n) -> new WordsId(row.getObject(1, UUID.class)))
        .list();
  }

  void words(Broadcast broadcast, List<WordsId> words) {
    database.sql().sql("""
        update campaign.broadcast set words = :words where workspace_id = :workspace and id = :id
        """)
        .param("workspace", broadcast.workspace().value())
        .param("id", broadcast.id().value())
        .param("words", words.stream().map(WordsId::value).toArray(UUID[]::new))
        .update();
  }

  /// Why it stopped by itself; null when it goes on.
  void reason(Broadcast broadcast, @Nullable String reason) {
    database.sql().sql("""
        update campaign.broadcast set reason = :reason where workspace_id = :workspace and id = :id
        """)
        .param("workspace", broadcast.workspace().value())
        .param("id", broadcast.id().value())
        .param("reason", reason, java.sql.Types.VARCHAR)
        .update();
  }

  /// How far what was settled has been followed.
  void followed(Broadcast broadcast, Instant until) {
    database.sql().sql("""
        update campaign.broadcast set followed_at = :until::timestamptz where workspace_id = :workspace and id = :id
        """)
        .param("workspace", broadcast.workspace().value())
        .param("id", broadcast.id().value())
        .param("until", until.toString())
        .update();
  }

  private Broadcast broadcast(ResultSet row) throws SQLException {
    var then = row.getString("then_state");
    var expected = row.getObject("expected", Long.class);
    return new Broadcast(
        new BroadcastId(row.getObject("id", UUID.class)), new WorkspaceId(row.getInt("workspace_id")),
        row.getString("name"), State.of(row.getString("state")), then == null ? null : State.of(then),
        json.readValue(row.getString("plan"), Plan.class), row.getInt("version"),
        new Broadcast.Pace(row.getObject("after", UUID.class), row.getLong("recipients"), expected),
        new Broadcast.Times(row.getObject("created_at", OffsetDateTime.class).toInstant(), instant(row, "due_at"),
            instant(row, "started_at"), instant(row, "planned_at"), instant(row, "ended_at")),
        row.getString("reason"), instant(row, "followed_at"), row.getObject("member_id", UUID.class));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static @Nullable String text(@Nullable Instant at) {
    return at == null ? null : at.toString();
  }
}
