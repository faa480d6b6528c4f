package io.parley.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.customer.Customers;
import io.parley.customer.IdentityKey;
import io.parley.platform.Database;
import io.parley.platform.Files;
import io.parley.platform.Settings;
import io.parley.support.Browser;
import io.parley.support.LineStub;
import io.parley.support.TestDatabase;
import io.parley.support.TestParley;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A word planted wherever a person leaves something is gone from every table and file after she was erased.
class ErasureTest {
  private static final String CANARY = "canary-" + Long.toHexString(System.nanoTime());
  private static Settings settings;
  private static TestParley parley;
  private static Shop shop;

  @BeforeAll
  static void start() {
    settings = TestDatabase.settings(false);
    parley = TestParley.start(settings);
    shop = Shop.open(parley);
    plant();
  }

  @AfterAll
  static void stop() {
    parley.close();
  }

  @Test
  void whatIsPlantedIsInHerCopyAndGoneFromEveryTableAndFileAfterwards() throws IOException {
    var before = canaries();
    assertThat(before.keySet()).contains("timeline.log", "timeline.event", "timeline.parked", "customer.identity",
        "customer.customer", "customer.consent", "conversation.message", "channel.incoming", "platform.file",
        "platform.change");
    var her = shop.customer(IdentityKey.member(CANARY));
    assertThat(unzipped(her.toString())).contains(CANARY).contains("你是誰");
    var ledger = shop.ledger();
    var refused = shop.merchant().api().post("/api/v1/customers/" + her + "/erase", Map.of());
    assertThat(refused.status()).isEqualTo(400);
    var answer = shop.merchant().api().post("/api/v1/customers/" + her + "/erase",
        Map.of("confirm", her.toString(), "reason", "本人要求"));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    var after = canaries();
    assertThat(after).isEmpty();
    assertThat(answer.json().path("counts").path("timeline.event").asInt()).isPositive();
    assertThat(balanced(shop.ledger())).isTrue();
    assertThat(balanced(ledger)).isTrue();
    startsAnew(her.toString());
  }

  /// The one who comes back is nobody's continuation, also after the log was folded again.
  private void startsAnew(String her) {
    shop.tell(Shop.page("https://shop.example/", Shop.member("M-" + CANARY)));
    assertThat(shop.merchant().api().get("/api/v1/customers/" + her).status()).isEqualTo(404);
    shop.tell(Shop.identify(Shop.member(CANARY), Map.of()));
    var anew = shop.customer(IdentityKey.member(CANARY));
    assertThat(anew.toString()).isNotEqualTo(her);
    assertThat(parley.get(Customers.class).identities(shop.workspace(), anew)).hasSize(1);
    assertThat(shop.timeline(IdentityKey.member(CANARY))).hasSize(1);
    var report = shop.merchant().api().post("/api/v1/rebuild", Map.of()).json();
    assertThat(report.path("differences").valueStream()
        .filter(one -> !one.path("part").asString().equals("orders")).toList()).as(report.toString()).isEmpty();
  }

  private static boolean balanced(Ledger ledger) {
    return ledger.accepted()
        == ledger.folded() + ledger.repeated() + ledger.parked() + ledger.waiting() + ledger.discarded();
  }

  private static void plant() {
    var chat = Browser.of(shop.merchant(), parley.url());
    var file = parley.get(Files.class).keep(shop.workspace(), "image/png", CANARY.getBytes(StandardCharsets.UTF_8));
    chat.say(CANARY + " /api/v1/files/" + file);
    var line = new LineStub(parley, shop.merchant());
    line.write("U" + "0".repeat(26) + "abcdef", CANARY);
    shop.settle();
    var order = new HashMap<>(Shop.track("Order Completed", Shop.both(CANARY, chat.id())));
    order.put("properties", Map.of("order_id", "O-1", "total", 500, "note", CANARY));
    shop.tell(Shop.identify(Shop.both(CANARY, chat.id()), Map.of("name", CANARY, "city", CANARY)), order);
    shop.tell(Shop.event("nonsense", Shop.member(CANARY), Map.of("note", CANARY)));
    var customers = parley.get(Customers.class);
    Awaitility.await().until(() -> lineIdentity() != null);
    var member = customers.find(shop.workspace(), IdentityKey.member(CANARY)).orElseThrow();
    var lineUser = customers.find(shop.workspace(), lineIdentity()).orElseThrow();
    parley.get(Database.class).tenant(shop.workspace(), () -> parley.get(Timeline.class).append(shop.workspace(),
        List.of(NewFact.link(member, lineUser, "account_link", "planted",
            java.time.Instant.parse("2026-11-01T00:00:00Z")))));
    shop.settle();
    line.close();
    var her = shop.customer(IdentityKey.member(CANARY));
    var api = shop.merchant().api();
    api.post("/api/v1/customers/" + her + "/tags", Map.of("name", "常客"));
    api.post("/api/v1/customers/" + her + "/consents", Map.of("purpose", "marketing", "channel", "sms", "granted", true,
        "wording", CANARY));
    shop.settle();
  }

  private static IdentityKey lineIdentity() {
    var database = parley.get(Database.class);
    return database.engine(() -> database.sql().sql("""
        select value from customer.identity where workspace_id = :workspace and kind = 'line'
        """).param("workspace", shop.workspace().value()).query(String.class).optional()
        .map(value -> new IdentityKey("line", value)).orElse(null));
  }

  /// Tables and files in which the word stands, found by the catalogue: a table that is new is looked at, too.
  private static Map<String, Long> canaries() throws IOException {
    var source = new PGSimpleDataSource();
    source.setUrl(settings.databaseUrl().orElseThrow());
    var owner = JdbcClient.create(source);
    var found = new TreeMap<String, Long>();
    var tables = owner.sql("""
        select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^(pg_|information_schema)'
        """).query(String.class).list();
    var hex = HexFormat.of().formatHex(CANARY.getBytes(StandardCharsets.UTF_8));
    for (var table : tables) {
      var count = owner.sql("select count(*) from %s t where t::text like '%%%s%%' or t::text like '%%%s%%'"
          .formatted(table, CANARY, hex)).query(Long.class).single();
      if (count > 0) {
        found.put(table, count);
      }
    }
    try (var files = java.nio.file.Files.walk(settings.data())) {
      for (var path : files.filter(java.nio.file.Files::isRegularFile).toList()) {
        if (new String(java.nio.file.Files.readAllBytes(path), StandardCharsets.ISO_8859_1).contains(CANARY)) {
          found.put(path.toString(), 1L);
        }
      }
    }
    return found;
  }

  private static String unzipped(String customer) throws IOException {
    var request = java.net.http.HttpRequest.newBuilder(
        java.net.URI.create(parley.url() + "/api/v1/customers/" + customer + "/export"))
        .header("Authorization", "Bearer " + shop.merchant().apiKey()).build();
    var text = new StringBuilder();
    try (var client = java.net.http.HttpClient.newHttpClient()) {
      var answer = client.send(request, java.net.http.HttpResponse.BodyHandlers.ofByteArray());
      assertThat(answer.statusCode()).isEqualTo(200);
      var zip = new ZipInputStream(new ByteArrayInputStream(answer.body()));
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        text.append(entry.getName()).append(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (InterruptedException stopping) {
      throw new IllegalStateException(stopping);
    }
    return text.toString();
  }
}
