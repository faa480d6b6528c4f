package io.parley.timeline;

import io.parley.platform.Database;
import io.parley.platform.Faults;
import io.parley.platform.Leases;
import io.parley.platform.Worker;
import io.parley.platform.Workers;
import io.parley.platform.WorkspaceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;

/// Takes facts from the log in order and folds them, by the holder of the shard's lease alone. All effects of a batch
/// and the moved cursor commit together, so each fact has its effects exactly once, whatever crashes.
///
/// A batch that fails is tried again with half as many facts until the culprit stands alone; it is parked with its
/// reason and the rest goes on. A failure of the database is nobody's fault: it is only tried again.
@Component
class Fold implements DisposableBean {
  private static final Logger LOG = LoggerFactory.getLogger(Fold.class);
  static final int MOST_FACTS = 2_000;
  private static final String LEASE = "fold-0";
  private static final Duration LEASE_LENGTH = Duration.ofSeconds(10);
  private static final Duration RENEW_AFTER = Duration.ofSeconds(3);
  private static final Duration ASK_AFTER = Duration.ofMillis(500);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration TIDY_EVERY = Duration.ofSeconds(10);
  private static final int MOST_COLLISIONS = 5;
  private static final int SMALL = 500;
  private static final Duration GATHER = Duration.ofMillis(50);
  private static final Duration BREATH = Duration.ofMillis(10);

  private final Database database;
  private final Leases leases;
  private final Log log;
  private final Folding folding;
  private final Repeats repeats;
  private final GivingWay way = new GivingWay();
  private final Worker worker;

  private int limit = MOST_FACTS;
  private int collisions;
  private long epoch;
  private long askedNanos;
  private long tidiedNanos;
  private long begunNanos;
  private boolean small;
  private boolean held;
  private boolean denied;

  Fold(Database database, Leases leases, Log log, Folding folding, Repeats repeats, Workers workers) {
    this.database = database;
    this.leases = leases;
    this.log = log;
    this.folding = folding;
    this.repeats = repeats;
    this.worker = workers.add("fold", POLL, this::round);
    log.onAppend(worker::wake);
  }

  @Override
  public void destroy() {
    if (held) {
      leases.release(LEASE);
    }
  }

  /// One batch. True if there was something to fold.
  private boolean round() {
    if (!hold()) {
      return false;
    }
    tidy();
    if (way.decide(log.crowded(), !small, System.nanoTime())) {
      small = false;
      LockSupport.parkNanos(BREATH.toNanos());
      return true;
    }
    gather();
    var batch = database.engine(() -> {
      var cursor = log.cursor();
      return new Round(cursor, log.read(cursor, limit));
    });
    small = batch.rows.size() < SMALL;
    if (batch.rows.isEmpty()) {
      return false;
    }
    try {
      fold(batch);
      collisions = 0;
      limit = Math.min(limit * 2, MOST_FACTS);
    } catch (Fenced fenced) {
      held = false;
    } catch (RuntimeException failure) {
      fail(batch, failure);
    }
    return true;
  }

  /// A batch of three facts costs nearly as much as one of three hundred. So while facts trickle in, at most twenty
  /// batches a second are taken; the first after a rest goes at once.
  private void gather() {
    var left = GATHER.toNanos() - (System.nanoTime() - begunNanos);
    if (small && left > 0) {
      LockSupport.parkNanos(left);
    }
    begunNanos = System.nanoTime();
  }

  record Round(Log.Cursor cursor, List<LogRow> rows) {}

  void fold(Round round) {
    database.engine(() -> {
      if (!log.hold(round.cursor)) {
        throw new Fenced();
      }
      var byWorkspace = new LinkedHashMap<WorkspaceId, List<LogRow>>();
      round.rows.forEach(row -> byWorkspace.computeIfAbsent(row.workspace(), w -> new ArrayList<>()).add(row));
      byWorkspace.forEach(folding::fold);
      move(round);
    });
  }

  private void move(Round round) {
    if (!log.move(round.cursor, round.rows.getLast())) {
      throw new Fenced();
    }
  }

  private void fail(Round round, RuntimeException failure) {
    if (failure instanceof ConcurrencyFailureException && ++collisions < MOST_COLLISIONS) {
      return;
    }
    if (Faults.nobodys(failure)) {
      throw failure;
    }
    if (round.rows.size() > 1) {
      LOG.info("A batch of {} facts failed; looking for the culprit: {}", round.rows.size(), failure.toString());
      limit = round.rows.size() / 2;
      return;
    }
    var culprit = round.rows.getFirst();
    LOG.warn("The fact at {} cannot be folded and is parked", culprit.position(), failure);
    database.engine(() -> {
      if (!log.hold(round.cursor)) {
        return;
      }
      folding.park(culprit, reason(failure));
      move(round);
    });
    collisions = 0;
    limit = MOST_FACTS;
  }

  private static String reason(RuntimeException failure) {
    var cause = NestedExceptionUtils.getMostSpecificCause(failure);
    return cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }

  /// Holds the lease, and on taking it makes our epoch the only one that moves the cursor. While another node has it we
  /// ask now and then, not at each append: every asking is a commit of its own.
  private boolean hold() {
    var since = System.nanoTime() - askedNanos;
    if ((held || denied) && since < (held ? RENEW_AFTER : ASK_AFTER).toNanos()) {
      return held;
    }
    var lease = leases.hold(LEASE, LEASE_LENGTH);
    askedNanos = System.nanoTime();
    denied = lease.isEmpty();
    if (denied) {
      held = false;
      return false;
    }
    if (!held || lease.get().epoch() != epoch) {
      epoch = lease.get().epoch();
      held = database.engine(() -> log.claim(epoch));
    }
    return held;
  }

  private void tidy() {
    if (System.nanoTime() - tidiedNanos < TIDY_EVERY.toNanos() && tidiedNanos != 0) {
      return;
    }
    tidiedNanos = System.nanoTime();
    log.compactReceipts();
    database.engine(repeats::turn);
  }

  /// Another node moved the cursor, or holds a newer epoch.
  static final class Fenced extends RuntimeException {
    Fenced() {
      super("Another node folds this shard", null, false, false);
    }
  }
}
