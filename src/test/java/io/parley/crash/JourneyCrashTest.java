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

/// Kills Parley and its PostgreSQL while people's waits in a journey end, at a LINE that answers slowly, fails, and
/// hangs up after it has taken a message: each step is done once for each of them, each message is delivered once, and
/// what is counted adds up. The same again: `-Dcrash.seed=…`, which failures name;
/// larger: `-Dparley.journeys.crash=10000`.
class JourneyCrashTest {
  private static final long SEED = Long.getLong("crash.seed", System.nanoTime() % 1_000_000);
  private static final int PEOPLE = Integer.getInteger("parley.journeys.crash", 300);
  private static final List<Victim.Part> DYING = List.of(Victim.Part.JVM, Victim.Part.BACKEND, Victim.Part.BOTH);
  private static final int ROUNDS = DYING.size() * Math.max(1, PEOPLE / 3_000);
  private static final int A_ROUND = PEOPLE / ROUNDS;
  private static final int APART_MILLIS = 8;
  private static final Duration LIMIT = Duration.ofSeconds(120).plusMillis(60L * PEOPLE);
  private static final String FLOW = """
      {"trigger": {"kind": "event", "event": {"name": "Never"}}, "entry": {"kind": "once"}, "start": "w", "steps": [
        {"id": "w", "kind": "wait", "length": {"amount": 1, "unit": "day"}, "to": {"next": "m"}},
        {"id": "m", "kind": "message", "class": "service", "channels": ["line"], "to": {"next": "t"},
         "texts": {"any": {"text": "hello"}}},
        {"id": "t", "kind": "tag", "tag": "走過", "to": {"next": "s"}},
        {"id": "s", "kind": "split", "arms": [{"way": "a", "percent": 50}, {"way": "b", "percent": 50}],
         "to": {"a": "x", "b": "x"}},
        {"id": "x", "kind": "exit"}]}
      """;

  @Test
  void eachStepIsDoneOnceAndEachMessageGoesOnceWhateverDies() {
    var chance = new Random(SEED);
    var data = Path.of("target/crash-journeys/" + ProcessHandle.current().pid()).toAbsolutePath();
    try (var line = new LedgerLine(SEED);
        var victim = new Victim(data, Map.of("PARLEY_LINE_API", line.url(), "PARLEY_OUTSIDE_TRUSTED", line.url()))) {
      victim.start();
      var api = Call.to(victim.url()).bearer(victim.key("PARLEY_API_KEY"));
      var connection = made(api, "/api/v1/connections", Map.of("kind", "line", "name", "LINE", "channelId",
          "1650000000", "channelSecret", "0123456789abcdef0123456789abcdef"));
      var journey = made(api, "/api/v1/journeys", Map.of("name", "旅程", "draft", Call.JSON.readTree(FLOW)));
      assertThat(api.post("/api/v1/journeys/" + journey + "/publish", Map.of()).status()).isEqualTo(200);
      for (var round = 0; round < ROUNDS; round++) {
        await(() -> sent(victim) >= 0, "PostgreSQL is there again");
        var before = line.ledger.size();
        plant(victim.database(), connection, journey, round);
        await(() -> line.ledger.size() > before, "somebody goes on");
        Victim.pause(Duration.ofMillis(chance.nextInt(400 + A_ROUND * APART_MILLIS)));
        var dying = DYING.get(round % DYING.size());
        victim.kill(dying, chance);
        if (dying != Victim.Part.BACKEND) {
          victim.start();
        }
      }
      var all = ROUNDS * A_ROUND;
      await(() -> sent(victim) == all, "all are sent");
      assertThat(line.ledger).as("seed %d", SEED).hasSize(all);
      assertThat(line.ledger.values()).as("how often each was delivered; seed %d", SEED).containsOnly(1);
      await(() -> one(victim, "select count(*) from timeline.event where kind = 'tag'") == all, "told");
      for (var once : List.of("select count(*) from journey.run where outcome = 'exit'",
          "select count(*) / 5 from journey.passage", "select count(*) from journey.passage where step = 'm'",
          "select sum(n) from journey.tally where step = 'm' and way = ''",
          "select sum(n) from journey.tally where step = 'x' and way = 'exit'",
          "select count(*) from outreach.send", "select count(*) from channel.outgoing",
          "select count(distinct customer_id) from customer.carried", "select count(*) from experiment.assignment")) {
        assertThat(one(victim, once)).as("%s; seed %d", once, SEED).isEqualTo(all);
      }
    }
  }

  private static String made(Call api, String path, Object form) {
    var made = api.post(path, form);
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return made.json().path("id").asString();
  }

  /// People on LINE who wait at the first step, each until an instant of her own within the next moments.
  private static void plant(JdbcClient database, String connection, String journey, int round) {
    database.sql("""
        with w as (select workspace_id as w from channel.connection where id = '%1$s'),
        n as (select n, gen_random_uuid() as c, gen_random_uuid() as i from generate_series(1, %2$d) n),
        customers as (insert into customer.customer (id, workspace_id, first_seen_at, last_seen_at, created_at)
          select c, w, now(), now(), now() from n, w returning id),
        identities as (insert into customer.identity
            (id, workspace_id, kind, value, customer_id, home, met_at, evidence, linked_at)
          select i, w, 'line', '%1$s:R%3$d-' || n, c, c, now(), 'seen', now() from n, w returning id)
        insert into journey.run (id, workspace_id, journey_id, version, identity_id, entry_key, entered_at, step, hop,
          arrived_at, due_at, held_out, trial, kept)
        select gen_random_uuid(), w, '%4$s', 1, i, 'once', now(), 'w', 0, now(), now() + n * interval '%5$d ms', false,
          false, jsonb_build_object('since', to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
            'position', 0, 'products', '[]'::jsonb, 'values', '{}'::jsonb)
        from n, w
        """.formatted(connection, A_ROUND, round, journey, APART_MILLIS)).update();
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
