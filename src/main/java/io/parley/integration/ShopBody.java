package io.parley.integration;

import io.parley.integration.RowReader.Bad;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a shop's signed call says (docs/integration/webhook.md). Every call shows its thing as it stands, not what
/// changed; `updatedAt` orders them, whatever order they come in.
sealed interface ShopBody {
  int MOST_ITEMS = 500;
  int LONGEST = 500;
  int LONGEST_ID = 180;

  record OfOrder(ShopOrder order) implements ShopBody {}

  record OfCustomer(Line.OfCustomer customer, boolean verified) implements ShopBody {}

  record OfProduct(Line.OfProduct product) implements ShopBody {}

  /// `visitor` is the browser's id, as parley.js knows it.
  record OfCart(Line.Person person, @Nullable String visitor, List<ShopOrder.Item> items) implements ShopBody {}

  static ShopBody read(String type, JsonNode body, Instant at, String region) {
    return switch (type) {
      case "order.created", "order.updated" -> new OfOrder(order(body.path("order"), null, region));
      case "order.cancelled" -> new OfOrder(order(body.path("order"), ShopOrder.State.CANCELLED, region));
      case "order.refunded" -> new OfOrder(order(body.path("order"), ShopOrder.State.REFUNDED, region));
      case "customer.created", "customer.updated" -> customer(body.path("customer"), region);
      case "product.created", "product.updated" -> new OfProduct(product(body.path("product")));
      case "cart.updated" -> {
        var cart = body.path("cart");
        var person = person(cart.path("customer"), region);
        var visitor = text(cart.path("customer"), "anonymous_id", LONGEST_ID);
        if (person.nobody() && visitor == null) {
          throw new Bad("購物車沒有說是誰的", "The cart names nobody");
        }
        yield new OfCart(person, visitor, items(cart));
      }
      default -> throw new Bad("沒有「%s」這種通知".formatted(cut(type)), "There is no type “%s”".formatted(cut(type)));
    };
  }

  private static ShopOrder order(JsonNode order, ShopOrder.@Nullable State state, String region) {
    var number = text(order, "number", LONGEST_ID);
    if (number == null) {
      throw new Bad("order.number 沒有填", "order.number is missing");
    }
    var items = items(order);
    var refunded = amount(order, "refunded_total");
    var total = amount(order, "total");
    var shipping = or(amount(order, "shipping")).add(or(amount(order, "tax")));
    var sum = BigDecimal.ZERO;
    for (var item : items) {
      sum = sum.add(or(item.price()).multiply(BigDecimal.valueOf(item.quantity())));
    }
    var paid = total == null ? sum.add(shipping) : total;
    var told = text(order, "status", LONGEST);
    var stands = state == null ? ShopOrder.State.of(told == null ? "" : told) : state;
    var channel = text(order, "channel", 40);
    var whole = stands == ShopOrder.State.REFUNDED && refunded == null;
    return new ShopOrder(channel == null ? "web" : channel, number, time(order, "placed_at"), stands,
        person(order.path("customer"), region), items,
        new ShopOrder.Amounts(paid.subtract(shipping).max(BigDecimal.ZERO), paid, whole ? null : or(refunded),
            text(order, "currency", 3)), delivery(order));
  }

  private static ShopOrder.@Nullable Delivery delivery(JsonNode order) {
    var delivery = new ShopOrder.Delivery(text(order, "status", LONGEST), text(order, "pickup_store", 60),
        text(order, "tracking_number", 60));
    return delivery.equals(new ShopOrder.Delivery(null, null, null)) ? null : delivery;
  }

  private static OfCustomer customer(JsonNode customer, String region) {
    var person = person(customer, region);
    if (person.nobody()) {
      throw new Bad("顧客要有 member_number、phone 或 email", "A customer has a member_number, a phone or an email");
    }
    var traits = new LinkedHashMap<String, String>();
    for (var name : List.of("birthday", "gender", "city")) {
      var value = text(customer, name, LONGEST);
      if (value != null) {
        traits.put(name, value);
      }
    }
    for (var entry : customer.path("attributes").properties()) {
      if (entry.getValue().isValueNode() && traits.size() < 100 && entry.getKey().length() <= 60) {
        traits.put(entry.getKey(), cut(entry.getValue().asString("")));
      }
    }
    if (person.name() != null) {
      traits.put("name", person.name());
    }
    if (person.phone() != null) {
      traits.put("phone", person.phone());
    }
    if (person.email() != null) {
      traits.put("email", person.email());
    }
    var tags = new ArrayList<String>();
    for (var tag : customer.path("tags")) {
      var name = tag.asString("").strip();
      if (!name.isEmpty() && name.length() <= 60) {
        tags.add(name);
      }
    }
    return new OfCustomer(new Line.OfCustomer(person, traits, tags, time(customer, "joined_at")),
        customer.path("verified").asBoolean(false));
  }

  private static Line.OfProduct product(JsonNode product) {
    var id = text(product, "id", LONGEST_ID);
    var name = text(product, "name", LONGEST);
    if (id == null || name == null) {
      throw new Bad("商品要有 id 和 name", "A product has an id and a name");
    }
    var availability = text(product, "availability", 20);
    if (availability != null && !List.of("in_stock", "out_of_stock", "preorder", "backorder").contains(availability)) {
      throw new Bad("availability 只有 in_stock、out_of_stock、preorder、backorder",
          "availability is in_stock, out_of_stock, preorder or backorder");
    }
    return new Line.OfProduct(id, name, amount(product, "price"), amount(product, "sale_price"),
        address(product, "image_url"), address(product, "url"), text(product, "category", LONGEST), availability);
  }

  private static Line.Person person(JsonNode customer, String region) {
    var phone = text(customer, "phone", 40);
    var email = text(customer, "email", 200);
    return new Line.Person(text(customer, "member_number", LONGEST_ID),
        phone == null || Local.masked(phone) ? null : Local.phone(phone, region).orElseThrow(() -> new Bad(
            "手機「%s」讀不懂".formatted(phone), "The phone “%s” cannot be read".formatted(phone))),
        email == null || Local.masked(email) ? null : Local.email(email).orElseThrow(() -> new Bad(
            "「%s」不是電子郵件".formatted(email), "“%s” is no e-mail".formatted(email))),
        text(customer, "account", LONGEST_ID), text(customer, "name", LONGEST));
  }

  private static List<ShopOrder.Item> items(JsonNode of) {
    var items = new ArrayList<ShopOrder.Item>();
    for (var item : of.path("items")) {
      var id = text(item, "product_id", LONGEST_ID);
      if (id == null || items.size() == MOST_ITEMS) {
        throw new Bad("items 最多 500 項，每項要有 product_id", "Up to 500 items, each with a product_id");
      }
      var quantity = item.path("quantity").asInt(1);
      if (quantity < 1 || quantity > 1_000_000) {
        throw new Bad("數量要在 1 到 1,000,000 之間", "A quantity lies between 1 and 1,000,000");
      }
      items.add(new ShopOrder.Item(id, text(item, "name", LONGEST), quantity, amount(item, "price"),
          address(item, "image_url")));
    }
    return items;
  }

  static @Nullable Instant time(JsonNode of, String field) {
    var text = text(of, field, 40);
    if (text == null) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException garbled) {
      throw new Bad("%s 要寫成 2026-11-22T18:05:00+08:00".formatted(field),
          "%s is written like 2026-11-22T18:05:00+08:00".formatted(field));
    }
  }

  private static @Nullable BigDecimal amount(JsonNode of, String field) {
    var text = text(of, field, 30);
    if (text == null) {
      return null;
    }
    return Local.amount(text).map(Local.Amount::value).filter(value -> value.signum() >= 0).orElseThrow(() ->
        new Bad("%s 不是金額".formatted(field), "%s is no amount".formatted(field)));
  }

  private static @Nullable String address(JsonNode of, String field) {
    var text = text(of, field, 2_000);
    if (text != null && !text.toLowerCase(Locale.ROOT).matches("https?://\\S+")) {
      throw new Bad("%s 不是網址".formatted(field), "%s is no web address".formatted(field));
    }
    return text;
  }

  private static @Nullable String text(JsonNode of, String field, int longest) {
    var node = of.path(field);
    if (!node.isString() && !node.isNumber()) {
      return null;
    }
    var text = node.asString().replace("\0", "").strip();
    if (text.length() > longest) {
      throw new Bad("%s 太長".formatted(field), "%s is too long".formatted(field));
    }
    return text.isEmpty() ? null : text;
  }

  private static BigDecimal or(@Nullable BigDecimal amount) {
    return amount == null ? BigDecimal.ZERO : amount;
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }
}
