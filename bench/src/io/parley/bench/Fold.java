package io.parley.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/// Watches the fold from outside: how much it has done and how far behind it is, read from its own tables.
final class Fold {
  /// After this long the server asks for its lease again.
  private static final int LEASE_SECONDS = 4;

  private final Connection database;

  Fold(Connection database) {
    this.database = database;
  }

  /// Facts taken from the log so far, whatever became of them.
  long done() {
    return (long) number("""
        select coalesce(sum(folded + repeated + discarded), 0) + (select count(*) from timeline.parked)
        from timeline.tally
        """);
  }

  long parked() {
    return (long) number("select count(*) from timeline.parked");
  }

  /// The age of the oldest fact that is not folded; 0 when nothing waits.
  double lagMillis() {
    return number("""
        select coalesce(extract(epoch from clock_timestamp() - min(received_at)) * 1000, 0) from timeline.log l
        where (l.xid, l.position) > (select xid, position from timeline.cursor where shard = 0) and l.shard = 0
        """);
  }

  boolean idle() {
    return number("""
        select count(*) from (select 1 from timeline.log l where l.shard = 0
          and (l.xid, l.position) > (select xid, position from timeline.cursor where shard = 0) limit 1) waiting
        """) == 0;
  }

  /// Keeps the fold away for a minute, as another node that holds its lease would.
  void hold() {
    run(database, """
        update platform.lease set holder = gen_random_uuid(), until = now() + interval '1 minute', epoch = epoch + 1
        where name = 'fold-0'
        """);
    Bench.pause(LEASE_SECONDS * 1_000L);
  }

  void release() {
    run(database, "update platform.lease set until = now() where name = 'fold-0'");
  }

  /// Returns whether everything was folded in time.
  boolean awaitIdle(Duration limit) {
    var deadline = System.nanoTime() + limit.toNanos();
    while (!idle()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Bench.pause(50);
    }
    return true;
  }

  double number(String query) {
    try (var statement = database.createStatement(); var row = statement.executeQuery(query)) {
      row.next();
      return row.getDouble(1);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  static void run(Connection database, String statements) {
    try (var statement = database.createStatement()) {
      statement.execute(statements);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
