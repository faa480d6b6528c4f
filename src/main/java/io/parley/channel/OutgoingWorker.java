package io.parley.channel;

import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Worker;
import io.parley.platform.Workers;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Sends what was written down. One transaction claims (and uses up the reply token), the provider is called outside
/// every transaction, another transaction writes what came of it. What one of them may do next is said by `Verdict`.
///
/// Hands call; what may be claimed ahead stands in line before them, so that they need not wait for the next claim.
/// A worker that dies in between leaves a row `sending`; when its claim ends a push goes again under the same key, and
/// what has no key (a reply, a mail) becomes unknown.
@Component
final class OutgoingWorker {
  private static final Logger LOG = LoggerFactory.getLogger(OutgoingWorker.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int HANDS = 16;
  /// The last in line is called before its claim ends, even if every call before it takes as long as any may.
  private static final int LINE = 3 * HANDS;
  private static final int PLACES = HANDS + LINE;
  private static final Duration BREATH = Duration.ofMillis(2);

  private final Database database;
  private final Clocks clocks;
  private final Stores stores;
  private final Adapters adapters;
  private final OutgoingClaims claims;
  private final Outcomes outcomes;
  private final Strides strides = new Strides();
  private final Semaphore places = new Semaphore(PLACES);
  private final ExecutorService hands = Executors.newFixedThreadPool(HANDS,
      Thread.ofVirtual().name("outgoing-", 0).factory());
  private final Worker worker;
  /// The next in order must be called when it is claimed.
  private volatile boolean halted;
  /// When rows of workers that died were looked for, by the nanosecond clock.
  private long recovered = System.nanoTime() - POLL.toNanos();

  OutgoingWorker(Database database, Clocks clocks, Stores stores, Adapters adapters, OutgoingClaims claims,
      Outcomes outcomes, Workers workers) {
    this.database = database;
    this.clocks = clocks;
    this.stores = stores;
    this.adapters = adapters;
    this.claims = claims;
    this.outcomes = outcomes;
    this.worker = workers.add("channel-outgoing", POLL, this::round);
  }

  void wake() {
    worker.wake();
  }

  private boolean round() {
    if (System.nanoTime() - recovered > POLL.toNanos()) {
      outcomes.recover();
      recovered = System.nanoTime();
    }
    if (!worthClaiming()) {
      return false;
    }
    var free = free();
    var taken = database.keyed(() -> claims.take(free - LINE, free));
    halted = taken.halted();
    for (var one : taken.ready()) {
      places.acquireUninterruptibly();
      hands.execute(() -> send(one));
    }
    taken.decided().forEach((row, verdict) -> outcomes.write(row, null, verdict));
    return taken.something();
  }

  /// Half of the places are free, so that many are claimed together; or a hand is for what must not wait in line.
  private boolean worthClaiming() {
    return places.availablePermits() >= (halted ? LINE + 1 : PLACES / 2);
  }

  /// How many places are. Where a hand or two are free, more are a moment later, and what they take is claimed
  /// together.
  private int free() {
    var idle = places.availablePermits() - LINE;
    if (idle > 0 && idle < HANDS / 2) {
      LockSupport.parkNanos(BREATH.toNanos());
    }
    return places.availablePermits();
  }

  private void send(OutgoingClaims.Ready one) {
    Verdict verdict;
    try {
      var adapter = adapters.of(one.account());
      strides.await(one.row().connection(), adapter.aSecond());
      var outcome = adapter.send(one.account(), one.row().id(), one.way(), one.request());
      verdict = Verdict.of(outcome, one.way(), adapter.can(), one.row(), clocks.wall());
      var token = one.token();
      if (verdict.giveTokenBack() && token != null) {
        database.engine(() -> stores.contacts().giveBack(one.row(), token));
      }
    } catch (RuntimeException failure) {
      LOG.warn("The outcome of message {} was not written; its claim will end", one.row().id().value(), failure);
      return;
    } finally {
      places.release();
      if (worthClaiming()) {
        worker.wake();
      }
    }
    Thread.ofVirtual().name("outgoing-came").start(() -> outcomes.write(one.row(), one.claim(), verdict));
  }
}
