package io.parley.commerce;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// A line of a cart or an order. `price` is for one piece; null if the shop did not say.
public record Item(
    String productId, String name, int quantity, @Nullable BigDecimal price, @Nullable String imageUrl) {
  static final int MOST_PIECES = 1_000_000;

  public Item {
    if (quantity < 1 || quantity > MOST_PIECES) {
      throw new IllegalArgumentException("A line has 1 to 1,000,000 pieces, not " + quantity);
    }
  }

  BigDecimal sum() {
    return price == null ? BigDecimal.ZERO : price.multiply(BigDecimal.valueOf(quantity));
  }

  Item pieces(int count) {
    return new Item(productId, name, Math.min(count, MOST_PIECES), price, imageUrl);
  }

  Item pictured(@Nullable Product product) {
    return imageUrl != null || product == null ? this
        : new Item(productId, name, quantity, price, product.imageUrl());
  }

  static BigDecimal sum(Iterable<Item> items) {
    var sum = BigDecimal.ZERO;
    for (var item : items) {
      sum = sum.add(item.sum());
    }
    return sum;
  }
}
