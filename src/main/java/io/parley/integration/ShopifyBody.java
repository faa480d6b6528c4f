package io.parley.integration;

import io.parley.customer.IdentityKey;
import io.parley.integration.RowReader.Bad;
import io.parley.timeline.NewCall;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// What Shopify says, in its webhooks and its Admin API alike (shopify.dev, Admin REST API 2026-04: Order, Customer,
/// Product, Checkout). Amounts are texts, ids are longer than a double is exact. A customer's id is her member number,
/// an order's `name` without its sign is its number. What Shopify leaves null is not guessed.
record ShopifyBody(String domain, String region) {
  private static final int LONGEST = 500;
  private static final int MOST_ITEMS = 500;

  ShopOrder order(JsonNode order) {
    var number = text(order, "name").orElse(text(order, "order_number").orElse("")).replaceFirst("^#", "");
    if (number.isEmpty() || number.length() > 180) {
      throw new Bad("訂單沒有編號", "The order has no number");
    }
    var total = amount(order, "total_price").orElse(BigDecimal.ZERO);
    var shipping = amount(order.path("total_shipping_price_set").path("shop_money"), "amount").orElse(BigDecimal.ZERO);
    var besides = shipping.add(amount(order, "total_tax").orElse(BigDecimal.ZERO));
    var back = refunded(order);
    var state = text(order, "cancelled_at").isPresent() ? ShopOrder.State.CANCELLED
        : text(order, "financial_status").orElse("").equals("refunded") ? ShopOrder.State.REFUNDED
        : ShopOrder.State.PLACED;
    var whole = state == ShopOrder.State.REFUNDED && back.signum() == 0;
    var code = text(order.path("discount_codes").path(0), "code").filter(one -> one.length() <= 40).orElse(null);
    return new ShopOrder(text(order, "source_name").orElse("").equals("pos") ? "store" : "web", number,
        time(order, "created_at"), state, buyer(order), items(order),
        new ShopOrder.Amounts(total.subtract(besides).max(BigDecimal.ZERO), total, whole ? null : back,
            text(order, "currency").filter(one -> one.length() == 3).orElse(null)),
        null,
        code == null ? null : new ShopOrder.Coupon(code, amount(order, "total_discounts").orElse(BigDecimal.ZERO)));
  }

  private static BigDecimal refunded(JsonNode order) {
    var sum = BigDecimal.ZERO;
    for (var refund : order.path("refunds")) {
      for (var paid : refund.path("transactions")) {
        if (text(paid, "kind").orElse("").equals("refund") && text(paid, "status").orElse("").equals("success")) {
          sum = sum.add(amount(paid, "amount").orElse(BigDecimal.ZERO));
        }
      }
    }
    return sum;
  }

  private Line.Person buyer(JsonNode of) {
    var customer = of.path("customer");
    var email = text(of, "email").or(() -> text(customer, "email")).flatMap(Local::email);
    var phone = text(of, "phone").or(() -> text(customer, "phone")).flatMap(one -> Local.phone(one, region));
    return new Line.Person(id(customer).orElse(null), phone.orElse(null), email.orElse(null), null,
        name(customer).orElse(null));
  }

  private static List<ShopOrder.Item> items(JsonNode of) {
    var items = new ArrayList<ShopOrder.Item>();
    for (var line : of.path("line_items")) {
      var id = id(line, "product_id").or(() -> text(line, "title"));
      var quantity = line.path("quantity").asInt(1);
      if (id.isPresent() && quantity > 0 && items.size() < MOST_ITEMS) {
        items.add(new ShopOrder.Item(id.get(), text(line, "title").orElse(id.get()), Math.min(quantity, 1_000_000),
            amount(line, "price").orElse(null), null));
      }
    }
    return items;
  }

  /// Her e-mail is hers only where Shopify has checked it.
  ShopBody.OfCustomer customer(JsonNode customer) {
    var member = id(customer).orElseThrow(() -> new Bad("顧客沒有 id", "The customer has no id"));
    var email = text(customer, "email").flatMap(Local::email);
    var phone = text(customer, "phone").flatMap(one -> Local.phone(one, region));
    var verified = customer.path("verified_email").asBoolean(false);
    var traits = new LinkedHashMap<String, String>();
    name(customer).ifPresent(name -> traits.put("name", name));
    email.ifPresent(one -> traits.put("email", one));
    phone.ifPresent(one -> traits.put("phone", one));
    text(customer.path("default_address"), "city").ifPresent(city -> traits.put("city", city));
    var tags = new ArrayList<String>();
    for (var tag : text(customer, "tags").orElse("").split(",")) {
      if (!tag.isBlank() && tag.strip().length() <= 60) {
        tags.add(tag.strip());
      }
    }
    var person = new Line.Person(member, null, verified ? email.orElse(null) : null, null, name(customer).orElse(null));
    return new ShopBody.OfCustomer(new Line.OfCustomer(person, traits, tags, time(customer, "created_at")), verified);
  }

  Line.OfProduct product(JsonNode product) {
    var id = id(product).orElseThrow(() -> new Bad("商品沒有 id", "The product has no id"));
    var title = text(product, "title").orElse(id);
    var first = product.path("variants").path(0);
    var price = amount(first, "price");
    var before = amount(first, "compare_at_price")
        .filter(was -> price.isPresent() && was.compareTo(price.get()) > 0);
    var image = text(product.path("image"), "src").or(() -> text(product.path("images").path(0), "src"));
    var stocked = product.path("variants").valueStream().anyMatch(one -> one.path("inventory_quantity").asInt(1) > 0
        || text(one, "inventory_policy").orElse("").equals("continue"));
    return new Line.OfProduct(id, title, before.or(() -> price).orElse(null),
        before.isPresent() ? price.orElse(null) : null, image.orElse(null),
        text(product, "handle").map(handle -> "https://" + domain + "/products/" + handle).orElse(null),
        text(product, "product_type").orElse(null), stocked ? "in_stock" : "out_of_stock");
  }

  /// What lies in a checkout whose owner has said who she is; empty if she has not, or has ordered. The sku is the
  /// variant's id: that is what an address that fills a Shopify cart takes.
  Optional<NewCall> cart(JsonNode checkout, Instant at) {
    var buyer = buyer(checkout);
    if (buyer.nobody() || text(checkout, "completed_at").isPresent()) {
      return Optional.empty();
    }
    var who = buyer.member() != null ? IdentityKey.member(buyer.member())
        : buyer.phone() != null ? new IdentityKey("phone", buyer.phone())
        : new IdentityKey("email", String.valueOf(buyer.email()));
    var properties = JsonNodeFactory.instance.objectNode();
    text(checkout, "abandoned_checkout_url").filter(url -> url.startsWith("https://"))
        .ifPresent(url -> properties.put("checkout_url", url));
    var products = properties.putArray("products");
    for (var line : checkout.path("line_items")) {
      var id = id(line, "product_id");
      if (id.isPresent() && products.size() < MOST_ITEMS) {
        var one = products.addObject().put("product_id", id.get()).put("name", text(line, "title").orElse(id.get()))
            .put("quantity", Math.clamp(line.path("quantity").asInt(1), 1, 1_000_000));
        amount(line, "price").ifPresent(price -> one.put("price", price));
        id(line, "variant_id").ifPresent(variant -> one.put("sku", variant));
        text(line, "variant_title").ifPresent(variant -> one.put("variant", variant));
      }
    }
    return Optional.of(NewCall.track("Cart Viewed", List.of(who), at, properties, null));
  }

  static Optional<String> id(JsonNode of) {
    return id(of, "id");
  }

  private static Optional<String> id(JsonNode of, String field) {
    return text(of, field).filter(id -> id.length() <= 100);
  }

  private static Optional<String> name(JsonNode customer) {
    var name = (text(customer, "last_name").orElse("") + " " + text(customer, "first_name").orElse("")).strip();
    // 王 小明 is 王小明; Biller Bob is Bob Biller.
    if (name.codePoints().anyMatch(sign -> Character.UnicodeScript.of(sign) == Character.UnicodeScript.HAN)) {
      return Optional.of(name.replace(" ", ""));
    }
    var western = (text(customer, "first_name").orElse("") + " " + text(customer, "last_name").orElse("")).strip();
    return western.isEmpty() ? Optional.empty() : Optional.of(western);
  }

  /// When this version was so; null if it does not say.
  static @Nullable Instant version(JsonNode of) {
    var updated = time(of, "updated_at");
    return updated == null ? time(of, "created_at") : updated;
  }

  private static @Nullable Instant time(JsonNode of, String field) {
    try {
      return text(of, field).map(text -> OffsetDateTime.parse(text).toInstant()).orElse(null);
    } catch (DateTimeException garbled) {
      return null;
    }
  }

  private static Optional<BigDecimal> amount(JsonNode of, String field) {
    return text(of, field).flatMap(text -> Local.amount(text)).map(Local.Amount::value)
        .filter(amount -> amount.signum() >= 0);
  }

  private static Optional<String> text(JsonNode of, String field) {
    var node = of.path(field);
    if (!node.isString() && !node.isIntegralNumber()) {
      return Optional.empty();
    }
    var text = node.asString().replace("\0", "").strip();
    return text.isEmpty() ? Optional.empty()
        : Optional.of(text.length() <= LONGEST ? text : text.substring(0, LONGEST));
  }

  static String region(String locale, String currency) {
    return locale.endsWith("HK") || currency.toUpperCase(Locale.ROOT).equals("HKD") ? "HK" : "TW";
  }
}
