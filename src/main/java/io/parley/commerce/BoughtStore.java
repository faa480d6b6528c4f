package io.parley.commerce;

import io.parley.customer.CustomerId;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Repository;

/// Which products lie in the orders of many customers.
@Repository
class BoughtStore {
  private final Database database;

  BoughtStore(Database database) {
    this.database = database;
  }

  Map<CustomerId, Set<String>> of(WorkspaceId workspace, Collection<CustomerId> customers, Instant since) {
    var bought = new HashMap<CustomerId, Set<String>>();
    database.sql().sql("""
        select distinct person.customer_id, line ->> 'productId'
        from customer.person join commerce.customer_order o using (workspace_id, identity_id)
          cross join lateral jsonb_array_elements(o.lines) line
        where person.workspace_id = :workspace and person.customer_id = any(:customers::uuid[])
          and o.placed_at > :since::timestamptz and o.state = 'placed'
        """)
        .param("workspace", workspace.value())
        .param("customers", customers.stream().map(CustomerId::toString).toArray(String[]::new))
        .param("since", since.toString())
        .query(row -> {
          bought.computeIfAbsent(new CustomerId(row.getObject(1, UUID.class)), _ -> new HashSet<>())
              .add(row.getString(2));
        });
    return bought;
  }
}
