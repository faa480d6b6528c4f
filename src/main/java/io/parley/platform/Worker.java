package io.parley.platform;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A loop that works while there is work, then rests until it is woken or its poll comes round. A failure is logged and
/// tried again after a pause that doubles up to half a minute: a worker never dies of one bad round.
public final class Worker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final String name;
  private final Duration poll;
  private final BooleanSupplier round;
  private final Semaphore wake = new Semaphore(0);
  private final Thread thread;
  private volatile boolean open = true;

  /// `round` returns true if it found work, and is then called again at once.
  Worker(String name, Duration poll, BooleanSupplier round) {
    this.name = name;
    this.poll = poll;
    this.round = round;
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
  }

  Worker start() {
    thread.start();
    return this;
  }

  public void wake() {
    if (wake.availablePermits() == 0) {
      wake.release();
    }
  }

  private void run() {
    var pause = poll;
    while (open) {
      try {
        wake.drainPermits();
        while (open && round.getAsBoolean()) {
          Thread.onSpinWait();
        }
        pause = poll;
      } catch (RuntimeException | Error failure) {
        if (!open) {
          return;
        }
        LOG.warn("Worker {} failed and tries again in {}", name, pause, failure);
        rest(pause);
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        continue;
      }
      rest(poll);
    }
  }

  private void rest(Duration time) {
    try {
      if (wake.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS)) {
        wake.drainPermits();
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      open = false;
    }
  }

  @Override
  public void close() {
    open = false;
    wake.release();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }
}
