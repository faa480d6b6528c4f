package io.parley.audience;

import java.time.Instant;
import java.util.Comparator;

/// One page view that a condition counts: its exact event time, and its place on the log, which tells views of the
/// same instant apart.
public record Visit(Instant at, long position) implements Comparable<Visit> {
  private static final Comparator<Visit> ORDER = Comparator.comparing(Visit::at).thenComparingLong(Visit::position);

  @Override
  public int compareTo(Visit other) {
    return ORDER.compare(this, other);
  }
}
