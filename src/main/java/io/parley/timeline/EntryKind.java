package io.parley.timeline;

import io.parley.timeline.TimelineEntry.Kind;
import io.parley.timeline.TimelineEntry.Money;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Which line of the timeline an event becomes, by the names of Segment's e-commerce spec v2 and its older ones.
final class EntryKind {
  private static final Map<Kind, List<String>> NAMES = Map.of(
      Kind.product, List.of("Product Viewed", "Product Clicked", "Viewed Product", "Product Shared",
          "Product Reviewed", "Product Added to Wishlist", "Product Removed from Wishlist"),
      Kind.cart, List.of("Product Added", "Product Removed", "Cart Viewed", "Checkout Started",
          "Checkout Step Viewed", "Checkout Step Completed", "Payment Info Entered", "Added Product", "Removed Product",
          "Viewed Cart", "Started Order",
          "Wishlist Product Added to Cart", "Cart Shared"),
      Kind.order, List.of("Order Completed", "Order Updated", "Order Cancelled", "Order Refunded", "Completed Order"));
  private static final Map<Kind, List<String>> KINDS = Map.of(
      Kind.page, List.of(FactKind.PAGE, FactKind.SCREEN),
      Kind.message, List.of(FactKind.MESSAGE, FactKind.CONVERSATION),
      Kind.tag, List.of(FactKind.TAG, FactKind.UNTAG, FactKind.ALLOW, FactKind.RULE, FactKind.SEGMENT_ENTERED,
          FactKind.SEGMENT_LEFT),
      Kind.consent, List.of(FactKind.CONSENT),
      Kind.link, List.of(FactKind.LINK, FactKind.UNLINK, FactKind.UNMERGE, FactKind.ALIAS),
      Kind.identify, List.of(FactKind.IDENTIFY, FactKind.GROUP, FactKind.ATTRIBUTE));

  private static final Pattern CURRENCY = Pattern.compile("[A-Za-z]{3}");

  private EntryKind() {}

  static Kind of(String kind, String name) {
    for (var entry : KINDS.entrySet()) {
      if (entry.getValue().contains(kind)) {
        return entry.getKey();
      }
    }
    for (var entry : NAMES.entrySet()) {
      if (entry.getValue().contains(name)) {
        return entry.getKey();
      }
    }
    return Kind.track;
  }

  /// The condition that finds events of a kind; it holds only words of this class.
  static String where(Kind kind) {
    if (KINDS.containsKey(kind)) {
      return "e.kind in (" + quoted(KINDS.get(kind)) + ")";
    }
    if (NAMES.containsKey(kind)) {
      return "e.kind = 'track' and e.name in (" + quoted(NAMES.get(kind)) + ")";
    }
    var others = NAMES.values().stream().flatMap(List::stream).toList();
    return "e.kind = 'track' and e.name not in (" + quoted(others) + ")";
  }

  private static String quoted(@Nullable List<String> words) {
    return words == null ? "''" : "'" + String.join("','", words) + "'";
  }

  /// What it was about in money: the total of an order or a cart, the price of a product.
  /// `currency` is the workspace's, for a shop that does not tell one.
  static @Nullable Money amount(Kind kind, JsonNode properties, String currency) {
    var fields = switch (kind) {
      case order -> List.of("total", "revenue", "value");
      case cart -> List.of("value", "total", "revenue", "price");
      case product -> List.of("price", "value");
      case page, message, tag, consent, link, identify, track -> List.<String>of();
    };
    for (var field : fields) {
      var amount = number(properties.path(field));
      if (amount != null) {
        var told = properties.path("currency").asString("").strip();
        return new Money(amount, CURRENCY.matcher(told).matches() ? told.toUpperCase(Locale.ROOT) : currency);
      }
    }
    return null;
  }

  private static @Nullable BigDecimal number(JsonNode node) {
    try {
      if (node.isNumber()) {
        return node.decimalValue();
      }
      return node.isString() ? new BigDecimal(node.stringValue().strip()) : null;
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }
}
