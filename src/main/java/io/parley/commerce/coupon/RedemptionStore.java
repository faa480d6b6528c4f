package io.parley.commerce.coupon;

import io.parley.commerce.Order;
import io.parley.customer.CustomerId;
import io.parley.customer.IdentityId;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.WorkspaceId;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

@Repository
class RedemptionStore {
  private final Database database;

  record Standing(
      UUID id, CouponId coupon, UUID code, BigDecimal discount, Instant at, @Nullable IdentityId identity) {}

  RedemptionStore(Database database) {
    this.database = database;
  }

  /// The coupon that stands on an order.
  Optional<Standing> of(WorkspaceId workspace, Order.Key order) {
    return database.sql().sql("""
        select * from commerce.redemption where workspace_id = :workspace and channel = :channel
          and order_number = :number and returned_at is null
        """)
        .param("workspace", workspace.value())
        .param("channel", order.channel())
        .param("number", order.number())
        .query((row, n) -> standing(row))
        .optional();
  }

  /// When a code of one person was used.
  Optional<Instant> used(WorkspaceId workspace, UUID code) {
    return database.sql().sql("""
        select redeemed_at from commerce.redemption
        where workspace_id = :workspace and code_id = :code and single and returned_at is null
        """)
        .param("workspace", workspace.value())
        .param("code", code)
        .query((row, n) -> row.getTimestamp(1).toInstant())
        .optional();
  }

  int times(WorkspaceId workspace, CouponId coupon, CustomerId customer) {
    return database.sql().sql("""
        select count(*) from customer.person p join commerce.redemption r using (workspace_id, identity_id)
        where p.workspace_id = :workspace and p.customer_id = :customer and r.coupon_id = :coupon
          and r.returned_at is null
        """)
        .param("workspace", workspace.value())
        .param("customer", customer.value())
        .param("coupon", coupon.value())
        .query(Integer.class)
        .single();
  }

  /// False if the code or the order has a redemption already.
  boolean insert(WorkspaceId workspace, CodeStore.Known code, Order.Key order, @Nullable IdentityId identity,
      BigDecimal discount, Instant at) {
    return database.sql().sql("""
        insert into commerce.redemption (workspace_id, id, coupon_id, code_id, single, channel, order_number,
          identity_id, discount, redeemed_at)
        values (:workspace, :id, :coupon, :code, :single, :channel, :number, :identity, :discount, :at::timestamptz)
        on conflict do nothing
        """)
        .param("workspace", workspace.value())
        .param("id", Ids.next())
        .param("coupon", code.coupon().value())
        .param("code", code.id())
        .param("single", !code.shared())
        .param("channel", order.channel())
        .param("number", order.number())
        .param("identity", identity == null ? null : identity.value())
        .param("discount", discount)
        .param("at", at.toString())
        .update() == 1;
  }

  /// Whose order it was, once that is known.
  void belongs(WorkspaceId workspace, UUID id, IdentityId identity) {
    database.sql().sql("""
        update commerce.redemption set identity_id = :identity
        where workspace_id = :workspace and id = :id and identity_id is null
        """)
        .param("workspace", workspace.value())
        .param("id", id)
        .param("identity", identity.value())
        .update();
  }

  boolean giveBack(WorkspaceId workspace, UUID id, Instant at) {
    return database.sql().sql("""
        update commerce.redemption set returned_at = :at::timestamptz
        where workspace_id = :workspace and id = :id and returned_at is null
        """)
        .param("workspace", workspace.value())
        .param("id", id)
        .param("at", at.toString())
        .update() == 1;
  }

  private static Standing standing(ResultSet row) throws SQLException {
    var identity = row.getObject("identity_id", UUID.class);
    return new Standing(row.getObject("id", UUID.class), new CouponId(row.getObject("coupon_id", UUID.class)),
        row.getObject("code_id", UUID.class), row.getBigDecimal("discount"),
        row.getTimestamp("redeemed_at").toInstant(), identity == null ? null : new IdentityId(identity));
  }
}
