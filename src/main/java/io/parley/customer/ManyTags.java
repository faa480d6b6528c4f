package io.parley.customer;

import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// One tag of many customers, by hand.
@Component
class ManyTags {
  private final Database database;
  private final Clocks clocks;

  ManyTags(Database database, Clocks clocks) {
    this.database = database;
    this.clocks = clocks;
  }

  Set<CustomerId> take(WorkspaceId workspace, Collection<CustomerId> customers, TagId tag, @Nullable UUID by) {
    return database.tenant(workspace, () -> new HashSet<>(database.sql().sql("""
        update customer.customer_tag t set removed_at = :now, removed_why = 'hand', removed_by = :by::uuid
        from customer.identity i
        where t.workspace_id = :workspace and i.workspace_id = :workspace and i.id = t.identity_id
          and i.customer_id = any (:customers::uuid[]) and t.removed_at is null and t.tag_id = :tag
        returning i.customer_id
        """)
        .param("workspace", workspace.value())
        .param("now", Columns.time(clocks.now(workspace)))
        .param("by", by == null ? null : by.toString())
        .param("customers", Columns.texts(customers, CustomerId::toString))
        .param("tag", tag.value())
        .query((row, n) -> new CustomerId(row.getObject(1, UUID.class)))
        .list()));
  }

  void allow(WorkspaceId workspace, Collection<CustomerId> customers, TagId tag) {
    database.tenant(workspace, () -> database.sql().sql("""
        update customer.customer_tag t set allowed_at = :now from customer.identity i
        where t.workspace_id = :workspace and i.workspace_id = :workspace and i.id = t.identity_id
          and i.customer_id = any (:customers::uuid[]) and t.tag_id = :tag and t.removed_why = 'hand'
          and t.allowed_at is null
        """)
        .param("workspace", workspace.value())
        .param("now", Columns.time(clocks.now(workspace)))
        .param("customers", Columns.texts(customers, CustomerId::toString))
        .param("tag", tag.value())
        .update());
  }
}
