package io.parley.channel;

import io.parley.platform.Clocks;
import io.parley.platform.Database;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Writes what came of a message and tells it.
@Component
final class Outcomes {
  private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);

  private final Database database;
  private final Clocks clocks;
  private final Stores stores;
  private final ObjectProvider<Receipts> receipts;

  Outcomes(Database database, Clocks clocks, Stores stores, ObjectProvider<Receipts> receipts) {
    this.database = database;
    this.clocks = clocks;
    this.stores = stores;
    this.receipts = receipts;
  }

  /// Writes and tells together. If whoever is told fails, the outcome is written all the same: what the provider did is
  /// so, whether it can be shown or not.
  void write(OutgoingStore.Claimed row, @Nullable UUID claim, Verdict verdict) {
    try {
      database.engine(() -> settle(row, claim, verdict).ifPresent(now -> tell(row, now)));
    } catch (RuntimeException untold) {
      LOG.warn("What became of message {} was not told", row.id().value(), untold);
      database.engine(() -> settle(row, claim, verdict));
    }
  }

  private Optional<OutgoingStore.Settled> settle(
      OutgoingStore.Claimed row, @Nullable UUID claim, Verdict verdict) {
    var now = verdict.settled();
    if (!stores.outgoings().settle(row, claim, now)) {
      return Optional.empty();
    }
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
    if (now.cost() > 0) {
      connections.spent(row.connection(), row.workspace(), now.cost());
    }
    return Optional.of(now);
  }

  /// Rows whose worker died while it was calling.
  void recover() {
    for (var row : database.engine(() -> stores.outgoings().abandoned())) {
      write(row, null, Verdict.abandoned(row, clocks.wall()));
    }
  }

  /// A first hiccup that mends itself within a second or two is not worth a person's attention.
  private void tell(OutgoingStore.Claimed row, OutgoingStore.Settled now) {
    var unimportant = now.state().equals("planned")
        || now.state().equals("held") && now.again() != null && now.again().compareTo(Duration.ofSeconds(2)) < 0;
    if (unimportant) {
      return;
    }
    var state = Receipt.State.valueOf(now.state().toUpperCase(Locale.ROOT));
    var receipt = new Receipt(
        row.workspace(), row.id(), state, now.reason(), now.way(), now.ids(), clocks.now(row.workspace()));
    receipts.orderedStream().forEach(next -> next.told(receipt));
  }
}
