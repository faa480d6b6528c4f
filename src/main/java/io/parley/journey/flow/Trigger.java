package io.parley.journey.flow;

import io.parley.audience.condition.EventMatch;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What brings somebody into a journey.
public sealed interface Trigger {
  /// She did this. `key` says what is counted as one time.
  record Happened(EventMatch event, Same key) implements Trigger {}

  /// A tag was put on her, by a rule or by hand. Its name, as people read it.
  record Tagged(String tag) implements Trigger {}

  /// She came into a segment, or left it.
  record Flipped(UUID segment, boolean entered) implements Trigger {}

  /// Something worth `atLeast` lies in her cart, and she did nothing on the site for so long.
  record CartLeft(Duration idle, @Nullable BigDecimal atLeast) implements Trigger {}

  /// The month and day of a date that is known of her, so many days before (or after, if negative), at a time of day.
  record DayOf(String attribute, int daysBefore, LocalTime time) implements Trigger {}

  /// So many days after she bought one of these products (any, if none is named), unless she bought it again.
  record CycleEnded(Set<String> products, int days) implements Trigger {
    public CycleEnded {
      products = Set.copyOf(products);
    }
  }

  /// A product that she looked at within so many days can be had again, or costs less. Any, if none is named.
  record Changed(What what, Set<String> products, int days) implements Trigger {
    public Changed {
      products = Set.copyOf(products);
    }
  }

  /// What became of a product.
  enum What { STOCK, PRICE }

  /// A coupon that she holds ends in so many days and she has not used it. Any, if none is named.
  record CouponEnds(@Nullable UUID coupon, int days) implements Trigger {}

  /// Everybody in a segment, once on a day or again and again, at a time of day.
  record Scheduled(UUID segment, Every every, @Nullable LocalDate date, @Nullable DayOfWeek weekday, LocalTime time)
      implements Trigger {}

  /// How often a schedule comes round.
  enum Every {
    ONCE, DAY, WEEK, MONTH;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
