package io.parley.customer;

import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What people say of a tag: off, and that rules may put it on again. Each answers on which identities that was so,
/// because a customer may be others by the time the log is read again.
@Component
class HandTags {
  private final Database database;
  private final Clocks clocks;

  HandTags(Database database, Clocks clocks) {
    this.database = database;
    this.clocks = clocks;
  }

  Map<CustomerId, List<IdentityId>> take(
      WorkspaceId workspace, Collection<CustomerId> customers, TagId tag, @Nullable UUID by) {
    var taken = new HashMap<CustomerId, List<IdentityId>>();
    database.tenant(workspace, () -> database.sql().sql("""
        update customer.customer_tag t set removed_at = :now, removed_why = 'hand', removed_by = :by::uuid
        from customer.identity i
        where t.workspace_id = :workspace and i.workspace_id = :workspace and i.id = t.identity_id
          and i.customer_id = any (:customers::uuid[]) and t.removed_at is null and t.tag_id = :tag
        returning i.customer_id, i.id
        """)
        .param("workspace", workspace.value())
        .param("now", Columns.time(clocks.now(workspace)))
        .param("by", by == null ? null : by.toString())
        .param("customers", Columns.texts(customers, CustomerId::toString))
        .param("tag", tag.value())
        .query((row, n) -> add(taken, row))
        .list());
    return taken;
  }

  Map<CustomerId, List<IdentityId>> allow(WorkspaceId workspace, Collection<CustomerId> customers, TagId tag) {
    var allowed = new HashMap<CustomerId, List<IdentityId>>();
    database.tenant(workspace, () -> database.sql().sql("""
        update customer.customer_tag t set allowed_at = :now from customer.identity i
        where t.workspace_id = :workspace and i.workspace_id = :workspace and i.id = t.identity_id
          and i.customer_id = any (:customers::uuid[]) and t.tag_id = :tag and t.removed_why = 'hand'
          and t.allowed_at is null
        returning i.customer_id, i.id
        """)
        .param("workspace", workspace.value())
        .param("now", Columns.time(clocks.now(workspace)))
        .param("customers", Columns.texts(customers, CustomerId::toString))
        .param("tag", tag.value())
        .query((row, n) -> add(allowed, row))
        .list());
    return allowed;
  }

  private static boolean add(Map<CustomerId, List<IdentityId>> all, ResultSet row) throws SQLException {
    var some = all.computeIfAbsent(new CustomerId(row.getObject(1, UUID.class)), _ -> new ArrayList<>());
    var identity = new IdentityId(row.getObject(2, UUID.class));
    return !some.contains(identity) && some.add(identity);
  }

  /// What a rule had put on may not be there yet, so that it was taken off is written down by itself.
  void off(WorkspaceId workspace, Collection<IdentityId> identities, TagId tag, Instant at, String why) {
    database.tenant(workspace, () -> database.sql().sql("""
        with off as (
          update customer.customer_tag t set removed_at = :at, removed_why = :why
          where t.workspace_id = :workspace and t.identity_id = any (:identities::uuid[]) and t.tag_id = :tag
            and t.removed_at is null returning t.identity_id)
        insert into customer.customer_tag
          (workspace_id, identity_id, tag_id, source, since, removed_at, removed_why)
        select :workspace, i.id, :tag, 'rule', :at, :at, :why from customer.identity i
        where :why = 'hand' and i.workspace_id = :workspace and i.id = any (:identities::uuid[])
          and not exists (select from off where off.identity_id = i.id)
        """)
        .param("workspace", workspace.value())
        .param("identities", Columns.texts(identities, IdentityId::toString))
        .param("tag", tag.value())
        .param("at", Columns.time(at))
        .param("why", why)
        .update());
  }

  void allowOn(WorkspaceId workspace, Collection<IdentityId> identities, TagId tag, Instant at) {
    database.tenant(workspace, () -> database.sql().sql("""
        update customer.customer_tag t set allowed_at = :at
        where t.workspace_id = :workspace and t.identity_id = any (:identities::uuid[]) and t.tag_id = :tag
          and t.removed_why = 'hand' and t.allowed_at is null
        """)
        .param("workspace", workspace.value())
        .param("identities", Columns.texts(identities, IdentityId::toString))
        .param("tag", tag.value())
        .param("at", Columns.time(at))
        .update());
  }

  Map<CustomerId, Set<TagId>> keptOff(WorkspaceId workspace, Collection<CustomerId> customers) {
    var off = new HashMap<CustomerId, Set<TagId>>();
    database.tenant(workspace, () -> database.sql().sql("""
        select distinct i.customer_id, t.tag_id
        from customer.identity i join customer.customer_tag t on t.identity_id = i.id
        where i.workspace_id = :workspace and t.workspace_id = :workspace and i.customer_id = any (:customers::uuid[])
          and t.removed_why = 'hand' and t.allowed_at is null
        """)
        .param("workspace", workspace.value())
        .param("customers", Columns.texts(customers, CustomerId::toString))
        .query(row -> {
          off.computeIfAbsent(new CustomerId(row.getObject(1, UUID.class)), _ -> new HashSet<>())
              .add(new TagId(row.getObject(2, UUID.class)));
        }));
    return off;
  }
}
