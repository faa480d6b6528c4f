package io.parley.journey.flow;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a run remembers of what it began with. `since` is when that was, `position` names it on the log (0: it is not
/// there). `values` are texts that messages may use, under the names of their variables.
public record Keepsake(Instant since, long position, @Nullable String cart, @Nullable String order,
    List<String> products, Map<String, String> values) {
  private static final int MOST_PRODUCTS = 50;
  private static final int LONGEST = 200;
  static final String CODE = "coupon.code";

  public Keepsake {
    products = List.copyOf(products);
    values = Map.copyOf(values);
  }

  public static Keepsake none(Instant since) {
    return new Keepsake(since, 0, null, null, List.of(), Map.of());
  }

  public static Keepsake of(Instant since, long position, JsonNode event) {
    return new Keepsake(since, position, cart(event), order(event), products(event), Map.of());
  }

  public Keepsake with(String name, String value) {
    var more = new TreeMap<>(values);
    more.put(name, value);
    return new Keepsake(since, position, cart, order, products, more);
  }

  public Keepsake with(List<String> these) {
    return new Keepsake(since, position, cart, order, these, values);
  }

  /// An event that comes later may be what somebody on the way waits for unless it happened before what she began with.
  public boolean before(Instant at) {
    return position == 0 ? at.isAfter(since) : !at.isBefore(since);
  }

  static @Nullable String cart(JsonNode event) {
    var cart = text(event.path("cart_id"));
    return cart == null ? text(event.path("checkout_id")) : cart;
  }

  static @Nullable String order(JsonNode event) {
    return text(event.path("order_id"));
  }

  /// The code of a coupon that an event names.
  static @Nullable String code(JsonNode event) {
    return event.path("coupon_id").isMissingNode() ? null : text(event.path("code"));
  }

  /// The products an event names: its own, or those of its list.
  public static List<String> products(JsonNode event) {
    var found = new LinkedHashSet<String>();
    Stream.concat(Stream.of(event), event.path("products").valueStream()).limit(MOST_PRODUCTS + 1L).forEach(one -> {
      var product = text(one.path("product_id"));
      if (product != null) {
        found.add(product);
      }
    });
    return List.copyOf(found);
  }

  private static @Nullable String text(JsonNode value) {
    var text = value.isString() || value.isNumber() ? value.asString("").strip() : "";
    return text.isEmpty() || text.length() > LONGEST ? null : text;
  }
}
