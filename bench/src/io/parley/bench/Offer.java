package io.parley.bench;

import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// A shop that sends a steady number of events a second in batches until it is closed, and keeps how long each batch took
/// to be acknowledged, counted from when it was due.
final class Offer implements AutoCloseable {
  private final Thread thread;
  private final Times times = new Times();
  private volatile boolean open = true;

  Offer(Server server, int perSecond, int batch, long seed) {
    thread = Thread.ofPlatform().start(() -> {
      var template = Events.batch(server.writeKey(), batch, seed);
      var between = 1_000_000_000L * batch / perSecond;
      try (var wire = new Wire(Server.PORT)) {
        for (var due = System.nanoTime(); open; due += between) {
          LockSupport.parkNanos(due - System.nanoTime());
          var status = wire.send(template.next());
          if (status != 200) {
            throw new IllegalStateException("Answered " + status + ": " + wire.body());
          }
          times.add(System.nanoTime() - due);
        }
      }
    });
  }

  double percentileMillis(double share) {
    return times.percentile(share) / 1e6;
  }

  boolean alive() {
    return thread.isAlive();
  }

  @Override
  public void close() {
    open = false;
    Load.join(List.of(thread));
  }
}
