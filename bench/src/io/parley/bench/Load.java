package io.parley.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/// Closed-loop load: each connection sends its next request when the last was answered.
final class Load {
  private Load() {}

  /// `rate` is requests a second. An answer that is not 2xx ends the benchmark: a fast refusal is no speed.
  record Result(double rate, Times times) {
    double percentileMillis(double share) {
      return times.percentile(share) / 1e6;
    }
  }

  static Result run(int port, int connections, Duration length, long mostRequests, IntFunction<Template> requests) {
    var left = new AtomicLong(mostRequests);
    var start = System.nanoTime();
    var deadline = start + length.toNanos();
    var all = new ArrayList<Times>();
    var threads = new ArrayList<Thread>();
    var failure = new java.util.concurrent.atomic.AtomicReference<Throwable>();
    for (var n = 0; n < connections; n++) {
      var times = new Times();
      var template = requests.apply(n);
      all.add(times);
      threads.add(Thread.ofPlatform().start(() -> {
        try (var wire = new Wire(port)) {
          while (System.nanoTime() < deadline && left.decrementAndGet() >= 0) {
            drive(wire, template, times);
          }
        } catch (RuntimeException broken) {
          failure.compareAndSet(null, broken);
        }
      }));
    }
    join(threads);
    if (failure.get() != null) {
      throw new IllegalStateException(failure.get());
    }
    var seconds = (System.nanoTime() - start) / 1e9;
    var times = Times.of(all);
    return new Result(times.count() / seconds, times);
  }

  private static void drive(Wire wire, Template template, Times times) {
    var before = System.nanoTime();
    var status = wire.send(template.next());
    if (status < 200 || status > 299) {
      throw new IllegalStateException("Answered " + status + ": " + wire.body());
    }
    times.add(System.nanoTime() - before);
  }

  static void join(Iterable<Thread> threads) {
    for (var thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException stopping) {
        throw new IllegalStateException(stopping);
      }
    }
  }
}
