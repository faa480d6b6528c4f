package io.parley.integration;

import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// SQL of `integration.feed`.
@Repository
class FeedStore {
  private final Database database;
  private final JsonMapper json;

  record Feed(
      UUID id, WorkspaceId workspace, String url, Instant dueAt, @Nullable Instant readAt, @Nullable UUID importId,
      @Nullable Says problem) {}

  FeedStore(Database database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  boolean insert(UUID id, WorkspaceId workspace, String url, Instant now) {
    return database.sql().sql("""
        insert into integration.feed (id, workspace_id, url, due_at, created_at)
        values (:id, :workspace, :url, :now, :now) on conflict (workspace_id, url) do nothing
        """)
        .param("id", id)
        .param("workspace", workspace.value())
        .param("url", url)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update() == 1;
  }

  List<Feed> all(WorkspaceId workspace) {
    return database.sql().sql("""
        select * from integration.feed where workspace_id = :workspace order by created_at, id
        """).param("workspace", workspace.value()).query((row, n) -> read(row)).list();
  }

  void due(WorkspaceId workspace, UUID id, Instant at) {
    database.sql().sql("update integration.feed set due_at = :at where workspace_id = :workspace and id = :id")
        .param("at", at.atOffset(ZoneOffset.UTC)).param("workspace", workspace.value()).param("id", id).update();
  }

  Optional<Feed> claim(Instant now, Instant again) {
    return database.sql().sql("""
        update integration.feed set due_at = :again where id = (
          select id from integration.feed where due_at <= :now order by due_at limit 1 for update skip locked)
        returning * /* any workspace: a claim */
        """)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("again", again.atOffset(ZoneOffset.UTC))
        .query((row, n) -> read(row))
        .optional();
  }

  void read(Feed feed, ImportId brought, Instant now, Instant next) {
    database.sql().sql("""
        update integration.feed set import_id = :import, read_at = :now, due_at = :next, problem = null
        where workspace_id = :workspace and id = :id
        """)
        .param("import", brought.value())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("next", next.atOffset(ZoneOffset.UTC))
        .param("workspace", feed.workspace.value())
        .param("id", feed.id)
        .update();
  }

  void fail(Feed feed, Says why) {
    database.sql().sql("""
        update integration.feed set problem = :problem::jsonb where workspace_id = :workspace and id = :id
        """)
        .param("problem", json.writeValueAsString(why))
        .param("workspace", feed.workspace.value())
        .param("id", feed.id)
        .update();
  }

  boolean delete(WorkspaceId workspace, UUID id) {
    return database.sql().sql("delete from integration.feed where workspace_id = :workspace and id = :id")
        .param("workspace", workspace.value()).param("id", id).update() == 1;
  }

  private Feed read(ResultSet row) throws SQLException {
    var read = row.getObject("read_at", OffsetDateTime.class);
    var problem = row.getString("problem");
    return new Feed(row.getObject("id", UUID.class), new WorkspaceId(row.getInt("workspace_id")),
        row.getString("url"), row.getObject("due_at", OffsetDateTime.class).toInstant(),
        read == null ? null : read.toInstant(), row.getObject("import_id", UUID.class),
        problem == null ? null : json.readValue(problem, Says.class));
  }
}
