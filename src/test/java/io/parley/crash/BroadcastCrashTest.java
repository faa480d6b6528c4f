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

/// Kills a node and its database in the middle of two broadcasts, one that goes person by person and one that goes to
/// hundreds in a call, at a LINE that answers slowly, fails, and hangs up after it has taken a message. Everybody gets
/// each of them once. More people: `-Dcrash.people=50000`; the same again: `-Dcrash.seed=…`.
class BroadcastCrashTest {
  private static final int PEOPLE = Integer.getInteger("crash.people", 700);
  private static final int CRASHES = Integer.getInteger("crash.rounds", 2);
  private static final long SEED = Long.getLong("crash.seed", System.nanoTime() % 1_000_000);
  private static final Duration LIMIT = Duration.ofSeconds(Long.getLong("crash.seconds", 150));

  @Test
  void everybodyGetsABroadcastOnceHoweverOftenItIsCutOff() {
    var chance = new Random(SEED);
    var data = Path.of("target/broadcast-crash-data/" + ProcessHandle.current().pid()).toAbsolutePath();
    try (var line = new LedgerLine(SEED);
        var victim = new Victim(data, Map.of("PARLEY_LINE_API", line.url(), "PARLEY_OUTSIDE_TRUSTED", line.url()))) {
      victim.start();
      var api = Call.to(victim.url()).bearer(victim.key("PARLEY_API_KEY"));
      people(victim, connect(api));
      var one = begin(api, "一人一則", "{{name|您}}好");
      var many = begin(api, "大家一起", "明天公休");
      for (var crash = 1; crash <= CRASHES; crash++) {
        var enough = crash * PEOPLE / CRASHES / 2;
        await(() -> line.ledger.size() >= enough, "some have got it");
        victim.kill(crash % 2 == 1 ? Victim.Part.BOTH : Victim.Part.JVM, chance);
        victim.start();
        forget(victim);
      }
      await(() -> {
        forget(victim);
        return done(api, one) && done(api, many);
      }, "both are done");
      assertThat(line.ledger).as("seed %d", SEED).hasSize(2 * PEOPLE);
      assertThat(line.ledger.values()).as("how often each was delivered; seed %d", SEED).containsOnly(1);
      assertThat(line.troubles.get()).as("there was trouble").isPositive();
      assertThat(victim.database().sql("select state || ' ' || count(*) from outreach.send group by state")
          .query(String.class).list()).as("seed %d", SEED).containsExactly("sent " + 2 * PEOPLE);
    }
  }

  private static String connect(Call api) {
    var made = api.post("/api/v1/connections", Map.of("kind", "line", "name", "LINE", "channelId", "1650000000",
        "channelSecret", "0123456789abcdef0123456789abcdef"));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return made.json().path("id").asString();
  }

  /// As if each had added the account; nobody sleeps here, and nobody minds two offers a day.
  private static void people(Victim victim, String connection) {
    var database = victim.database();
    database.sql("""
        with c as (
          insert into customer.customer (id, workspace_id, name, first_seen_at, last_seen_at, created_at)
          select gen_random_uuid(), 1, 'P' || n, now(), now(), now() from generate_series(1, %d) n
          returning id, name)
        insert into customer.identity (id, workspace_id, kind, value, customer_id, home, met_at, evidence, linked_at)
        select gen_random_uuid(), 1, 'line', '%s:' || name, id, id, now(), 'seen', now() from c
        """.formatted(PEOPLE, connection)).update();
    database.sql("""
        insert into channel.contact (connection_id, address, workspace_id)
        select '%s', 'P' || n, 1 from generate_series(1, %d) n
        """.formatted(connection, PEOPLE)).update();
    database.sql("""
        insert into outreach.setting (workspace_id, value) values (1, '{"quietFrom": "12:00", "quietTo": "12:00",
          "perDay": 20, "reserve": 0, "prices": {}, "boughtDays": 30, "holdoutPercent": 0, "askFirst": []}')
        """).update();
  }

  private static String begin(Call api, String name, String text) {
    var made = api.post("/api/v1/broadcasts", Map.of("name", name, "holdout", 0, "links", "plain",
        "channels", List.of("line"), "variants", List.of(Map.of("text", text))));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    var id = made.json().path("id").asString();
    var begun = api.post("/api/v1/broadcasts/" + id + "/start", Map.of());
    assertThat(begun.status()).as(begun.body()).isEqualTo(200);
    return id;
  }

  private static boolean done(Call api, String id) {
    return api.get("/api/v1/broadcasts/" + id).json().path("state").asString().equals("done");
  }

  /// Claims and leases of the dead are ended by hand, so that nobody waits them out; those of the living last a second.
  private static void forget(Victim victim) {
    var database = victim.database();
    try {
      for (var table : List.of("channel.outgoing", "channel.parcel")) {
        database.sql("""
            update %s set claimed_until = now()
            where state = 'sending' and claimed_until < now() + interval '40 seconds' /* of 45 */
            """.formatted(table)).update();
      }
      database.sql("update platform.lease set until = now() where until > now() + interval '1 minute'").update();
    } catch (DataAccessException recovering) {
      Victim.pause(Duration.ofMillis(100));
    }
  }

  private static void await(BooleanSupplier met, String what) {
    var deadline = System.nanoTime() + LIMIT.toNanos();
    while (!met.getAsBoolean()) {
      assertThat(System.nanoTime()).as("%s; seed %d", what, SEED).isLessThan(deadline);
      Victim.pause(Duration.ofMillis(100));
    }
  }
}
