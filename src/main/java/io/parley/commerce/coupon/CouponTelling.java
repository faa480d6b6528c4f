package io.parley.commerce.coupon;

import io.parley.commerce.Order;
import io.parley.customer.Customers;
import io.parley.customer.Identity;
import io.parley.customer.IdentityId;
import io.parley.platform.WorkspaceId;
import io.parley.timeline.NewCall;
import io.parley.timeline.Timeline;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Tells the timeline what became of a holder's coupon, by the names of Segment's spec where it has one, so that rules
/// and journeys can ask for it.
@Component
class CouponTelling {
  private final Timeline timeline;
  private final Customers customers;

  record Use(String code, Order.Key order, BigDecimal discount, Instant at) {}

  CouponTelling(Timeline timeline, Customers customers) {
    this.timeline = timeline;
    this.customers = customers;
  }

  void issued(WorkspaceId workspace, IdentityId who, Coupon coupon, CodeStore.Issue issue, Instant at) {
    var properties = about(coupon).put("code", issue.text());
    if (issue.expiresAt() != null) {
      properties.put("expires_at", issue.expiresAt().toString());
    }
    tell(workspace, who, "Coupon Issued", properties, at);
  }

  void redeemed(WorkspaceId workspace, @Nullable IdentityId who, Coupon coupon, Use use) {
    tell(workspace, who, "Coupon Applied", about(coupon).put("code", use.code).put("order_id", use.order.number())
        .put("discount", use.discount), use.at);
  }

  void givenBack(WorkspaceId workspace, @Nullable IdentityId who, Coupon coupon, Order.Key order, Instant at) {
    tell(workspace, who, "Coupon Removed", about(coupon).put("order_id", order.number()), at);
  }

  void expiring(WorkspaceId workspace, IdentityId who, Code code, Instant at) {
    var properties = JsonNodeFactory.instance.objectNode().put("coupon_id", code.coupon().toString())
        .put("coupon_name", code.name()).put("code", code.text());
    if (code.expiresAt() != null) {
      properties.put("expires_at", code.expiresAt().toString());
    }
    tell(workspace, who, "Coupon Expiring", properties, at);
  }

  private static ObjectNode about(Coupon coupon) {
    return JsonNodeFactory.instance.objectNode().put("coupon_id", coupon.id().toString())
        .put("coupon_name", coupon.name());
  }

  private void tell(
      WorkspaceId workspace, @Nullable IdentityId who, String event, ObjectNode properties, Instant at) {
    if (who == null) {
      return;
    }
    customers.of(workspace, who).stream().flatMap(customer -> customers.identities(workspace, customer).stream())
        .filter(identity -> identity.id().equals(who)).map(Identity::key).findFirst()
        .ifPresent(key -> timeline.vouch(workspace, List.of(NewCall.told(event, List.of(key), at, properties))));
  }
}
