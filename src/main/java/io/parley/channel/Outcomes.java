package io.parley.channel;

import io.parley.platform.Clocks;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Writes what came of a message and tells it, in the running engine transaction.
@Component
final class Outcomes {
  private final Clocks clocks;
  private final Stores stores;
  private final ObjectProvider<Receipts> receipts;

  Outcomes(Clocks clocks, Stores stores, ObjectProvider<Receipts> receipts) {
    this.clocks = clocks;
    this.stores = stores;
    this.receipts = receipts;
  }

  void settle(OutgoingStore.Claimed row, @Nullable UUID claim, Verdict verdict) {
    var now = verdict.settled();
    if (!stores.outgoings().settle(row, claim, now)) {
      return;
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
    tell(row, now);
  }

  /// Rows whose worker died while it was calling.
  void recover() {
    for (var row : stores.outgoings().abandoned()) {
      settle(row, null, Verdict.abandoned(row, clocks.wall()));
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
