package io.parley.channel;

import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Writes what came of a message and tells it.
@Component
final class Outcomes {
  private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);
  private static final int AT_ONCE = 200;
  private static final Duration BREATH = Duration.ofMillis(5);

  private final Database database;
  private final Clocks clocks;
  private final Stores stores;
  private final Adapters adapters;
  private final ObjectProvider<Receipts> receipts;
  private final Queue<Came> came = new ConcurrentLinkedQueue<>();
  private final Lock writing = new ReentrantLock();
  /// More than one were written together the last time.
  private boolean many;

  Outcomes(Database database, Clocks clocks, Stores stores, Adapters adapters, ObjectProvider<Receipts> receipts) {
    this.database = database;
    this.clocks = clocks;
    this.stores = stores;
    this.adapters = adapters;
    this.receipts = receipts;
  }

  /// What came of one call.
  record Came(OutgoingStore.Claimed row, @Nullable UUID claim, Verdict verdict) {
    OutgoingStore.Ended ended() {
      return new OutgoingStore.Ended(row, claim, verdict.settled());
    }
  }

  /// Writes it, together with what came of other calls meanwhile: whoever is first writes for all who come while it
  /// does, and where many come it waits a moment for more. So it may be written after this has returned.
  void write(OutgoingStore.Claimed row, @Nullable UUID claim, Verdict verdict) {
    came.add(new Came(row, claim, verdict));
    while (!came.isEmpty() && writing.tryLock()) {
      try {
        if (many) {
          LockSupport.parkNanos(BREATH.toNanos());
        }
        var some = new ArrayList<Came>();
        for (var next = came.poll(); next != null; next = some.size() < AT_ONCE ? came.poll() : null) {
          some.add(next);
        }
        many = some.size() > 1;
        write(some);
      } finally {
        writing.unlock();
      }
    }
  }

  /// What cannot be written together is written one by one.
  private void write(List<Came> some) {
    if (some.size() > 1) {
      try {
        database.keyed(() -> {
          tell(settle(some));
          return true;
        });
        return;
      } catch (RuntimeException oneOfThem) {
        LOG.debug("What became of {} messages is written one by one", some.size(), oneOfThem);
      }
    }
    for (var one : some) {
      try {
        Settling.write(database, one.row.id().value(), () -> tell(settle(List.of(one))), () -> settle(List.of(one)));
      } catch (RuntimeException failure) {
        LOG.warn("The outcome of message {} was not written; its claim will end", one.row.id().value(), failure);
      }
    }
  }

  /// Returns those that had not gone on without their claim.
  private List<Came> settle(List<Came> some) {
    var written = stores.outgoings().settle(some.stream().map(Came::ended).toList());
    var ours = some.stream().filter(one -> written.contains(one.row.id())).toList();
    ours.forEach(one -> follow(one.row, one.verdict));
    ours.stream().filter(one -> one.verdict.settled().cost() > 0)
        .collect(Collectors.groupingBy(one -> one.row.connection()))
        .forEach((connection, mine) -> stores.connections().spent(connection, mine.getFirst().row.workspace(),
            mine.stream().mapToInt(one -> one.verdict.settled().cost()).sum()));
    return ours;
  }

  private void follow(OutgoingStore.Claimed row, Verdict verdict) {
    var now = verdict.settled();
    if (verdict.asPush()) {
      stores.outgoings().pushNext(row);
    }
    var connections = stores.connections();
    if (verdict.pause().isPositive()) {
      connections.pause(row.connection(), row.workspace(), verdict.pause());
    }
    if (verdict.quotaEnded()) {
      connections.forgetQuota(row.connection(), row.workspace());
    }
    if (verdict.accountTrouble() != null) {
      connections.state(row.connection(), row.workspace(), verdict.accountTrouble());
    }
    if (verdict.nobody() && now.reason() != null) {
      stores.contacts().nobody(row.workspace(), row.to(), now.reason(), clocks.wall());
    }
  }

  /// Rows whose worker died while it was calling.
  void recover() {
    var rows = database.engine(() -> stores.outgoings().abandoned());
    if (rows.isEmpty()) {
      return;
    }
    var kinds = database.engine(() -> stores.connections().kinds(rows.stream().map(OutgoingStore.Claimed::connection)
        .collect(Collectors.toSet())));
    for (var row : rows) {
      var kind = kinds.get(row.connection());
      if (kind != null) {
        write(row, null, Verdict.abandoned(row, adapters.of(kind).can(), clocks.wall()));
      }
    }
  }

  private void tell(List<Came> some) {
    var receipts = some.stream().filter(one -> !unimportant(one.verdict.settled())).map(one -> {
      var now = one.verdict.settled();
      var state = Receipt.State.valueOf(now.state().toUpperCase(Locale.ROOT));
      return new Receipt(one.row.workspace(), one.row.id(), state, now.reason(), now.way(), now.ids(),
          clocks.now(one.row.workspace()));
    }).toList();
    if (!receipts.isEmpty()) {
      this.receipts.orderedStream().forEach(next -> next.told(receipts));
    }
  }

  /// A first hiccup that mends itself within a second or two is not worth a person's attention.
  private static boolean unimportant(OutgoingStore.Settled now) {
    return now.state().equals("planned")
        || now.state().equals("held") && now.again() != null && now.again().compareTo(Duration.ofSeconds(2)) < 0;
  }

  /// The provider tells later what became of a message it had accepted. Joins the running engine transaction. Nothing
  /// comes of it if the message is not ours, or the same was told before.
  void later(Incoming.Happening.Became became, ConnectionId connection, WorkspaceId workspace) {
    stores.outgoings().became(workspace, connection, became).ifPresent(row -> {
      if (became.nobody() && became.reason() != null) {
        stores.contacts().nobody(workspace, row.to(), became.reason(), clocks.wall());
      }
      if (became.complaint()) {
        receipts.forEach(next -> next.complained(workspace, row.id(), row.address()));
      }
      tell(new Receipt(
          workspace, row.id(), became.state(), became.reason(), row.way(), List.of(), clocks.now(workspace)));
    });
  }

  private void tell(Receipt receipt) {
    receipts.orderedStream().forEach(next -> next.told(List.of(receipt)));
  }
}
