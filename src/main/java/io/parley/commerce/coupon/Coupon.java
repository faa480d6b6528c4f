package io.parley.commerce.coupon;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An offer for those who have a code. `sharedCode` is null if everybody has one of her own.
public record Coupon(
    CouponId id,
    String name,
    Benefit benefit,
    @Nullable BigDecimal minimum,
    @Nullable String sharedCode,
    Limits limits,
    Validity validity,
    boolean paused,
    Spent spent) {

  /// How often one person, how often all together, and how much all together. Null is no limit.
  public record Limits(@Nullable Integer perPerson, @Nullable Integer total, @Nullable BigDecimal budget) {}

  /// `days` is how long a code is good once somebody has it, `remindDays` how long before its end she is reminded.
  public record Validity(
      Instant startsAt, @Nullable Instant endsAt, @Nullable Integer days, @Nullable Integer remindDays) {

    @Nullable Instant expires(Instant issued) {
      var own = days == null ? null : issued.plus(Duration.ofDays(days));
      if (own == null || endsAt == null) {
        return own == null ? endsAt : own;
      }
      return own.isBefore(endsAt) ? own : endsAt;
    }

    /// When the holder of a code is reminded: not of one that is shorter than the time before its end.
    @Nullable Instant remind(Instant issued) {
      var end = expires(issued);
      if (end == null || remindDays == null) {
        return null;
      }
      var at = end.minus(Duration.ofDays(remindDays));
      return at.isAfter(issued) ? at : null;
    }
  }

  /// What was redeemed and not given back.
  public record Spent(int times, BigDecimal discount) {}

  public boolean live(Instant now) {
    return !paused && !now.isBefore(validity.startsAt)
        && (validity.endsAt == null || now.isBefore(validity.endsAt));
  }

  public String state(Instant now) {
    if (validity.endsAt != null && !now.isBefore(validity.endsAt)) {
      return "over";
    }
    return paused ? "paused" : now.isBefore(validity.startsAt) ? "planned" : "live";
  }
}
