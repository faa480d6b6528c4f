package io.parley.commerce.coupon;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a checkout is told of a code.
public sealed interface Redeeming {

  /// It takes this much off: of the shipping, or of the goods.
  record Taken(CouponId coupon, String code, String name, BigDecimal discount, boolean ofShipping)
      implements Redeeming {}

  /// Nobody has such a code.
  record Unknown() implements Redeeming {}

  /// The coupon has not begun, is paused or over, or the code is past its end.
  record NotNow(String state, @Nullable Instant at) implements Redeeming {}

  record Used(Instant at) implements Redeeming {}

  /// A limit is reached: `person`, `total` or `budget`.
  record Limit(String which) implements Redeeming {}

  record TooLittle(BigDecimal more) implements Redeeming {}

  record WrongProducts() implements Redeeming {}

  /// The order has another coupon.
  record OrderHasOne() implements Redeeming {}
}
