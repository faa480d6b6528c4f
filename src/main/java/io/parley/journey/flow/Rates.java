package io.parley.journey.flow;

import org.jspecify.annotations.Nullable;

/// Two shares held against each other.
public final class Rates {
  /// With fewer on a side nothing can be said.
  public static final int FEWEST = 30;
  /// 95 of 100 such intervals contain the truth.
  private static final double Z = 1.959964;

  /// The shares of two groups, their difference and between what it lies: all of them parts of one.
  public record Lift(double treated, double control, double difference, double low, double high) {}

  private record Wilson(double share, double low, double high) {
    static Wilson of(long hits, long all) {
      var n = (double) all;
      var p = hits / n;
      var middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n);
      var half = Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n);
      return new Wilson(p, middle - half, middle + half);
    }
  }

  private Rates() {}

  /// Newcombe's interval for the difference of two shares ("Interval estimation for the difference between independent
  /// proportions", 1998, method 10). Null while one of the groups is too small.
  public static @Nullable Lift lift(long hits, long all, long controlHits, long controlAll) {
    if (all < FEWEST || controlAll < FEWEST) {
      return null;
    }
    var one = Wilson.of(hits, all);
    var other = Wilson.of(controlHits, controlAll);
    var difference = one.share - other.share;
    var down = Math.sqrt(Math.pow(one.share - one.low, 2) + Math.pow(other.high - other.share, 2));
    var up = Math.sqrt(Math.pow(one.high - one.share, 2) + Math.pow(other.share - other.low, 2));
    return new Lift(one.share, other.share, difference, difference - down, difference + up);
  }
}
