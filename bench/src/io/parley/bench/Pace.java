package io.parley.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;

/// Open-loop load: what is due is sent when it is due, whether or not earlier answers have come, as far as a sender's
/// own connection allows. Times are counted from when it was due, so that a stall of the server is seen in full.
final class Pace {
  private Pace() {}

  /// `sender` makes what one sender does at each due time (nanoseconds of `System.nanoTime`).
  static void run(int senders, int perSecond, Duration length, IntFunction<LongConsumer> sender) {
    var made = new ArrayList<LongConsumer>();
    for (var n = 0; n < senders; n++) {
      made.add(sender.apply(n));
    }
    var between = 1_000_000_000L * senders / perSecond;
    var start = System.nanoTime() + 50_000_000;
    var failure = new AtomicReference<Throwable>();
    var threads = new ArrayList<Thread>();
    for (var n = 0; n < senders; n++) {
      var first = start + between * n / senders;
      var send = made.get(n);
      threads.add(Thread.ofPlatform().start(() -> {
        try {
          for (var due = first; due < start + length.toNanos(); due += between) {
            for (var left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
              LockSupport.parkNanos(left);
            }
            send.accept(due);
          }
        } catch (RuntimeException broken) {
          failure.compareAndSet(null, broken);
        }
      }));
    }
    Load.join(threads);
    if (failure.get() != null) {
      throw new IllegalStateException(failure.get());
    }
  }
}
