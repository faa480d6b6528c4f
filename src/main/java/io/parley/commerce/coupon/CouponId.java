package io.parley.commerce.coupon;

import java.util.UUID;

public record CouponId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
