package io.parley.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/// The reference of everything that is stored: COPY of the same events, 5,000 a statement and commit, over one
/// connection into an empty table with two indexes (its key, and the message id), in the same PostgreSQL.
final class PlainCopy {
  private static final int ROWS = 5_000;

  private final Connection database;
  private final Template rows = Events.rows(ROWS, 7);

  PlainCopy(Connection database) {
    this.database = database;
    Fold.run(database, """
        create schema if not exists bench;
        create table if not exists bench.plain (
          position bigint generated always as identity primary key, workspace_id int not null,
          received_at timestamptz not null, kind text not null, message_id text not null, body text not null);
        create index if not exists plain_message on bench.plain (message_id)
        """);
  }

  /// Rows a second.
  double run(Duration length) {
    Fold.run(database, "truncate bench.plain");
    try {
      var copy = new CopyManager(database.unwrap(BaseConnection.class));
      var start = System.nanoTime();
      var done = 0L;
      while (System.nanoTime() - start < length.toNanos()) {
        done += copy.copyIn("copy bench.plain (workspace_id, received_at, kind, message_id, body) from stdin",
            new java.io.ByteArrayInputStream(rows.next()));
      }
      return done / ((System.nanoTime() - start) / 1e9);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
