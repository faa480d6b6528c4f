package io.parley.commerce;

import io.parley.customer.IdentityId;
import io.parley.platform.WorkspaceId;
import io.parley.timeline.Refolded;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/// Carts, as a rebuild compares them: what each identity put in and when, and when she last ordered.
@Component
class RefoldedCarts implements Refolded {
  private final CartStore store;

  RefoldedCarts(CartStore store) {
    this.store = store;
  }

  @Override
  public String part() {
    return "carts";
  }

  @Override
  public Map<String, String> state(WorkspaceId workspace, Map<IdentityId, String> names) {
    var carts = new HashMap<String, String>();
    store.each(workspace, (identity, cart) -> carts.put(names.getOrDefault(identity, "?"), told(cart)));
    return carts;
  }

  private static String told(Cart cart) {
    var text = new StringBuilder();
    for (var line : cart.lines()) {
      var item = line.item();
      text.append("%d %s %s at %s, ".formatted(item.quantity(), item.productId(), item.sum().stripTrailingZeros(),
          line.at()));
    }
    return text.append("emptied ").append(cart.emptiedAt()).toString();
  }
}
