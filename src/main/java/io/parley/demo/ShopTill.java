package io.parley.demo;

import io.parley.commerce.Order;
import io.parley.commerce.coupon.Basket;
import io.parley.commerce.coupon.Coupons;
import io.parley.commerce.coupon.Redeeming;
import io.parley.customer.Customers;
import io.parley.customer.IdentityId;
import io.parley.customer.IdentityKey;
import io.parley.platform.Problem;
import io.parley.platform.Settings;
import io.parley.platform.WorkspaceId;
import io.parley.workspace.Workspaces;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// What stands behind the demo shop's checkout, as a real shop's server does: it knows the prices, and asks Parley what
/// a code takes off. A browser is not asked what things cost.
@RestController
class ShopTill {
  private static final BigDecimal FREE_SHIPPING_FROM = BigDecimal.valueOf(1_500);
  private static final Map<String, BigDecimal> SHIPPING =
      Map.of("store", BigDecimal.valueOf(80), "home", BigDecimal.valueOf(120));
  private static final int MOST_LINES = 100;
  private static final int LONGEST = 60;

  private final Settings settings;
  private final Workspaces workspaces;
  private final Customers customers;
  private final Coupons coupons;
  private final Map<String, KiteProduct> products;

  record TillLine(@Nullable String productId, int quantity) {}

  /// With `number` the code is taken for that order; without it is only looked at.
  record TillOrder(
      @Nullable String code, @Nullable String number, @Nullable String delivery, @Nullable List<TillLine> lines,
      @Nullable String member) {}

  record TillAnswer(boolean accepted, BigDecimal discount, boolean ofShipping, @Nullable String says) {}

  ShopTill(Settings settings, Workspaces workspaces, Customers customers, Coupons coupons, JsonMapper json) {
    this.settings = settings;
    this.workspaces = workspaces;
    this.customers = customers;
    this.coupons = coupons;
    this.products = KiteProduct.all(json).stream().collect(Collectors.toMap(KiteProduct::id, Function.identity()));
  }

  @PostMapping("/shop-till")
  TillAnswer ask(
      @RequestBody TillOrder order,
      @CookieValue(value = "parley_visitor", required = false) @Nullable String cookie) {
    var kite = workspaces.all().stream().findFirst().filter(one -> settings.demo()).orElseThrow(Problem::notFound).id();
    if (order.code == null || order.code.isBlank() || order.code.length() > LONGEST) {
      throw Problem.invalid("code", "寫下折價券代碼", "Enter a code");
    }
    var who = who(kite, order, cookie);
    var answer = order.number == null || order.number.length() > LONGEST
        ? coupons.check(kite, order.code, basket(order), who)
        : coupons.redeem(kite, order.code, new Order.Key("web", order.number), basket(order), who);
    return answer instanceof Redeeming.Taken taken
        ? new TillAnswer(true, taken.discount(), taken.ofShipping(), taken.name())
        : new TillAnswer(false, BigDecimal.ZERO, false, coupons.why(kite, answer));
  }

  private Basket basket(TillOrder order) {
    var told = order.lines == null ? List.<TillLine>of() : order.lines;
    var lines = told.stream().limit(MOST_LINES)
        .filter(line -> products.containsKey(String.valueOf(line.productId)) && line.quantity > 0).toList();
    var subtotal = lines.stream().map(line -> price(line).multiply(BigDecimal.valueOf(line.quantity)))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
    var shipping = subtotal.compareTo(FREE_SHIPPING_FROM) >= 0 ? BigDecimal.ZERO
        : SHIPPING.getOrDefault(String.valueOf(order.delivery), BigDecimal.ZERO);
    return new Basket(subtotal, shipping,
        lines.stream().map(line -> new Basket.Line(String.valueOf(line.productId), price(line))).toList());
  }

  private BigDecimal price(TillLine line) {
    var product = products.get(String.valueOf(line.productId));
    return product == null ? BigDecimal.ZERO : BigDecimal.valueOf(product.price());
  }

  private @Nullable IdentityId who(WorkspaceId kite, TillOrder order, @Nullable String cookie) {
    if (order.member != null && !order.member.isBlank() && order.member.length() <= LONGEST) {
      return customers.find(kite, IdentityKey.member(order.member)).orElse(null);
    }
    var dot = cookie == null ? -1 : cookie.indexOf('.');
    return dot <= 0 || cookie == null ? null
        : customers.find(kite, IdentityKey.visitor(cookie.substring(0, dot))).orElse(null);
  }
}
