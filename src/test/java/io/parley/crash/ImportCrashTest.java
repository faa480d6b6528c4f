package io.parley.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.support.Call;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Kills Parley with `kill -9` in the middle of an import, while it checks and while it tells: exactly where a batch is
/// written and not committed yet, because a trigger waits there. Afterwards the import ends by itself, and each order
/// of the file is there once, told once.
class ImportCrashTest {
  private static final int ORDERS = 1_500;
  private static final long SEED = Long.getLong("crash.seed", System.nanoTime() % 1_000_000);
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @Test
  void anImportThatIsKilledInTheMiddleLosesAndDoublesNothing() {
    var chance = new Random(SEED);
    var data = Path.of("target/import-crash-data/" + ProcessHandle.current().pid()).toAbsolutePath();
    try (var victim = new Victim(data)) {
      victim.start();
      var api = Call.to(victim.url()).bearer(victim.key("PARLEY_API_KEY"));
      var id = api.with("Content-Type", "application/octet-stream").post("/api/v1/imports?name=orders.csv", file())
          .json().path("id").asString();
      var guess = api.get("/api/v1/imports/" + id + "/preview").json().path("guess");
      linger(victim, "integration.import", "update of rows");
      assertThat(api.send("PUT", "/api/v1/imports/" + id + "/mapping",
          Map.of("charset", "UTF_8", "delimiter", ",", "mapping", guess)).status()).isEqualTo(200);
      killThere(victim, Victim.Part.JVM, chance);
      await(api, id, "checked");
      var told = chance.nextBoolean();
      linger(victim, told ? "timeline.receipt" : "integration.import", told ? "insert" : "update of done");
      assertThat(api.post("/api/v1/imports/" + id + "/run", Map.of()).status()).isEqualTo(200);
      killThere(victim, chance.nextBoolean() ? Victim.Part.JVM : Victim.Part.BOTH, chance);
      await(api, id, "done");
      assertOnce(victim.database());
    }
  }

  /// Whoever writes there waits before its commit, from the second batch on.
  private static void linger(Victim victim, String table, String what) {
    victim.database().sql("""
        create or replace function integration.linger() returns trigger language plpgsql as $$ begin
          if exists (select from integration.import where done >= 500 or state = 'checking' and rows > 1000) then
            perform pg_sleep(60);
          end if;
          return new;
        end $$;
        create constraint trigger linger after %s on %s deferrable initially deferred for each row
          execute function integration.linger()
        """.formatted(what, table)).update();
  }

  private static void killThere(Victim victim, Victim.Part part, Random chance) {
    var deadline = System.nanoTime() + LIMIT.toNanos();
    while (!waits(victim.database())) {
      assertThat(System.nanoTime()).as("seed %d: nothing is about to commit", SEED).isLessThan(deadline);
      Victim.pause(Duration.ofMillis(20));
    }
    victim.kill(part, chance);
    victim.start();
    var database = victim.database();
    database.sql("""
        create or replace function integration.linger() returns trigger language plpgsql as 'begin return new; end'
        """).update();
    database.sql("select pg_terminate_backend(pid) from pg_stat_activity where wait_event = 'PgSleep'")
        .query(Boolean.class).list();
    database.sql("drop function integration.linger cascade").update();
  }

  private static boolean waits(JdbcClient database) {
    return database.sql("select count(*) from pg_stat_activity where wait_event = 'PgSleep'").query(Integer.class)
        .single() > 0;
  }

  private static String file() {
    var text = new StringBuilder("order number,order date,member number,sku,product name,quantity,unit price\n");
    for (var line = 0; line < 2; line++) {
      for (var order = 0; order < ORDERS; order++) {
        text.append("A%d,2026-01-02 10:00,M-%d,sku-%d,Cup,%d,10\n".formatted(order, order % 500, line, line + 1));
      }
    }
    return text.toString();
  }

  private static void await(Call api, String id, String state) {
    var deadline = System.nanoTime() + LIMIT.toNanos();
    while (!state(api, id).equals(state)) {
      assertThat(System.nanoTime()).as("seed %d: the import is %s", SEED, state(api, id)).isLessThan(deadline);
      Victim.pause(Duration.ofMillis(50));
    }
  }

  private static String state(Call api, String id) {
    try {
      return api.get("/api/v1/imports/" + id).json().path("state").asString("");
    } catch (UncheckedIOException notYet) {
      return "";
    }
  }

  private static void assertOnce(JdbcClient database) {
    var sums = database.sql("""
        select (select count(*) || ' ' || sum(total)::bigint from commerce.customer_order),
          (select count(*) || ' ' || count(distinct properties->>'order_id') from timeline.event
             where name = 'Order Completed'),
          (select count(*)::text from customer.identity where kind = 'member'),
          (select fresh || ' ' || changed from integration.import)
        """).query((row, n) -> java.util.List.of(row.getString(1), row.getString(2), row.getString(3),
            row.getString(4))).single();
    assertThat(sums).as("seed %d", SEED)
        .containsExactly(ORDERS + " " + ORDERS * 30, ORDERS + " " + ORDERS, "500", ORDERS + " 0");
  }
}
