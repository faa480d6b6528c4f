package io.parley.commerce;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What lies in the cart of one identity. What is told of a time before the cart was last emptied is over and changes
/// nothing: an order that overtakes "added" on the way leaves no ghost behind.
public record Cart(List<Item> items, @Nullable Instant emptiedAt, Instant updatedAt) {
  static final int MOST_LINES = 200;
  static final Cart NONE = new Cart(List.of(), null, Instant.EPOCH);

  public Cart {
    items = List.copyOf(items);
  }

  /// More of a product already there, in the same colour, is one line; the newest price stands.
  Cart add(Item item, Instant at) {
    if (over(at)) {
      return this;
    }
    var next = new ArrayList<>(items);
    var line = line(item.productId(), item.sku());
    if (line >= 0) {
      next.set(line, item.pieces(items.get(line).quantity() + item.quantity()));
    } else if (next.size() < MOST_LINES) {
      next.add(item);
    }
    return with(next, at);
  }

  /// `pieces` null takes the whole line out.
  Cart remove(String productId, @Nullable String sku, @Nullable Integer pieces, Instant at) {
    var line = line(productId, sku);
    if (over(at) || line < 0) {
      return this;
    }
    var next = new ArrayList<>(items);
    var left = pieces == null ? 0 : items.get(line).quantity() - pieces;
    if (left > 0) {
      next.set(line, items.get(line).pieces(left));
    } else {
      next.remove(line);
    }
    return with(next, at);
  }

  /// The shop showed the cart: that is what lies in it.
  Cart show(List<Item> shown, Instant at) {
    return over(at) || at.isBefore(updatedAt) ? this : with(shown.subList(0, Math.min(shown.size(), MOST_LINES)), at);
  }

  Cart empty(Instant at) {
    if (over(at)) {
      return this;
    }
    return new Cart(at.isBefore(updatedAt) ? items : List.of(), at, later(at));
  }

  /// The same cart, with the catalogue's picture on every line that has none of its own.
  Cart pictured(Map<String, Product> products) {
    return new Cart(items.stream().map(item -> item.pictured(products.get(item.productId()))).toList(), emptiedAt,
        updatedAt);
  }

  public BigDecimal total() {
    return Item.sum(items);
  }

  private Cart with(List<Item> next, Instant at) {
    return new Cart(next, emptiedAt, later(at));
  }

  private boolean over(Instant at) {
    return emptiedAt != null && at.isBefore(emptiedAt);
  }

  private Instant later(Instant at) {
    return at.isAfter(updatedAt) ? at : updatedAt;
  }

  private int line(String productId, @Nullable String sku) {
    for (var i = 0; i < items.size(); i++) {
      if (items.get(i).is(productId, sku)) {
        return i;
      }
    }
    return -1;
  }
}
