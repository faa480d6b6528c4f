package io.parley.commerce.coupon;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/// What a coupon takes off. Amounts are in major units of the workspace's currency; what is taken off is rounded down
/// to what can be paid in it, and is never more than there is.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Benefit.Amount.class, name = "amount"),
  @JsonSubTypes.Type(value = Benefit.Percent.class, name = "percent"),
  @JsonSubTypes.Type(value = Benefit.Threshold.class, name = "threshold"),
  @JsonSubTypes.Type(value = Benefit.Shipping.class, name = "shipping"),
  @JsonSubTypes.Type(value = Benefit.AddOn.class, name = "addon"),
})
public sealed interface Benefit {

  record Amount(BigDecimal off) implements Benefit {
    public Amount {
      positive(off);
    }
  }

  /// `cap` is the most it takes off; null if there is no most.
  record Percent(int percent, @Nullable BigDecimal cap) implements Benefit {
    public Percent {
      if (percent < 1 || percent > 100) {
        throw new IllegalArgumentException("A percentage is 1 to 100");
      }
      if (cap != null) {
        positive(cap);
      }
    }
  }

  /// 滿 999 折 99.
  record Threshold(BigDecimal from, BigDecimal off) implements Benefit {
    public Threshold {
      positive(from);
      positive(off);
      if (off.compareTo(from) > 0) {
        throw new IllegalArgumentException("It takes off more than the order comes to");
      }
    }
  }

  record Shipping() implements Benefit {}

  /// One piece of a product costs `price` when something else is bought with it.
  record AddOn(String productId, BigDecimal price) implements Benefit {
    public AddOn {
      if (productId.isBlank() || price.signum() < 0) {
        throw new IllegalArgumentException("An add-on has a product and a price");
      }
    }
  }

  /// What it comes to for a basket.
  sealed interface Worth {
    record Off(BigDecimal amount) implements Worth {}

    /// The order must come to `more` more.
    record Short(BigDecimal more) implements Worth {}

    /// The basket lacks what the coupon is for.
    record Lacking() implements Worth {}
  }

  /// `digits` are the decimals of the currency.
  default Worth of(Basket basket, int digits) {
    return switch (this) {
      case Amount amount -> off(amount.off.min(basket.subtotal()), digits);
      case Percent percent -> {
        var part = basket.subtotal().multiply(BigDecimal.valueOf(percent.percent)).movePointLeft(2);
        yield off(percent.cap == null ? part : part.min(percent.cap), digits);
      }
      case Threshold threshold -> basket.subtotal().compareTo(threshold.from) < 0
          ? new Worth.Short(threshold.from.subtract(basket.subtotal())) : off(threshold.off, digits);
      case Shipping _ -> off(basket.shipping(), digits);
      case AddOn addOn -> {
        var line = basket.lines().stream().filter(one -> one.productId().equals(addOn.productId)).findFirst();
        var alone = basket.lines().stream().allMatch(one -> one.productId().equals(addOn.productId));
        yield line.isEmpty() || alone ? new Worth.Lacking()
            : off(line.get().price().subtract(addOn.price).max(BigDecimal.ZERO), digits);
      }
    };
  }

  private static Worth off(BigDecimal amount, int digits) {
    return new Worth.Off(amount.setScale(digits, RoundingMode.DOWN));
  }

  private static void positive(BigDecimal amount) {
    if (amount.signum() <= 0) {
      throw new IllegalArgumentException("An amount is more than nothing");
    }
  }
}
