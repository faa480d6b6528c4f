package io.parley.audience.condition;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;

/// What is measured of matching events, and how much of it is enough. Amounts that are negative or no number count as
/// not told.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Measure.Count.class, name = "count"),
  @JsonSubTypes.Type(value = Measure.Sum.class, name = "sum"),
  @JsonSubTypes.Type(value = Measure.Distinct.class, name = "distinct"),
  @JsonSubTypes.Type(value = Measure.Most.class, name = "most"),
})
public sealed interface Measure {
  int MOST_TIMES = 1_000;

  /// How many events.
  @Schema(name = "MeasureCount")
  record Count(int atLeast) implements Measure {
    public Count {
      times(atLeast);
    }
  }

  /// The sum of a property over the latest `MOST_SUMMED` of them.
  @Schema(name = "MeasureSum")
  record Sum(String property, BigDecimal atLeast) implements Measure {
    public static final int MOST_SUMMED = 1_000;

    public Sum {
      EventMatch.checkProperty(property);
      atLeast = positive(atLeast);
    }
  }

  /// How many different values of a property.
  @Schema(name = "MeasureDistinct")
  record Distinct(String property, int atLeast) implements Measure {
    public Distinct {
      EventMatch.checkProperty(property);
      times(atLeast);
    }
  }

  /// The largest value of a property.
  @Schema(name = "MeasureMost")
  record Most(String property, BigDecimal atLeast) implements Measure {
    public Most {
      EventMatch.checkProperty(property);
      atLeast = positive(atLeast);
    }
  }

  private static void times(int atLeast) {
    if (atLeast < 1 || atLeast > MOST_TIMES) {
      throw new Unfit("次數要在 1 到 %d 之間".formatted(MOST_TIMES),
          "At least 1 and at most %d times".formatted(MOST_TIMES));
    }
  }

  private static BigDecimal positive(BigDecimal atLeast) {
    if (atLeast.signum() <= 0) {
      throw new Unfit("要達到的數量必須大於零", "The amount to reach is more than nothing");
    }
    return Condition.amount(atLeast);
  }
}
