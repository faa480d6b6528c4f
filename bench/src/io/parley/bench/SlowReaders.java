package io.parley.bench;

import java.sql.SQLException;
import java.util.List;

/// Somebody who looks at all months of events for ten seconds, and then again, until closed.
final class SlowReaders implements AutoCloseable {
  private final Thread thread;
  private volatile boolean open = true;

  SlowReaders(Server server) {
    thread = Thread.ofPlatform().start(() -> {
      try (var database = server.database()) {
        database.setAutoCommit(false);
        while (open) {
          Fold.run(database, "select from timeline.event limit 1");
          Fold.run(database, "select pg_sleep(10)");
          database.rollback();
        }
      } catch (SQLException failure) {
        throw new IllegalStateException(failure);
      }
    });
  }

  @Override
  public void close() {
    open = false;
    Load.join(List.of(thread));
  }
}
