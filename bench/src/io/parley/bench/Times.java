package io.parley.bench;

import java.util.Arrays;
import java.util.Collection;

/// Durations in nanoseconds, all of them kept, so that a percentile is one that happened. Safe for many writers.
final class Times {
  private long[] nanos = new long[1024];
  private int count;

  static Times of(Collection<Times> parts) {
    var whole = new Times();
    parts.forEach(part -> Arrays.stream(part.nanos, 0, part.count).forEach(whole::add));
    return whole;
  }

  synchronized void add(long time) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, count * 2);
    }
    nanos[count++] = time;
  }

  synchronized int count() {
    return count;
  }

  /// 0 if there are none.
  synchronized double percentile(double share) {
    if (count == 0) {
      return 0;
    }
    var sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return sorted[(int) Math.min(count - 1, Math.ceil(share * count) - 1 < 0 ? 0 : Math.ceil(share * count) - 1)];
  }

  static double median(Collection<Double> values) {
    var sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted.length == 0 ? 0 : (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
