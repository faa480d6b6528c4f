package io.parley.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Kills a loaded Parley with `kill -9`, again and again: its JVM, its PostgreSQL, both, or one backend of PostgreSQL.
/// Whatever was acknowledged must be there once and folded once; what was not, at most once.
///
/// On a slow machine two rounds are enough. More of them: `bin/test -Dtest=CrashTest -Dcrash.rounds=50`; the
/// same again: `-Dcrash.seed=…`, which failures name.
class CrashTest {
  private static final int ROUNDS = Integer.getInteger("crash.rounds", 4);
  private static final int LEAST_ROUNDS = Integer.getInteger("crash.rounds", 2);
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(35);
  private static final long SEED = Long.getLong("crash.seed", System.nanoTime() % 1_000_000);
  private static final Duration RECOVERY_LIMIT = Duration.ofMinutes(2);
  private static final Duration FOLD_LIMIT = Duration.ofSeconds(60);

  @Test
  void whatWasAcknowledgedIsThereOnceAfterAnyCrash() {
    var chance = new Random(SEED);
    var data = Path.of("target/crash-data/" + ProcessHandle.current().pid()).toAbsolutePath();
    try (var victim = new Victim(data)) {
      victim.start();
      Storm storm;
      try (var raging = new Storm(victim.url(), victim.key("PARLEY_WRITE_KEY"), SEED)) {
        storm = raging;
        var began = System.nanoTime();
        for (var round = 0; round < ROUNDS; round++) {
          if (round >= LEAST_ROUNDS && System.nanoTime() - began > LONG_ENOUGH.toNanos()) {
            break;
          }
          crash(victim, raging, Victim.Part.values()[(int) ((SEED + round) % 4)], chance);
        }
        awaitProgress(raging);
      }
      var database = victim.database();
      assertDurable(database);
      awaitFolded(database);
      assertThat(storm.acknowledged).as("seed %d", SEED).hasSizeGreaterThan(100);
      assertThat(storm.answered).as("seed %d", SEED).isNotEmpty();
      assertEventsOnce(database, storm);
      assertMessagesOnce(database, storm);
      assertBalanced(database);
    }
  }

  private static void crash(Victim victim, Storm storm, Victim.Part part, Random chance) {
    awaitProgress(storm);
    Victim.pause(Duration.ofMillis(chance.nextInt(1_500)));
    victim.kill(part, chance);
    if (part != Victim.Part.BACKEND) {
      victim.start();
    }
    assertDurable(awaitDatabase(victim));
  }

  /// Something is acknowledged again: the server took up its work.
  private static void awaitProgress(Storm storm) {
    var before = storm.count();
    var deadline = System.nanoTime() + RECOVERY_LIMIT.toNanos();
    while (storm.count() <= before) {
      assertThat(System.nanoTime()).as("nothing is acknowledged; seed %d", SEED).isLessThan(deadline);
      Victim.pause(Duration.ofMillis(20));
    }
  }

  private static JdbcClient awaitDatabase(Victim victim) {
    var deadline = System.nanoTime() + RECOVERY_LIMIT.toNanos();
    while (true) {
      try {
        var database = victim.database();
        database.sql("select 1").query(Integer.class).single();
        return database;
      } catch (org.springframework.dao.DataAccessException recovering) {
        if (System.nanoTime() > deadline) {
          throw recovering;
        }
        Victim.pause(Duration.ofMillis(50));
      }
    }
  }

  /// A `kill -9` alone does not prove durability: the kernel keeps what was written. That the disk was asked to keep it
  /// is a matter of these settings.
  private static void assertDurable(JdbcClient database) {
    for (var setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
      assertThat(database.sql("select current_setting('" + setting + "')").query(String.class).single())
          .as(setting).isEqualTo("on");
    }
  }

  private static void awaitFolded(JdbcClient database) {
    var deadline = System.nanoTime() + FOLD_LIMIT.toNanos();
    while (waiting(database) > 0) {
      assertThat(System.nanoTime()).as("the fold does not finish; seed %d", SEED).isLessThan(deadline);
      Victim.pause(Duration.ofMillis(100));
    }
  }

  private static long waiting(JdbcClient database) {
    return database.sql("""
        select count(*) from timeline.log l, timeline.cursor c
        where c.shard = l.shard and (l.xid, l.position) > (c.xid, c.position)
        """).query(Long.class).single();
  }

  private static void assertEventsOnce(JdbcClient database, Storm storm) {
    var stored = new HashMap<String, String>();
    var shoppers = database.sql("""
        select e.name, i.value from timeline.event e join customer.identity i on i.id = e.identity_id
        where e.kind = 'track'
        """).query((row, n) -> Map.entry(row.getString(1), row.getString(2))).list();
    shoppers.forEach(event -> stored.put(event.getKey(), event.getValue()));
    assertThat(shoppers).as("no event is there twice; seed %d", SEED).hasSameSizeAs(stored.keySet());
    assertThat(stored.keySet()).as("acknowledged is kept; seed %d", SEED).containsAll(storm.acknowledged);
    assertThat(storm.sent).as("nothing else is there; seed %d", SEED).containsAllEntriesOf(stored);
  }

  private static void assertMessagesOnce(JdbcClient database, Storm storm) {
    var stored = database.sql("select client_id::text from conversation.message where client_id is not null")
        .query(String.class).list();
    assertThat(stored).as("no message is there twice; seed %d", SEED).doesNotHaveDuplicates();
    assertThat(new HashSet<>(stored)).as("seed %d", SEED).containsAll(storm.answered);
    assertThat(storm.written.keySet()).as("seed %d", SEED).containsAll(stored);
    var folded = database.sql("select count(*) from timeline.event where kind = 'message'").query(Integer.class)
        .single();
    assertThat(folded).as("each message stands on a timeline once; seed %d", SEED).isEqualTo(stored.size());
  }

  private static void assertBalanced(JdbcClient database) {
    var ledger = database.sql("""
        select (select coalesce(sum(accepted), 0) from timeline.receipt),
          (select coalesce(sum(folded + repeated + discarded), 0) from timeline.tally),
          (select count(*) from timeline.parked)
        """).query((row, n) -> new long[] {row.getLong(1), row.getLong(2), row.getLong(3)}).single();
    assertThat(ledger[2]).as("parked; seed %d", SEED).isZero();
    assertThat(ledger[1]).as("accepted = folded + repeated; seed %d", SEED).isEqualTo(ledger[0]);
  }
}
