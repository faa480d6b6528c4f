package io.parley.customer;

import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Reads why identities belong together.
@Component
class ForestStore {
  private final Database database;
  private final CustomerStore customers;

  ForestStore(Database database, CustomerStore customers) {
    this.database = database;
    this.customers = customers;
  }

  /// The links that hold a customer together, latest first.
  List<LinkLine> links(WorkspaceId workspace, CustomerId customer) {
    var edges = database.tenant(workspace, () -> database.sql().sql("""
        select l.identity_id, l.through, l.evidence, l.at, l.by_member, l.reason
        from customer.link l join customer.identity a on a.id = l.identity_id
        join customer.identity b on b.id = l.through
        where l.workspace_id = :workspace and l.undone_at is null
          and a.customer_id = :customer and b.customer_id = :customer
        union all
        select i.id, i.beside, i.evidence, i.met_at, null, null
        from customer.identity i join customer.identity b on b.id = i.beside
        where i.workspace_id = :workspace and i.customer_id = :customer and b.customer_id = :customer
        order by 4 desc, 1
        """)
        .param("workspace", workspace.value())
        .param("customer", customer.value())
        .query((row, n) -> new LinkLine(new IdentityId(row.getObject(1, UUID.class)),
            new IdentityId(row.getObject(2, UUID.class)), row.getString(3),
            LinkLine.Confidence.of(row.getString(3)), row.getObject(4, OffsetDateTime.class).toInstant(),
            row.getObject(5, UUID.class), row.getString(6), List.of()))
        .list());
    return new Forest(edges, customers.identities(workspace, customer)).lines();
  }
}
