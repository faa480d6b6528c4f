package io.parley.commerce.coupon;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.parley.platform.Problem;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a merchant writes of a coupon, not yet believed. `kind` tells which of the amounts count: `amount` (`off`),
/// `percent` (`percent`, `cap`), `threshold` (`from`, `off`), `shipping`, `addon` (`productId`, `price`).
record CouponForm(
    @Nullable String name,
    @Nullable BenefitForm benefit,
    @Nullable BigDecimal minimum,
    @JsonProperty(required = false) @Nullable String sharedCode,
    @Nullable Integer perPerson,
    @Nullable Integer total,
    @Nullable BigDecimal budget,
    @Nullable Instant startsAt,
    @Nullable Instant endsAt,
    @Nullable Integer days,
    @Nullable Integer remindDays) {
  private static final int LONGEST_NAME = 80;
  private static final int MOST_DAYS = 3_650;
  private static final int MOST_REMIND = 365;
  private static final BigDecimal LARGEST = new BigDecimal("100000000");

  record BenefitForm(
      @Nullable String kind,
      @Nullable BigDecimal off,
      @Nullable Integer percent,
      @Nullable BigDecimal cap,
      @Nullable BigDecimal from,
      @Nullable String productId,
      @Nullable BigDecimal price) {

    static BenefitForm of(Benefit benefit) {
      return switch (benefit) {
        case Benefit.Amount amount -> new BenefitForm("amount", amount.off(), null, null, null, null, null);
        case Benefit.Percent part -> new BenefitForm("percent", null, part.percent(), part.cap(), null, null, null);
        case Benefit.Threshold from -> new BenefitForm("threshold", from.off(), null, null, from.from(), null, null);
        case Benefit.Shipping _ -> new BenefitForm("shipping", null, null, null, null, null, null);
        case Benefit.AddOn addOn -> new BenefitForm("addon", null, null, null, null, addOn.productId(), addOn.price());
      };
    }

    Benefit benefit() {
      try {
        return switch (kind == null ? "" : kind) {
          case "amount" -> new Benefit.Amount(amount(off));
          case "percent" -> new Benefit.Percent(percent == null ? 0 : percent, cap == null ? null : amount(cap));
          case "threshold" -> new Benefit.Threshold(amount(from), amount(off));
          case "shipping" -> new Benefit.Shipping();
          case "addon" -> new Benefit.AddOn(productId == null ? "" : productId.strip(), amount(price));
          default -> throw new IllegalArgumentException("There is no such benefit");
        };
      } catch (IllegalArgumentException wrong) {
        throw Problem.invalid("benefit", "折扣的數字不對：金額要大於 0，折扣是 1 到 100%，折抵不能超過門檻",
            "The benefit does not add up: amounts above 0, a percentage of 1 to 100, no more off than the threshold");
      }
    }

    private static BigDecimal amount(@Nullable BigDecimal amount) {
      if (amount == null || amount.compareTo(LARGEST) > 0 || amount.scale() > 4 || amount.signum() < 0) {
        throw new IllegalArgumentException("This is no amount");
      }
      return amount;
    }
  }

  /// The coupon this describes; `known` is what it was before.
  Coupon coupon(CouponId id, @Nullable Coupon known, Instant now) {
    var named = name == null ? "" : name.strip();
    if (named.isEmpty() || named.length() > LONGEST_NAME) {
      throw Problem.invalid("name", "名稱要有 1 到 80 個字", "A name has 1 to 80 characters");
    }
    if (benefit == null) {
      throw Problem.invalid("benefit", "選一種折扣", "Choose what it takes off");
    }
    var starts = startsAt == null ? known == null ? now : known.validity().startsAt() : startsAt;
    if (endsAt != null && !endsAt.isAfter(starts)) {
      throw Problem.invalid("ends", "結束要在開始之後", "It ends after it starts");
    }
    if (outside(days, MOST_DAYS) || outside(remindDays, MOST_REMIND) || outside(perPerson, Integer.MAX_VALUE)
        || outside(total, Integer.MAX_VALUE) || wrong(minimum) || wrong(budget)) {
      throw Problem.invalid("limits", "次數、天數和金額都要大於 0", "Counts, days and amounts are above 0");
    }
    return new Coupon(id, named, benefit.benefit(), minimum, known == null ? shared() : known.sharedCode(),
        new Coupon.Limits(perPerson, total, budget), new Coupon.Validity(starts, endsAt, days, remindDays),
        known != null && known.paused(), known == null ? new Coupon.Spent(0, BigDecimal.ZERO) : known.spent());
  }

  private @Nullable String shared() {
    if (sharedCode == null || sharedCode.isBlank()) {
      return null;
    }
    var plain = Code.plain(sharedCode);
    if (!Code.fits(plain)) {
      throw Problem.invalid("code", "代碼是 4 到 40 個字母或數字", "A code has 4 to 40 letters or digits");
    }
    return plain;
  }

  private static boolean outside(@Nullable Integer count, int most) {
    return count != null && (count < 1 || count > most);
  }

  private static boolean wrong(@Nullable BigDecimal amount) {
    return amount != null && (amount.signum() <= 0 || amount.compareTo(LARGEST) > 0 || amount.scale() > 4);
  }
}
