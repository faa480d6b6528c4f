package io.parley.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.support.Call;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Kills Parley with `kill -9` in the middle of long work: of an import, while it checks and while it tells, and of the
/// past of a rule and a segment; exactly where a batch is written and not committed yet, because a trigger waits there.
/// Afterwards the work ends by itself, each order of the file is there once, told once, and nobody is in or tagged who
/// should not be.
class LongWorkCrashTest {
  private static final int ORDERS = 1_500;
  private static final long SEED = Long.getLong("crash.seed", System.nanoTime() % 1_000_000);
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @Test
  void anImportAndAFillThatAreKilledInTheMiddleLoseAndDoubleNothing() {
    var chance = new Random(SEED);
    var data = Path.of("target/long-work-crash-data/" + ProcessHandle.current().pid()).toAbsolutePath();
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
      fillIsKilled(victim, api, chance);
    }
  }

  /// Working out the past of a rule and a segment is killed in its second slice: it goes on behind the first, and in
  /// the end those are tagged and in of whom it holds, which the database counts by itself.
  private static void fillIsKilled(Victim victim, Call api, Random chance) {
    Linger.on(victim.database(), "audience.membership", "insert or update",
        "exists (select from audience.fill where done > 100)");
    var bought = Map.of("kind", "did", "event", Map.of("name", "Order Completed", "where",
        List.of(Map.of("property", "order_id", "op", "contains", "value", "7"))),
        "measure", Map.of("kind", "count", "atLeast", 1));
    var rule = api.post("/api/v1/rules", Map.of("name", "買", "tag", "買", "condition", bought)).json();
    assertThat(api.post("/api/v1/rules/" + rule.path("id").asString() + "/live", Map.of()).status()).isEqualTo(200);
    var made = api.post("/api/v1/segments", Map.of("name", "買", "condition", bought));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    killWaiting(victim, chance.nextBoolean() ? Victim.Part.JVM : Victim.Part.BOTH, chance);
    var database = victim.database();
    // Asked while the next slice waits again: once it may go on it is soon done.
    assertThat(database.sql("select min(done) from audience.fill where cursor is not null").query(Integer.class)
        .single()).as("seed %d: the slice before it stands", SEED).isPositive();
    Linger.end(database);
    await(() -> database.sql("select count(*) from audience.fill").query(Integer.class).single() == 0,
        "the past is worked out");
    assertThat(database.sql("""
        with buyer as (
          select p.customer_id from timeline.event e join customer.person p on p.identity_id = e.identity_id
          where e.name = 'Order Completed' and e.properties ->> 'order_id' like '%7%' group by 1),
        tagged as (select customer_id from customer.customer_tag t join customer.person p using (identity_id)
          join customer.tag g on g.id = t.tag_id where g.name = '買' and t.removed_at is null),
        inside as (select customer_id from audience.membership where member)
        select concat_ws(' ', count(*), (select count(*) from tagged), (select count(*) from inside),
          count(*) filter (where customer_id in (select * from tagged) and customer_id in (select * from inside)))
        from buyer
        """).query(String.class).single()).as("seed %d", SEED).matches("(\\d{3}) \\1 \\1 \\1");
  }

  private static void await(BooleanSupplier so, String what) {
    var deadline = System.nanoTime() + LIMIT.toNanos();
    while (!so.getAsBoolean()) {
      assertThat(System.nanoTime()).as("seed %d: not in time: %s", SEED, what).isLessThan(deadline);
      Victim.pause(Duration.ofMillis(50));
    }
  }

  /// Whoever writes there waits before its commit, from the second batch on.
  private static void linger(Victim victim, String table, String what) {
    Linger.on(victim.database(), table, what,
        "exists (select from integration.import where done >= 500 or state = 'checking' and rows > 1000)");
  }

  private static void killThere(Victim victim, Victim.Part part, Random chance) {
    killWaiting(victim, part, chance);
    Linger.end(victim.database());
  }

  private static void killWaiting(Victim victim, Victim.Part part, Random chance) {
    await(() -> Linger.waiting(victim.database()) > 0, "something is about to commit");
    victim.kill(part, chance);
    victim.start();
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
    await(() -> state(api, id).equals(state), "the import is " + state);
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
        """).query((row, n) -> List.of(row.getString(1), row.getString(2), row.getString(3),
            row.getString(4))).single();
    assertThat(sums).as("seed %d", SEED)
        .containsExactly(ORDERS + " " + ORDERS * 30, ORDERS + " " + ORDERS, "500", ORDERS + " 0");
  }
}
