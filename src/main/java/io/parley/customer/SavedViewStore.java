package io.parley.customer;

import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.WorkspaceId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Saved views: a member's own, and those of the team.
@Component
class SavedViewStore {
  private static final int MOST = 200;

  private final Database database;
  private final Clocks clocks;
  private final JsonMapper json;

  SavedViewStore(Database database, Clocks clocks, JsonMapper json) {
    this.database = database;
    this.clocks = clocks;
    this.json = json;
  }

  List<SavedView> of(WorkspaceId workspace, @Nullable UUID member) {
    return database.tenant(workspace, () -> database.sql().sql("""
        select id, name, shared, coalesce(member_id = :member::uuid, false), definition::text from customer.saved_view
        where workspace_id = :workspace and (shared or member_id = :member::uuid)
        order by shared, lower(name), id limit :most
        """)
        .param("workspace", workspace.value())
        .param("member", member == null ? null : member.toString())
        .param("most", MOST)
        .query((row, n) -> new SavedView(row.getObject(1, UUID.class), row.getString(2), row.getBoolean(3),
            row.getBoolean(4), json.readValue(row.getString(5), ViewDefinition.class)))
        .list());
  }

  /// Empty if there is one of this name already.
  Optional<UUID> insert(WorkspaceId workspace, @Nullable UUID member, String name, boolean shared,
      ViewDefinition definition) {
    return database.tenant(workspace, () -> database.sql().sql("""
        insert into customer.saved_view (id, workspace_id, member_id, name, shared, definition, created_at)
        values (:id, :workspace, :member::uuid, :name, :shared, :definition::jsonb, :now)
        on conflict do nothing returning id
        """)
        .param("id", Ids.next())
        .param("workspace", workspace.value())
        .param("member", member == null ? null : member.toString())
        .param("name", name)
        .param("shared", shared)
        .param("definition", json.writeValueAsString(definition))
        .param("now", Columns.time(clocks.now(workspace)))
        .query(UUID.class)
        .optional());
  }

  /// False if there is none that this member may change.
  boolean update(
      WorkspaceId workspace, @Nullable UUID member, UUID id, String name, ViewDefinition definition) {
    return database.tenant(workspace, () -> database.sql().sql("""
        update customer.saved_view set name = :name, definition = :definition::jsonb
        where workspace_id = :workspace and id = :id and (shared or member_id = :member::uuid)
        """)
        .param("workspace", workspace.value())
        .param("member", member == null ? null : member.toString())
        .param("id", id)
        .param("name", name)
        .param("definition", json.writeValueAsString(definition))
        .update() == 1);
  }

  void delete(WorkspaceId workspace, @Nullable UUID member, UUID id) {
    database.tenant(workspace, () -> database.sql().sql("""
        delete from customer.saved_view
        where workspace_id = :workspace and id = :id and (shared or member_id = :member::uuid)
        """)
        .param("workspace", workspace.value())
        .param("member", member == null ? null : member.toString())
        .param("id", id)
        .update());
  }
}
