package io.parley.channel;

import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Writes what came of a message and tells it.
@Component
final class Outcomes {
  private final Database database;
  private final Clocks clocks;
  private final Stores stores;
  private final Adapters adapters;
  private final ObjectProvider<Receipts> receipts;

  Outcomes(Database database, Clocks clocks, Stores stores, Adapters adapters, ObjectProvider<Receipts> receipts) {
    this.database = database;
    this.clocks = clocks;
    this.stores = stores;
    this.adapters = adapters;
    this.receipts = receipts;
  }

  void write(OutgoingStore.Claimed row, @Nullable UUID claim, Verdict verdict) {
    Settling.write(database, row.id().value(),
        () -> settle(row, claim, verdict).ifPresent(now -> tell(row, now)), () -> settle(row, claim, verdict));
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
    if (verdict.nobody() && now.reason() != null) {
      stores.contacts().nobody(row.workspace(), row.to(), now.reason(), clocks.wall());
    }
    if (now.cost() > 0) {
      connections.spent(row.connection(), row.workspace(), now.cost());
    }
    return Optional.of(now);
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

  /// A first hiccup that mends itself within a second or two is not worth a person's attention.
  private void tell(OutgoingStore.Claimed row, OutgoingStore.Settled now) {
    var unimportant = now.state().equals("planned")
        || now.state().equals("held") && now.again() != null && now.again().compareTo(Duration.ofSeconds(2)) < 0;
    if (unimportant) {
      return;
    }
    var state = Receipt.State.valueOf(now.state().toUpperCase(Locale.ROOT));
    tell(new Receipt(
        row.workspace(), row.id(), state, now.reason(), now.way(), now.ids(), clocks.now(row.workspace())));
  }

  /// The provider tells later what became of a message it had accepted. Joins the running engine transaction. Nothing
  /// comes of it if the message is not ours, or the same was told before.
  void later(Incoming.Happening.Became became, ConnectionId connection, WorkspaceId workspace) {
    stores.outgoings().became(workspace, connection, became).ifPresent(row -> {
      if (became.nobody() && became.reason() != null) {
        stores.contacts().nobody(workspace, row.to(), became.reason(), clocks.wall());
      }
      tell(new Receipt(
          workspace, row.id(), became.state(), became.reason(), row.way(), List.of(), clocks.now(workspace)));
    });
  }

  private void tell(Receipt receipt) {
    receipts.orderedStream().forEach(next -> next.told(receipt));
  }
}
