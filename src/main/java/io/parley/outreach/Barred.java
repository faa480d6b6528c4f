package io.parley.outreach;

import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.customer.Identity;
import io.parley.customer.IdentityId;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Problem;
import io.parley.platform.WorkspaceId;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Whom the merchant took off all lists: nothing goes to her by itself until it is taken back.
@Component
class Barred {
  private final Database database;
  private final Customers customers;
  private final Clocks clocks;

  Barred(Database database, Customers customers, Clocks clocks) {
    this.database = database;
    this.customers = customers;
    this.clocks = clocks;
  }

  /// Since when, if she is.
  Optional<Instant> since(WorkspaceId workspace, CustomerId customer) {
    return database.tenant(workspace, () -> database.sql().sql("""
        select b.at from outreach.barred b join customer.person p using (workspace_id, identity_id)
        where b.workspace_id = :workspace and p.customer_id = :customer order by b.at limit 1
        """)
        .param("workspace", workspace.value())
        .param("customer", customers.survivor(workspace, customer).orElseThrow(Problem::notFound).value())
        .query((row, n) -> SendStore.instant(row, 1))
        .optional());
  }

  /// Her oldest identity stands for her, so that it stays with her through merges.
  void bar(WorkspaceId workspace, CustomerId customer, @Nullable UUID by) {
    database.tenant(workspace, () -> {
      var survivor = customers.survivor(workspace, customer).orElseThrow(Problem::notFound);
      var identity = customers.identities(workspace, survivor).stream().map(Identity::id)
          .min(Comparator.comparing(IdentityId::toString)).orElseThrow(Problem::notFound);
      database.sql().sql("""
          insert into outreach.barred (workspace_id, identity_id, at, by_member)
          values (:workspace, :identity, :at::timestamptz, :by::uuid) on conflict do nothing
          """)
          .param("workspace", workspace.value())
          .param("identity", identity.value())
          .param("at", clocks.now(workspace).toString())
          .param("by", by == null ? null : by.toString())
          .update();
    });
  }

  void unbar(WorkspaceId workspace, CustomerId customer) {
    database.tenant(workspace, () -> database.sql().sql("""
        delete from outreach.barred b using customer.person p
        where b.workspace_id = :workspace and p.workspace_id = :workspace and p.identity_id = b.identity_id
          and p.customer_id = :customer
        """)
        .param("workspace", workspace.value())
        .param("customer", customers.survivor(workspace, customer).orElseThrow(Problem::notFound).value())
        .update());
  }
}
