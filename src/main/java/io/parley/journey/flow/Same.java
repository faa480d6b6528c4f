package io.parley.journey.flow;

import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Whether an event must be about the very thing that the run began with.
public enum Same {
  /// Whatever it is about.
  ANY,
  /// The same cart: its id if both tell one, else something that lay in it. An event that tells neither is of the same
  /// person, and she has one cart.
  CART,
  /// The same order number.
  ORDER,
  /// One of the products that it began with.
  PRODUCT,
  /// The same code of a coupon.
  COUPON;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether what is told of `event` is about what is remembered.
  public boolean fits(Keepsake kept, JsonNode event) {
    return switch (this) {
      case ANY -> true;
      case ORDER -> kept.order() != null && kept.order().equals(Keepsake.order(event));
      case PRODUCT -> !Collections.disjoint(kept.products(), Keepsake.products(event));
      case COUPON -> Keepsake.code(event) != null && Objects.equals(kept.values().get(Keepsake.CODE),
          Keepsake.code(event));
      case CART -> cart(kept, event);
    };
  }

  private static boolean cart(Keepsake kept, JsonNode event) {
    @Nullable String told = Keepsake.cart(event);
    if (told != null && kept.cart() != null) {
      return Objects.equals(told, kept.cart());
    }
    var products = new HashSet<>(Keepsake.products(event));
    return products.isEmpty() || kept.products().isEmpty() || !Collections.disjoint(products, kept.products());
  }
}
