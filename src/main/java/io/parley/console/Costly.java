package io.parley.console;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Remembers an answer for twenty times as long as it took to find: however many screens ask, finding it keeps a
/// twentieth of a core busy. What is found in a millisecond is as good as always new; what takes half a second is up to
/// ten seconds old. Whoever asks while it is being found anew gets the old one.
final class Costly<K, V> {
  private static final int TIMES = 20;
  private static final long LONGEST_NANOS = Duration.ofMinutes(1).toNanos();
  private static final int MOST_REMEMBERED = 1_000;

  private final LongSupplier nanos;
  private final Map<K, Answer<V>> answers = new ConcurrentHashMap<>();
  private final Map<K, ReentrantLock> asking = new ConcurrentHashMap<>();

  private record Answer<V>(V value, long until) {}

  /// `nanos` is a clock that only goes forward.
  Costly(LongSupplier nanos) {
    this.nanos = nanos;
  }

  V of(K key, Supplier<V> find) {
    var lock = asking.computeIfAbsent(key, _ -> new ReentrantLock());
    var old = Optional.ofNullable(answers.get(key));
    if (old.isPresent() && (fresh(old.get()) || !lock.tryLock())) {
      return old.get().value;
    }
    if (old.isEmpty()) {
      lock.lock();
    }
    try {
      var known = answers.get(key);
      return known != null && fresh(known) ? known.value : found(key, find);
    } finally {
      lock.unlock();
    }
  }

  private boolean fresh(Answer<V> answer) {
    return nanos.getAsLong() - answer.until < 0;
  }

  private V found(K key, Supplier<V> find) {
    var start = nanos.getAsLong();
    var value = find.get();
    var end = nanos.getAsLong();
    if (answers.size() >= MOST_REMEMBERED) {
      answers.clear();
      asking.clear();
    }
    answers.put(key, new Answer<>(value, end + Math.min(TIMES * (end - start), LONGEST_NANOS)));
    return value;
  }
}
