package io.parley.commerce.coupon;

import io.parley.commerce.Money;
import io.parley.commerce.Order;
import io.parley.customer.Customers;
import io.parley.customer.IdentityId;
import io.parley.customer.IdentityKey;
import io.parley.platform.Problem;
import io.parley.platform.WorkspaceId;
import io.parley.workspace.Access;
import io.parley.workspace.Scope;
import io.parley.workspace.Workspaces;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// What a shop's checkout asks, with its key: what a code takes off, and then takes it for an order.
@RestController
class RedemptionApi {
  private static final int LONGEST = 200;
  private static final int MOST_LINES = 500;
  private static final BigDecimal LARGEST = new BigDecimal("1000000000000");

  private final Coupons coupons;
  private final Customers customers;
  private final Workspaces workspaces;

  /// `userId` and `anonymousId` are who orders, as the shop tells it in events. `orderNumber` is for redeeming alone;
  /// `channel` is where it was ordered, `web` if none is named.
  record CheckoutCode(
      @Nullable String code, @Nullable BigDecimal subtotal, @Nullable BigDecimal shipping,
      @Nullable List<CheckoutItem> items, @Nullable String userId, @Nullable String anonymousId,
      @Nullable String orderNumber, @Nullable String channel) {}

  record CheckoutItem(@Nullable String productId, @Nullable BigDecimal price) {}

  /// `reason` is a code for programs and `message` for people; both null where it is accepted.
  record CodeAnswer(
      boolean accepted, @Nullable Money discount, boolean ofShipping, @Nullable String coupon, @Nullable String reason,
      @Nullable String message) {}

  record GivenBack(boolean givenBack) {}

  RedemptionApi(Coupons coupons, Customers customers, Workspaces workspaces) {
    this.coupons = coupons;
    this.customers = customers;
    this.workspaces = workspaces;
  }

  @PostMapping("/api/v1/coupon-checks")
  CodeAnswer check(Access access, @RequestBody CheckoutCode asked) {
    access.require(Scope.WRITE);
    return answer(access.workspace(),
        coupons.check(access.workspace(), code(asked), basket(asked), who(access, asked)));
  }

  /// Takes the code for the order, once. Asking again for the same order is the same answer.
  @PostMapping("/api/v1/redemptions")
  CodeAnswer redeem(Access access, @RequestBody CheckoutCode asked) {
    access.require(Scope.WRITE);
    return answer(access.workspace(), coupons.redeem(access.workspace(), code(asked), order(asked), basket(asked),
        who(access, asked)));
  }

  /// The order was cancelled before Parley heard of it by an event.
  @PostMapping("/api/v1/redemptions/give-back")
  GivenBack giveBack(Access access, @RequestBody CheckoutCode asked) {
    access.require(Scope.WRITE);
    return new GivenBack(coupons.giveBack(access.workspace(), order(asked)));
  }

  private CodeAnswer answer(WorkspaceId workspace, Redeeming answer) {
    if (answer instanceof Redeeming.Taken taken) {
      return new CodeAnswer(true, new Money(taken.discount(), workspaces.get(workspace).currency()),
          taken.ofShipping(), taken.name(), null, null);
    }
    var reason = switch (answer) {
      case Redeeming.Taken _ -> null;
      case Redeeming.Unknown _ -> "unknown";
      case Redeeming.NotNow not -> not.state();
      case Redeeming.Used _ -> "used";
      case Redeeming.Limit limit -> "limit_" + limit.which();
      case Redeeming.TooLittle _ -> "too_little";
      case Redeeming.WrongProducts _ -> "wrong_products";
      case Redeeming.OrderHasOne _ -> "order_has_one";
    };
    return new CodeAnswer(false, null, false, null, reason, coupons.why(workspace, answer));
  }

  private @Nullable IdentityId who(Access access, CheckoutCode asked) {
    var key = named(asked.userId) ? IdentityKey.member(String.valueOf(asked.userId))
        : named(asked.anonymousId) ? IdentityKey.visitor(String.valueOf(asked.anonymousId)) : null;
    return key == null ? null : customers.find(access.workspace(), key).orElse(null);
  }

  private static boolean named(@Nullable String id) {
    return id != null && !id.isBlank() && id.length() <= LONGEST && id.indexOf('\0') < 0;
  }

  private static String code(CheckoutCode asked) {
    if (asked.code == null || asked.code.isBlank() || asked.code.length() > LONGEST) {
      throw Problem.invalid("code", "要有代碼", "Name a code");
    }
    return asked.code.replace("\0", "");
  }

  private static Order.Key order(CheckoutCode asked) {
    var channel = named(asked.channel) ? String.valueOf(asked.channel) : "web";
    if (!named(asked.orderNumber) || channel.length() > 40) {
      throw Problem.invalid("order", "要有訂單編號", "Name the order's number");
    }
    return new Order.Key(channel, String.valueOf(asked.orderNumber));
  }

  private static Basket basket(CheckoutCode asked) {
    var items = asked.items == null ? List.<CheckoutItem>of() : asked.items;
    var lines = items.stream().limit(MOST_LINES).filter(item -> item.productId != null)
        .map(item -> new Basket.Line(String.valueOf(item.productId), amount(item.price))).toList();
    return new Basket(amount(asked.subtotal), amount(asked.shipping), lines);
  }

  private static BigDecimal amount(@Nullable BigDecimal amount) {
    if (amount == null) {
      return BigDecimal.ZERO;
    }
    if (amount.signum() < 0 || amount.scale() > 10 || amount.compareTo(LARGEST) > 0) {
      throw Problem.invalid("amount", "金額不對", "This is no amount");
    }
    return amount;
  }
}
