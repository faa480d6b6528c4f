package io.parley.commerce.coupon;

import java.math.BigDecimal;
import java.util.List;

/// What an order comes to before any coupon: `subtotal` of its lines, and `shipping`.
public record Basket(BigDecimal subtotal, BigDecimal shipping, List<Line> lines) {

  /// `price` is for one piece.
  public record Line(String productId, BigDecimal price) {}

  public Basket {
    lines = List.copyOf(lines);
    if (subtotal.signum() < 0 || shipping.signum() < 0) {
      throw new IllegalArgumentException("Nothing costs less than nothing");
    }
  }
}
