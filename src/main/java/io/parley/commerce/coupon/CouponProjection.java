package io.parley.commerce.coupon;

import io.parley.commerce.Orders;
import io.parley.timeline.Batch;
import io.parley.timeline.Fact;
import io.parley.timeline.FactKind;
import io.parley.timeline.Projection;
import io.parley.timeline.Stage;
import java.math.BigDecimal;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Hears of orders: one with a code that the shop took by itself redeems it, a cancelled one gives it back.
@Component
class CouponProjection implements Projection {
  private static final Set<String> COMPLETED = Set.of("Order Completed", "Completed Order");
  private static final String CANCELLED = "Order Cancelled";
  private static final int LONGEST = 40;

  private final Coupons coupons;

  CouponProjection(Coupons coupons) {
    this.coupons = coupons;
  }

  @Override
  public Stage stage() {
    return Stage.COMMERCE;
  }

  @Override
  public void apply(Batch batch) {
    batch.facts(FactKind.TRACK).forEach(fact -> {
      if (COMPLETED.contains(fact.name())) {
        completed(batch, fact);
      } else if (fact.name().equals(CANCELLED)) {
        Orders.key(fact).ifPresent(order -> coupons.giveBack(batch.workspace(), order));
      }
    });
  }

  private void completed(Batch batch, Fact fact) {
    var code = fact.properties().path("coupon");
    if (!code.isString() || code.stringValue().isBlank() || code.stringValue().length() > LONGEST) {
      return;
    }
    Orders.key(fact).ifPresent(order -> coupons.told(batch.workspace(), code.stringValue(), order, fact.identity(),
        amount(fact.properties().path("discount"))));
  }

  private static BigDecimal amount(JsonNode told) {
    try {
      var amount = told.isNumber() ? told.decimalValue()
          : told.isString() && told.stringValue().length() < 20 ? new BigDecimal(told.stringValue().strip())
          : BigDecimal.ZERO;
      return amount.signum() < 0 || amount.precision() - amount.scale() > 12 || amount.scale() > 20 ? BigDecimal.ZERO
          : amount;
    } catch (NumberFormatException notANumber) {
      return BigDecimal.ZERO;
    }
  }
}
