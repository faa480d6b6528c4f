package io.parley.commerce;

import io.parley.platform.Database;
import io.parley.platform.Erasing;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// What she bought. A merchant must keep its books, so an order stays with its amounts and belongs to nobody.
@Component
class CommerceErasing implements Erasing {
  private final Database database;

  CommerceErasing(Database database) {
    this.database = database;
  }

  @Override
  public int rank() {
    return 40;
  }

  @Override
  public List<Rows> rows() {
    return List.of(
        Rows.shown("commerce.checkout_link", "t.identity_id = any (:identities)"),
        Rows.shown("commerce.cart", "t.identity_id = any (:identities)"),
        Rows.shown("commerce.customer_order", "t.identity_id = any (:identities)"));
  }

  @Override
  public long before(Subject subject) {
    return database.sql().sql("""
        update commerce.customer_order set identity_id = gen_random_uuid()
        where workspace_id = :workspace and identity_id = any (:identities)
        """)
        .param("workspace", subject.workspace().value())
        .param("identities", subject.identities().toArray(UUID[]::new))
        .update();
  }
}
