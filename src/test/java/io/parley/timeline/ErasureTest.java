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
import java.util.ArrayList;
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
import tools.jackson.databind.JsonNode;

/// A word planted wherever a person leaves something is gone from every table and file after she was erased.
class ErasureTest {
  private static final String CANARY = "canary-" + Long.toHexString(System.nanoTime());
  private static final String PHONE = "912" + (System.nanoTime() % 900_000 + 100_000);
  private static final String ADDRESS = "203.0.113.77";
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
    var her = shop.customer(IdentityKey.member(CANARY));
    var words = words(her.toString());
    assertThat(rows(words).keySet().stream().filter(table -> !table.startsWith("/")))
        .as("tables in which something of hers was planted")
        .containsAll(tables().stream().filter(table -> !NothingOfHers.TABLES.containsKey(table)).toList());
    assertThat(unzipped(her.toString())).contains(CANARY).contains("您是誰");
    var ledger = shop.ledger();
    var refused = shop.merchant().api().post("/api/v1/customers/" + her + "/erase", Map.of());
    assertThat(refused.status()).isEqualTo(400);
    var answer = erase(her.toString());
    assertThat(rows(words)).isEmpty();
    assertThat(answer.path("counts").path("timeline.event").asInt()).isPositive();
    assertThat(balanced(shop.ledger())).isTrue();
    assertThat(balanced(ledger)).isTrue();
    startsAnew(her.toString());
  }

  private static JsonNode erase(String customer) {
    var answer = shop.merchant().api().post("/api/v1/customers/" + customer + "/erase",
        Map.of("confirm", customer, "reason", "本人要求"));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  @Test
  void whoUsedHerBrowserKeepsWhatHeDidWithoutIt() {
    share("H-1", "H-2", "shared-1");
    var his = shop.timeline(IdentityKey.member("H-2"));
    erase(shop.customer(IdentityKey.member("H-1")).toString());
    assertThat(shop.timeline(IdentityKey.member("H-2"))).isEqualTo(his);
    assertThat(his).as("signed in, looked, bought").hasSize(3);
    assertThat(said("%shared-1%")).isZero();
    assertThat(said("%H-1%")).isZero();
    rebuildsAlike();
    shop.tell(Shop.page("https://shop.example/again", Shop.visitor("shared-1")));
    assertThat(shop.timeline(IdentityKey.visitor("shared-1"))).hasSize(1);
  }

  @Test
  void whoseBrowserItIsKeepsWhatSheDidWhenTheOtherIsErased() {
    share("H-3", "H-4", "shared-2");
    var hers = shop.timeline(IdentityKey.member("H-3"));
    erase(shop.customer(IdentityKey.member("H-4")).toString());
    assertThat(shop.timeline(IdentityKey.member("H-3"))).isEqualTo(hers);
    assertThat(said("%H-4%")).isZero();
    assertThat(said("%looked later%")).as("what he did on her browser without saying who he is").isZero();
    rebuildsAlike();
  }

  @Test
  void aFactOfSomebodyElseKeepsNothingOfHersInWhatStandsAroundIt() {
    var hers = Map.of("externalIds", List.of(Map.of("type", "crm", "id", "C-her")));
    shop.tell(Shop.event("identify", Shop.both("H-5", "shared-3"), Map.of("context", hers)));
    var around = new HashMap<String, Object>(hers);
    around.put("device", Map.of("id", "shared-3", "model", "Pixel"));
    var his = shop.collector().post("/v1/batch", Map.of("context", around, "batch",
        List.of(Shop.event("identify", Shop.member("H-6"), Map.of("traits", Map.of("city", "台北"))),
            Shop.event("nonsense", Shop.member("H-6"), Map.of()))));
    assertThat(his.status()).isEqualTo(200);
    shop.settle();
    var one = shop.customer(IdentityKey.member("H-5"));
    var other = shop.customer(IdentityKey.member("H-6"));
    assertThat(other).as("two members stay two").isNotEqualTo(one);
    shop.merchant().api().post("/api/v1/customers/" + one + "/merge", Map.of("with", other.toString()));
    shop.settle();
    shop.merchant().api().post("/api/v1/customers/" + one + "/tags", Map.of("name", "兩人"));
    shop.merchant().api().send("DELETE", "/api/v1/customers/" + one + "/tags/" + tag(one.toString()), null);
    shop.settle();
    var link = shop.merchant().api().get("/api/v1/customers/" + one + "/links").json().path("items").valueStream()
        .filter(each -> each.path("evidence").asString().equals("staff")).findFirst().orElseThrow();
    shop.merchant().api().post("/api/v1/customers/" + one + "/unmerge", Map.of("identityId",
        link.path("identityId").asString(), "throughId", link.path("throughId").asString()));
    shop.settle();
    var her = shop.customer(IdentityKey.member("H-5")).toString();
    var ids = shop.merchant().api().get("/api/v1/customers/" + her).json().path("identities").valueStream()
        .map(identity -> identity.path("id").asString()).toList();
    erase(her);
    for (var table : List.of("timeline.log", "timeline.parked", "timeline.event")) {
      var words = new ArrayList<>(List.of("C-her", "shared-3", "H-5"));
      words.addAll(ids);
      assertThat(owner().sql("select t::text from %s t where t::text ~ :words".formatted(table))
          .param("words", String.join("|", words)).query(String.class).list()).as(table).isEmpty();
    }
    assertThat(shop.count("select count(*) from timeline.log where workspace_id = :workspace and body like '%H-6%'"
        + " and envelope like '%Pixel%'")).as("what he did stays with what is his").isEqualTo(2);
    rebuildsAlike();
  }

  private static String tag(String customer) {
    return shop.merchant().api().get("/api/v1/customers/" + customer + "/tags").json().path("items").path(0).path("id")
        .asString();
  }

  /// Two people, one browser: the second signs in, looks at something without saying who he is, and buys.
  private static void share(String first, String second, String browser) {
    shop.tell(Shop.identify(Shop.both(first, browser), Map.of("name", "第一位")),
        Shop.page("https://shop.example/before", Shop.visitor(browser)));
    shop.tell(Shop.identify(Shop.both(second, browser), Map.of("name", "第二位")));
    var order = new HashMap<>(Shop.track("Order Completed", Shop.both(second, browser)));
    order.put("properties", Map.of("order_id", "O-" + second, "total", 300));
    shop.tell(Shop.event("page", Shop.visitor(browser), Map.of("properties",
        Map.of("url", "https://shop.example/later", "title", "looked later"))), order);
    assertThat(shop.customer(IdentityKey.member(first))).isNotEqualTo(shop.customer(IdentityKey.member(second)));
  }

  private static long said(String part) {
    return shop.count("select count(*) from timeline.log where workspace_id = :workspace and body like '" + part + "'");
  }

  private static void rebuildsAlike() {
    var report = shop.merchant().api().post("/api/v1/rebuild", Map.of()).json();
    assertThat(report.path("differences").valueStream()
        .filter(one -> !one.path("part").asString().equals("orders")).toList()).as(report.toString()).isEmpty();
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
    rebuildsAlike();
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
    shop.tell(Shop.identify(Shop.both(CANARY, chat.id()), Map.of("name", CANARY, "city", CANARY,
        "phone", "0" + PHONE)), order);
    shop.tell(Shop.event("nonsense", Shop.member(CANARY), Map.of("note", CANARY)),
        Shop.event("gibberish", Shop.member(CANARY), Map.of("note", CANARY)));
    shop.settle();
    var discarded = shop.merchant().api().get("/api/v1/parked-events").json().at("/items/0/id").asString();
    shop.merchant().api().send("DELETE", "/api/v1/parked-events/" + discarded, null);
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
    var tagged = api.post("/api/v1/customers/bulk",
        Map.of("verb", "tag", "tag", "群發", "customers", List.of(her.toString())));
    assertThat(tagged.status()).as(tagged.body()).isEqualTo(202);
    Awaitility.await().until(() -> shop.count("""
        select count(*) from timeline.bulk_change where workspace_id = :workspace
        """) == 1);
    api.post("/api/v1/customers/bulk", Map.of("verb", "tag", "tag", "群發", "filter", Map.of("query", CANARY)));
    api.post("/api/v1/customers/bulk", Map.of("verb", "tag", "tag", "群發", "filter", Map.of("condition",
        Map.of("kind", "attribute", "name", "city", "op", "is", "value", CANARY))));
    api.post("/api/v1/customers/views",
        Map.of("name", "找她", "shared", true, "definition", Map.of("query", "0" + PHONE)));
    shop.collector().post("/v1/batch", "{\"batch\": [\"" + CANARY);
    shop.settle();
    plantRows(shop.customer(IdentityKey.member(CANARY)).toString());
  }

  /// What would need a bot, an agent, a rule and a file to come about, put where they would put it.
  private static void plantRows(String customer) {
    var hers = "(select id from customer.identity where customer_id = '%s' order by id limit 1)".formatted(customer);
    var line = "(select value from customer.identity where customer_id = '%s' and kind = 'line')".formatted(customer);
    var workspace = shop.workspace().value();
    var statements = new ArrayList<>(List.of(
        """
        update timeline.log set envelope = jsonb_build_object('ip', '%s')
        where workspace_id = %d and envelope like '%%ip%%'
        """.formatted(ADDRESS, workspace),
        "insert into conversation.link_code values (%d, '123456', %s, now())".formatted(workspace, hers),
        "insert into conversation.link_attempt values (%d, %s, now())".formatted(workspace, hers),
        "insert into conversation.link_nonce values ('%s', %d, %s, now())".formatted(CANARY, workspace, hers),
        """
        with e as (insert into conversation.entry (workspace_id, id, name, place, code, created_at)
          values (%d, gen_random_uuid(), '海報', 'qr', 'K7Q2M9', now()) returning workspace_id, id)
        insert into conversation.entry_use (workspace_id, entry_id, identity_id, event_id, at, fresh)
        select workspace_id, id, %s, '%s', now(), true from e
        """.formatted(workspace, hers, CANARY),
        """
        insert into customer.suggestion (id, workspace_id, one, other, why, at)
        values (gen_random_uuid(), %d, %s, %s, 'phone', now())
        """.formatted(workspace, hers, hers),
        "insert into customer.apart values (%d, %s, %s)".formatted(workspace, hers, hers),
        """
        insert into channel.outgoing (id, workspace_id, connection_id, address, payload, state)
        select gen_random_uuid(), %d, split_part(v, ':', 1)::uuid, split_part(v, ':', 2), '%s', 'sent' from %s o (v)
        """.formatted(workspace, CANARY, line),
        """
        insert into channel.mail (id, workspace_id, connection_id, address, outgoing, message_id, subject, at)
        select gen_random_uuid(), %d, split_part(v, ':', 1)::uuid, split_part(v, ':', 2), false, '', '%s', now()
        from %s o (v)
        """.formatted(workspace, CANARY, line),
        """
        with i as (insert into integration.import (id, workspace_id, name, state, reading, created_at)
          values (gen_random_uuid(), %1$d, 'f', 'uploaded', '{}', now()) returning id),
        c as (insert into integration.import_chunk select %1$d, id, 0, convert_to('會員,電話 %2$s', 'UTF8') from i),
        u as (insert into integration.import_unit select %1$d, id, 1, 'member %2$s' from i)
        insert into integration.import_row (workspace_id, import_id, line, key, told, cells, reason)
        select %1$d, id, 1, 'member %2$s', '{"person": {"member": "%2$s"}}'::jsonb, null::jsonb, null::jsonb from i
        union all select %1$d, id, 2, null, null::jsonb, '["?", "0912-345-678 0%3$s"]'::jsonb, '{}'::jsonb from i
        union all select %1$d, id, 3, 'member other', '{"person": {"member": "other", "phone": "+886%3$s"}}'::jsonb,
          '["other", "0%3$s"]'::jsonb, null::jsonb from i
        """.formatted(workspace, CANARY, PHONE),
        """
        with w as (insert into integration.webhook values (gen_random_uuid(), %d, 'w', '', now()) returning id)
        insert into integration.webhook_call (workspace_id, webhook_id, event_id, outcome, reason, at)
        select %d, id, 'customer %s', 'refused', '{"zh": "0%s"}', now() from w
        """.formatted(workspace, workspace, CANARY, PHONE),
        "insert into audience.cell values (%d, 1, '%s', '{}', '{}', '{%s}')".formatted(workspace, customer, CANARY),
        "insert into audience.completion values (%d, gen_random_uuid(), '%s', now(), 1, null)"
            .formatted(workspace, customer),
        """
        with s as (insert into audience.segment
          values (gen_random_uuid(), %1$d, 'x', '{"kind": "tagged", "tag": "x"}', now(), now()) returning id)
        insert into audience.membership select %1$d, id, '%2$s', true, now(), null from s
        """.formatted(workspace, customer)));
    Map.of(
        "audience.flip", "(workspace_id, segment_id, customer_id, at, entered, reason) "
            + "values (%d, gen_random_uuid(), '%s', now(), true, 'event')".formatted(workspace, customer),
        "customer.attribute", "(workspace_id, name, type, label_zh, label_en, defined_at, misfit, misfit_at, "
            + "misfit_identity) values (%d, 'x', 'text', 'x', 'x', now(), '%s', now(), %s)"
            .formatted(workspace, CANARY, hers),
        "customer.attribute_version", "(workspace_id, identity_id, name, value, at) "
            + "values (%d, %s, 'x', '\"%s\"', now())".formatted(workspace, hers, CANARY))
        .forEach((table, row) -> {
          if (tables().contains(table)) {
            statements.add("insert into " + table + " " + row);
          }
        });
    statements.addAll(PlantedSends.rows(workspace, hers, CANARY));
    statements.addAll(PlantedJourneys.statements(workspace, hers, CANARY));
    statements.addAll(PlantedShop.rows(workspace, hers, CANARY));
    statements.addFirst("set local session_replication_role = replica");
    owner().sql("do $do$ begin " + String.join("; ", statements) + "; end $do$").update();
  }

  private static IdentityKey lineIdentity() {
    var database = parley.get(Database.class);
    return database.engine(() -> database.sql().sql("""
        select value from customer.identity where workspace_id = :workspace and kind = 'line'
        """).param("workspace", shop.workspace().value()).query(String.class).optional()
        .map(value -> new IdentityKey("line", value)).orElse(null));
  }

  private static JdbcClient owner() {
    var source = new PGSimpleDataSource();
    source.setUrl(settings.databaseUrl().orElseThrow());
    return JdbcClient.create(source);
  }

  /// What must be nowhere: the planted words as text and as bytes, and the ids of all that she was.
  private static List<String> words(String customer) {
    var words = new ArrayList<>(List.of(CANARY, HexFormat.of().formatHex(CANARY.getBytes(StandardCharsets.UTF_8)),
        PHONE, ADDRESS));
    words.addAll(owner().sql("""
        select id::text from customer.customer
        where workspace_id = :workspace and (id = :her::uuid or merged_into = :her::uuid)
        union select id::text from customer.identity where customer_id = :her::uuid
        union select split_part(value, ':', 2) from customer.identity where customer_id = :her::uuid and kind = 'line'
        """).param("workspace", shop.workspace().value()).param("her", customer).query(String.class).list());
    return words;
  }

  /// Every table there is, by the catalogue.
  private static List<String> tables() {
    return owner().sql("""
        select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^(pg_|information_schema)'
          and c.relname <> 'migration'
        """).query(String.class).list();
  }

  /// Tables and files in which one of the words stands, whatever the column.
  private static Map<String, Long> rows(List<String> words) throws IOException {
    var found = new TreeMap<String, Long>();
    for (var table : tables()) {
      var count = owner().sql("select count(*) from %s t where t::text ~ :words".formatted(table))
          .param("words", String.join("|", words)).query(Long.class).single();
      if (count > 0) {
        found.put(table, count);
      }
    }
    try (var files = java.nio.file.Files.walk(settings.data())) {
      for (var path : files.filter(java.nio.file.Files::isRegularFile).toList()) {
        var text = new String(java.nio.file.Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
        if (words.stream().anyMatch(text::contains)) {
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
