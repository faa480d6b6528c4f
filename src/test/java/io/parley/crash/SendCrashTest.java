package io.parley.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.support.Call;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Kills Parley and its PostgreSQL while sends fall due: LINE takes each message once, each is decided once, stands in
/// its thread once and on a timeline once. The same again: `-Dcrash.seed=…`, which failures name.
class SendCrashTest {
  private static final long SEED = Long.getLong("crash.seed", System.nanoTime() % 1_000_000);
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final int SENDS_A_ROUND = 150;
  private static final List<Victim.Part> DYING = List.of(Victim.Part.JVM, Victim.Part.BACKEND, Victim.Part.BOTH);

  @Test
  void eachSendGoesOnceWhateverDies() {
    var chance = new Random(SEED);
    var data = Path.of("target/crash-sends/" + ProcessHandle.current().pid()).toAbsolutePath();
    try (var line = new KeyedLine(0);
        var victim = new Victim(data, Map.of("PARLEY_LINE_API", line.url(), "PARLEY_OUTSIDE_TRUSTED", line.url()))) {
      victim.start();
      var connection = connect(victim);
      for (var round = 0; round < DYING.size(); round++) {
        var before = line.taken.size();
        await(() -> sent(victim) >= 0, "PostgreSQL is there again");
        plant(victim.database(), connection, round);
        await(() -> line.taken.size() > before, "something is sent");
        Victim.pause(Duration.ofMillis(chance.nextInt(1_200)));
        victim.kill(DYING.get(round), chance);
        if (DYING.get(round) != Victim.Part.BACKEND) {
          victim.start();
        }
      }
      var all = DYING.size() * SENDS_A_ROUND;
      await(() -> sent(victim) == all, "all are sent");
      assertThat(line.taken).as("seed %d", SEED).hasSize(all).doesNotHaveDuplicates();
      await(() -> one(victim, """
          select count(*) from timeline.log l, timeline.cursor c
          where c.shard = l.shard and (l.xid, l.position) > (c.xid, c.position)
          """) == 0, "folded");
      for (var once : List.of("select count(*) from outreach.decision where verdict = 'send'",
          "select count(distinct send_id) from outreach.decision", "select count(*) from channel.outgoing",
          "select 2 * count(*) from conversation.message where author = 'automation'",
          "select count(*) from timeline.event where kind = 'message'")) {
        assertThat(one(victim, once)).as("%s; seed %d", once, SEED).isEqualTo(all);
      }
    }
  }

  private static String connect(Victim victim) {
    var made = Call.to(victim.url()).bearer(victim.key("PARLEY_API_KEY")).post("/api/v1/connections", Map.of("kind",
        "line", "name", "LINE", "channelId", "1650000000", "channelSecret", "0123456789abcdef0123456789abcdef"));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return made.json().path("id").asString();
  }

  /// People on LINE, every second of whom has a thread, and a notice for each that falls due within the next second.
  private static void plant(JdbcClient database, String connection, int round) {
    database.sql("""
        with w as (select workspace_id as w from channel.connection where id = '%1$s'),
        n as (select n, gen_random_uuid() as c, gen_random_uuid() as i from generate_series(1, %2$d) n),
        customers as (insert into customer.customer (id, workspace_id, first_seen_at, last_seen_at, created_at)
          select c, w, now(), now(), now() from n, w returning id),
        identities as (insert into customer.identity
            (id, workspace_id, kind, value, customer_id, home, met_at, evidence, linked_at)
          select i, w, 'line', '%1$s:R%3$d-' || n, c, c, now(), 'seen', now() from n, w returning id),
        threads as (insert into conversation.conversation
            (id, workspace_id, identity_id, channel, connection_id, address, updated_at)
          select gen_random_uuid(), w, i, 'line', '%1$s', 'R%3$d-' || n, now() from n, w where n %% 2 = 0 returning id)
        insert into outreach.send (id, workspace_id, source, source_id, step, name, key, identity_id, class, channels,
          products, held_out, words, planned_at, due_at)
        select gen_random_uuid(), w, 'notice', '%1$s', '', '通知', '%3$d-' || n, i, 'service', '{}', '{}', false,
          '{"any": {"kind": "text", "text": "hello", "quickReplies": []}}', now(), now() + n * interval '8 ms'
        from n, w
        """.formatted(connection, SENDS_A_ROUND, round)).update();
  }

  private static long sent(Victim victim) {
    try {
      return one(victim, "select count(*) from outreach.send where state = 'sent'");
    } catch (DataAccessException recovering) {
      return -1;
    }
  }

  private static long one(Victim victim, String query) {
    return victim.database().sql(query).query(Long.class).single();
  }

  private static void await(BooleanSupplier so, String what) {
    var deadline = System.nanoTime() + LIMIT.toNanos();
    while (!so.getAsBoolean()) {
      assertThat(System.nanoTime()).as("Not in time: %s; seed %d", what, SEED).isLessThan(deadline);
      Victim.pause(Duration.ofMillis(50));
    }
  }
}
