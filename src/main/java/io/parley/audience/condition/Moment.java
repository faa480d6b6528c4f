package io.parley.audience.condition;

import java.math.BigDecimal;
import java.time.Instant;

/// An event that meets a trace, and what the trace measures of it: a number, a word, or the steps it may be.
public record Moment(Point point, String value) implements Comparable<Moment> {

  public Instant at() {
    return point.at();
  }

  BigDecimal number() {
    return new BigDecimal(value);
  }

  /// Bit n is set if it may be step n of a sequence.
  boolean step(int n) {
    return (Long.parseLong(value) & 1L << n) != 0;
  }

  @Override
  public int compareTo(Moment other) {
    return point.compareTo(other.point);
  }
}
