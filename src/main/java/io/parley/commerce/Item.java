package io.parley.commerce;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A line of a cart or an order. `price` is for one piece; null if the shop did not say. `sku` tells a colour or size
/// of the product apart from its others, and `variant` names it.
public record Item(
    String productId,
    String name,
    int quantity,
    @Nullable BigDecimal price,
    @Nullable String imageUrl,
    @Nullable String sku,
    @Nullable String variant) {
  static final int MOST_PIECES = 1_000_000;

  public Item {
    if (quantity < 1 || quantity > MOST_PIECES) {
      throw new IllegalArgumentException("A line has 1 to 1,000,000 pieces, not " + quantity);
    }
  }

  public Item(
      String productId, String name, int quantity, @Nullable BigDecimal price, @Nullable String imageUrl) {
    this(productId, name, quantity, price, imageUrl, null, null);
  }

  public BigDecimal sum() {
    return price == null ? BigDecimal.ZERO : price.multiply(BigDecimal.valueOf(quantity));
  }

  /// True if both are the same piece of goods. A line told without a sku is the product's, whatever its colour.
  boolean is(String product, @Nullable String other) {
    return productId.equals(product) && (sku == null || other == null || Objects.equals(sku, other));
  }

  Item pieces(int count) {
    return new Item(productId, name, Math.min(count, MOST_PIECES), price, imageUrl, sku, variant);
  }

  Item pictured(@Nullable Product product) {
    return imageUrl != null || product == null ? this
        : new Item(productId, name, quantity, price, product.imageUrl(), sku, variant);
  }

  static BigDecimal sum(Iterable<Item> items) {
    var sum = BigDecimal.ZERO;
    for (var item : items) {
      sum = sum.add(item.sum());
    }
    return sum;
  }
}
