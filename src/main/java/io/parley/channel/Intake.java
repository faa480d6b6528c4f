package io.parley.channel;

import io.parley.platform.Database;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Where an adapter brings what it fetched itself, because its provider does not call: from here on it goes the way of
/// a webhook's events.
@Component
public final class Intake {
  private final Database database;
  private final ConnectionStore connections;
  private final IncomingStore events;
  private final IncomingWorker worker;

  Intake(Database database, Stores stores, IncomingWorker worker) {
    this.database = database;
    this.connections = stores.connections();
    this.events = stores.events();
    this.worker = worker;
  }

  /// All accounts of a kind, in every workspace.
  public List<Account> accounts(String kind) {
    return database.engine(() -> connections.ofKind(kind));
  }

  /// Stores what is new in the running engine transaction; it is handed over after the commit. An event id that was
  /// there before changes nothing.
  public void store(Account account, List<Adapter.Arrival> arrivals) {
    connections.heard(account.id(), account.workspace());
    if (!arrivals.isEmpty()) {
      events.store(account, arrivals);
      database.afterCommit(worker::wake);
    }
  }

  /// Why the account cannot be read now, in words for its merchant; null once it can again.
  public void trouble(Account account, @Nullable String words) {
    database.engine(() -> connections.state(account.id(), account.workspace(), words));
  }
}
