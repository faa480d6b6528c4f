package io.parley.demo.line;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// What may go wrong between Parley and LINE, switched on by tests: next calls, or calls by a seeded chance.
final class LineFaults {
  private final Deque<Fault> next = new ArrayDeque<>();
  private @Nullable Random random;
  private double chance;

  enum Fault {
    /// Works, after longer than anybody waits.
    SLOW,
    /// 500, nothing was accepted.
    ERROR_BEFORE,
    /// 500, although it was accepted.
    ERROR_AFTER,
    /// The connection is cut, nothing was accepted.
    CUT_BEFORE,
    /// The connection is cut, although it was accepted.
    CUT_AFTER,
    /// 429, rate limit.
    TOO_FAST
  }

  /// The next calls of sending fail so, in this order.
  synchronized void next(Fault... faults) {
    next.addAll(java.util.List.of(faults));
  }

  /// Every call of sending fails with this chance, in one of the quick ways.
  synchronized void random(long seed, double chance) {
    this.random = new Random(seed);
    this.chance = chance;
  }

  synchronized void none() {
    next.clear();
    random = null;
  }

  synchronized @Nullable Fault take() {
    var planned = next.poll();
    if (planned != null || random == null || random.nextDouble() >= chance) {
      return planned;
    }
    return Fault.values()[1 + random.nextInt(Fault.values().length - 1)];
  }
}
