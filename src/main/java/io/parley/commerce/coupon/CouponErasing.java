package io.parley.commerce.coupon;

import io.parley.platform.Database;
import io.parley.platform.Erasing;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// What she held. A merchant must keep its books, so what was redeemed stays with its amount and belongs to nobody.
@Component
class CouponErasing implements Erasing {
  private final Database database;

  CouponErasing(Database database) {
    this.database = database;
  }

  @Override
  public int rank() {
    return 39;
  }

  @Override
  public List<Rows> rows() {
    return List.of(
        Rows.shown("commerce.coupon_issue", "t.identity_id = any (:identities)"),
        Rows.shown("commerce.redemption", "t.identity_id = any (:identities)"));
  }

  @Override
  public long before(Subject subject) {
    return database.sql().sql("""
        update commerce.redemption set identity_id = null
        where workspace_id = :workspace and identity_id = any (:identities)
        """)
        .param("workspace", subject.workspace().value())
        .param("identities", subject.identities().toArray(UUID[]::new))
        .update();
  }
}
