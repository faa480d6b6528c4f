package io.parley.commerce;

import io.parley.timeline.Fact;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads e-commerce events: the names of Segment's spec v2, and those of v1 that shops still send
/// (segment.com/docs/connections/spec/ecommerce/v2).
final class ShopEvents {
  static final int MOST_LINES = 500;
  private static final int LONGEST_ID = 200;
  private static final int LONGEST_TEXT = 500;
  private static final int LONGEST_ADDRESS = 2_000;
  private static final int LONGEST_CHANNEL = 40;
  private static final int LONGEST_NUMBER = 32;
  private static final BigDecimal LARGEST = new BigDecimal("1000000000000");
  private static final int DECIMALS = 4;
  private static final Pattern GROUPED = Pattern.compile("\\d{1,3}(,\\d{3})+(\\.\\d+)?");

  private ShopEvents() {}

  static Optional<ShopEvent> read(Fact fact) {
    var channel = fact.vouched() ? text(fact.properties(), "channel", LONGEST_CHANNEL) : null;
    return read(fact.name(), fact.properties(), channel == null ? Order.Key.WEB : channel);
  }

  /// Empty if the event changes no product, cart or order, or is too broken to mean anything. Lists, promotions,
  /// coupons, wishlists, reviews and shares are kept as events and change nothing here. `channel` is where it was
  /// ordered: an import knows, what a browser says of it is not believed.
  static Optional<ShopEvent> read(String name, JsonNode properties, String channel) {
    return Optional.ofNullable(switch (name) {
      case "Product Viewed", "Viewed Product", "Product Clicked" -> seen(properties);
      case "Product Added", "Added Product", "Wishlist Product Added to Cart" -> added(properties);
      case "Product Removed", "Removed Product" -> removed(properties);
      case "Cart Viewed", "Viewed Cart" -> properties.path("products").isArray()
          ? new ShopEvent.CartShown(items(properties)) : null;
      case "Checkout Started", "Started Order" -> started(properties);
      case "Order Completed", "Completed Order" -> completed(properties, channel);
      case "Order Updated" -> updated(properties, channel);
      case "Order Cancelled" -> cancelled(properties, channel);
      case "Order Refunded" -> refunded(properties, channel);
      default -> null;
    });
  }

  private static @Nullable ShopEvent seen(JsonNode properties) {
    var id = productId(properties);
    var name = text(properties, "name", LONGEST_TEXT);
    if (id == null || name == null) {
      return null;
    }
    return new ShopEvent.Seen(new Product(id, name, amount(properties, "price"),
        text(properties, "image_url", LONGEST_ADDRESS), text(properties, "url", LONGEST_ADDRESS),
        text(properties, "category", LONGEST_TEXT)));
  }

  /// What is checked out is what lies in the cart; a checkout that names nothing says nothing of it.
  private static @Nullable ShopEvent started(JsonNode properties) {
    var items = items(properties);
    return items.isEmpty() ? null : new ShopEvent.CartShown(items);
  }

  private static @Nullable ShopEvent added(JsonNode properties) {
    var item = item(properties);
    return item == null ? null : new ShopEvent.Added(item);
  }

  private static @Nullable ShopEvent removed(JsonNode properties) {
    var id = productId(properties);
    var pieces = properties.has("quantity") ? Integer.valueOf(quantity(properties)) : null;
    return id == null ? null : new ShopEvent.Removed(id, text(properties, "sku", LONGEST_ID), pieces);
  }

  private static @Nullable ShopEvent completed(JsonNode properties, String channel) {
    var key = key(properties, channel);
    if (key == null) {
      return null;
    }
    var items = items(properties);
    var told = told(properties, items).orElse(new ShopEvent.Amounts(BigDecimal.ZERO, BigDecimal.ZERO, null));
    return new ShopEvent.Completed(key, told, items);
  }

  private static @Nullable ShopEvent updated(JsonNode properties, String channel) {
    var key = key(properties, channel);
    var items = items(properties);
    return key == null ? null : new ShopEvent.Updated(key, told(properties, items), items);
  }

  private static @Nullable ShopEvent cancelled(JsonNode properties, String channel) {
    var key = key(properties, channel);
    return key == null ? null : new ShopEvent.Cancelled(key);
  }

  /// A refund that names neither an amount nor products is one of the whole order. Its amount is `total`, else
  /// `revenue`, else `value`; one that only names products is worth what the order asked for them.
  private static @Nullable ShopEvent refunded(JsonNode properties, String channel) {
    var key = key(properties, channel);
    if (key == null) {
      return null;
    }
    for (var field : List.of("total", "revenue", "value")) {
      var amount = amount(properties, field);
      if (amount != null) {
        return new ShopEvent.Refunded(key, amount, List.of());
      }
    }
    return new ShopEvent.Refunded(key, null, items(properties));
  }

  /// Real shops send only `revenue`, or only `total`, or neither: revenue, else total − shipping − tax, else value,
  /// else the sum of the lines.
  private static Optional<ShopEvent.Amounts> told(JsonNode properties, List<Item> items) {
    var revenue = amount(properties, "revenue");
    var total = amount(properties, "total");
    var shipping = or(amount(properties, "shipping"), BigDecimal.ZERO);
    var besides = shipping.add(or(amount(properties, "tax"), BigDecimal.ZERO));
    var value = amount(properties, "value");
    if (revenue == null && total != null) {
      revenue = total.subtract(besides).max(BigDecimal.ZERO);
    }
    if (revenue == null) {
      revenue = value != null ? value : items.isEmpty() ? null : Item.sum(items);
    }
    if (revenue == null) {
      return Optional.empty();
    }
    return Optional.of(new ShopEvent.Amounts(revenue, or(total, revenue.add(besides)), currency(properties)));
  }

  private static List<Item> items(JsonNode properties) {
    var items = new ArrayList<Item>();
    for (var product : properties.path("products")) {
      var item = item(product);
      if (item != null && items.size() < MOST_LINES) {
        items.add(item);
      }
    }
    return items;
  }

  private static @Nullable Item item(JsonNode product) {
    var id = productId(product);
    if (id == null) {
      return null;
    }
    var name = text(product, "name", LONGEST_TEXT);
    return new Item(id, name == null ? id : name, quantity(product), amount(product, "price"),
        text(product, "image_url", LONGEST_ADDRESS), text(product, "sku", LONGEST_ID),
        text(product, "variant", LONGEST_TEXT));
  }

  private static @Nullable String productId(JsonNode product) {
    for (var key : List.of("product_id", "id", "sku")) {
      var id = text(product, key, LONGEST_ID);
      if (id != null) {
        return id;
      }
    }
    return null;
  }

  private static Order.@Nullable Key key(JsonNode properties, String channel) {
    var number = text(properties, "order_id", LONGEST_ID);
    number = number == null ? text(properties, "orderId", LONGEST_ID) : number;
    return number == null ? null : new Order.Key(channel, number);
  }

  private static @Nullable String currency(JsonNode properties) {
    var currency = text(properties, "currency", 3);
    return currency != null && currency.matches("[A-Za-z]{3}") ? currency.toUpperCase(Locale.ROOT) : null;
  }

  private static int quantity(JsonNode product) {
    var quantity = amount(product, "quantity");
    return quantity == null ? 1 : Math.clamp(quantity.longValue(), 1, Item.MOST_PIECES);
  }

  /// A number, or a text that is one, thousands separated by commas or not. Negative, absurd and unreadable amounts
  /// count as not told.
  private static @Nullable BigDecimal amount(JsonNode node, String key) {
    var value = node.path(key);
    if (!value.isNumber() && !value.isString()) {
      return null;
    }
    var text = value.asString().strip();
    if (text.isEmpty() || text.length() > LONGEST_NUMBER) {
      return null;
    }
    if (GROUPED.matcher(text).matches()) {
      text = text.replace(",", "");
    }
    try {
      var amount = new BigDecimal(text);
      // 1E-999999999 is short to write and takes hours to round.
      if (amount.signum() < 0 || amount.scale() > LONGEST_NUMBER || amount.compareTo(LARGEST) > 0) {
        return null;
      }
      return amount.setScale(DECIMALS, RoundingMode.HALF_UP).stripTrailingZeros();
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }

  private static @Nullable String text(JsonNode node, String key, int longest) {
    var value = node.path(key);
    if (!value.isString() && !value.isNumber()) {
      return null;
    }
    var text = value.asString().replace("\0", "").strip();
    return text.isEmpty() || text.length() > longest ? null : text;
  }

  private static BigDecimal or(@Nullable BigDecimal amount, BigDecimal otherwise) {
    return amount == null ? otherwise : amount;
  }
}
