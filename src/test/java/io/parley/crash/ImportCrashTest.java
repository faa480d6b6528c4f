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

/// Kills Parley with `kill -9` in the middle of an import, while it checks and while it tells. Afterwards the import
/// ends by itself, and each order of the file is there once, told once.
class ImportCrashTest {
  private static final int ORDERS = 8_000;
  private static final int KILLS = 3;
  private static final long SEED = Long.getLong("crash.seed", System.nanoTime() % 1_000_000);
  private static final Duration LIMIT = Duration.ofMinutes(3);

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
      assertThat(api.send("PUT", "/api/v1/imports/" + id + "/mapping",
          Map.of("charset", "UTF_8", "delimiter", ",", "mapping", guess)).status()).isEqualTo(200);
      killOnce(victim, chance, api, id, "checking");
      await(api, id, "checked");
      assertThat(api.post("/api/v1/imports/" + id + "/run", Map.of()).status()).isEqualTo(200);
      var caught = 0;
      for (var kill = 1; kill < KILLS; kill++) {
        killOnce(victim, chance, api, id, "running");
        caught += state(api, id).equals("running") ? 1 : 0;
      }
      assertThat(caught).as("kills in the middle; seed %d", SEED).isPositive();
      await(api, id, "done");
      assertOnce(victim.database());
    }
  }

  private static String file() {
    var text = new StringBuilder("order number,order date,member number,sku,product name,quantity,unit price\n");
    for (var line = 0; line < 2; line++) {
      for (var order = 0; order < ORDERS; order++) {
        text.append("A%d,2026-01-02 10:00,M-%d,sku-%d,Cup,%d,10\n".formatted(order, order % 2_000, line, line + 1));
      }
    }
    return text.toString();
  }

  private static void killOnce(Victim victim, Random chance, Call api, String id, String state) {
    var until = System.nanoTime() + Duration.ofMillis(100 + chance.nextInt(700)).toNanos();
    while (System.nanoTime() < until && state(api, id).equals(state)) {
      Victim.pause(Duration.ofMillis(20));
    }
    victim.kill(chance.nextBoolean() ? Victim.Part.JVM : Victim.Part.BOTH, chance);
    victim.start();
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
        .containsExactly(ORDERS + " " + ORDERS * 30, ORDERS + " " + ORDERS, "2000", ORDERS + " 0");
  }
}
