package io.parley.commerce;

import io.parley.customer.IdentityId;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import io.parley.timeline.Refolded;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Orders, as a rebuild compares them: whose, in which state, for how much.
@Component
class RefoldedOrders implements Refolded {
  private final Database database;

  RefoldedOrders(Database database) {
    this.database = database;
  }

  @Override
  public String part() {
    return "orders";
  }

  @Override
  public Map<String, String> state(WorkspaceId workspace, Map<IdentityId, String> names) {
    var orders = new HashMap<String, String>();
    database.sql().sql("""
        select number, identity_id, concat_ws(' ', state, trim_scale(total), trim_scale(refunded), currency)
        from commerce.customer_order where workspace_id = :workspace
        """)
        .param("workspace", workspace.value())
        .query(row -> {
          orders.put(row.getString(1),
              names.getOrDefault(new IdentityId(row.getObject(2, UUID.class)), "?") + " " + row.getString(3));
        });
    return orders;
  }
}
