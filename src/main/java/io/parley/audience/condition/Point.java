package io.parley.audience.condition;

import java.time.Instant;
import java.util.Comparator;

/// A place in the order of what happened: the exact event time, and among events of one instant the place on the log.
public record Point(Instant at, long position) implements Comparable<Point> {
  private static final Comparator<Point> ORDER = Comparator.comparing(Point::at).thenComparingLong(Point::position);

  /// After everything that happened at this instant.
  public static Point endOf(Instant at) {
    return new Point(at, Long.MAX_VALUE);
  }

  @Override
  public int compareTo(Point other) {
    return ORDER.compare(this, other);
  }
}
