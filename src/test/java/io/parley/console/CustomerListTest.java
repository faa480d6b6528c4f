package io.parley.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.support.Call;
import io.parley.support.Merchant;
import io.parley.support.TestParley;
import io.parley.timeline.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The list of customers over the API, with five people in it: what finds whom, in which order, and how many.
class CustomerListTest {
  private static TestParley parley;
  private static Merchant merchant;

  @BeforeAll
  static void start() {
    parley = TestParley.shared();
    merchant = Merchant.found(parley);
    person("A-1001", "林郁晴", "0912-345-678", "YuChing@example.com", "臺北市", 2);
    person("A-1002", "陳大文", "+886 987 654 321", "dawen@example.com", "台南市", 1);
    person("A-1003", "Kelvin Chan", "+852 6273 4951", "kelvin@example.hk", "九龍", 0);
    person("B-2004", "歐陽娜", null, "ouyang@example.com", "高雄市", 3);
    send(Map.of("type", "page", "anonymousId", "nobody", "timestamp", "2026-01-05T00:00:00Z",
        "properties", Map.of("url", "https://shop.example/")));
    settle();
    merchant.api().post("/api/v1/customers/" + id("林郁晴") + "/tags", Map.of("name", "常客"));
    merchant.api().post("/api/v1/customers/" + id("歐陽娜") + "/tags", Map.of("name", "常客"));
    merchant.api().post("/api/v1/customers/" + id("歐陽娜") + "/tags", Map.of("name", "VIP"));
    settle();
  }

  private static void person(String member, String name, String phone, String email, String city, int orders) {
    var traits = new java.util.HashMap<>(Map.of("name", name, "email", email, "city", city));
    if (phone != null) {
      traits.put("phone", phone);
    }
    send(Map.of("type", "identify", "userId", member, "anonymousId", "v-" + member, "traits", traits));
    for (var n = 1; n <= orders; n++) {
      send(Map.of("type", "track", "userId", member, "event", "Order Completed",
          "properties", Map.of("order_id", member + "-" + n, "total", 1000 * n, "currency", "TWD")));
    }
  }

  private static void send(Map<String, ?> event) {
    var answer = Call.to(parley.url()).post("/v1/batch",
        Map.of("writeKey", merchant.workspace().writeKey(), "batch", List.of(event)));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private static void settle() {
    await().pollInterval(Duration.ofMillis(20))
        .until(() -> parley.get(Timeline.class).ledger(merchant.workspace().id()).waiting() == 0);
  }

  @AfterAll
  static void stop() {
    parley.close();
  }

  @Test
  void peopleAreFoundInWhateverWayTheyAreWritten() {
    for (var query : List.of("郁晴", "林", "+886912345678", "0912 345 678", "０９１２－３４５－６７８", "912345678", "yuching@",
        "ＹＵＣＨＩＮＧ", "YuChing@example.com", "a-1001")) {
      assertThat(names("?query=" + encoded(query))).as(query).containsExactly("林郁晴");
    }
    for (var query : List.of("62734951", "+852 6273 4951", "kelvin", "vin ch", "Ke")) {
      assertThat(names("?query=" + encoded(query))).as(query).containsExactly("Kelvin Chan");
    }
    assertThat(names("?query=" + encoded("歐陽"))).containsExactly("歐陽娜");
    assertThat(names("?query=" + encoded("晴郁"))).isEmpty();
    assertThat(names("?query=" + encoded("%"))).isEmpty();
  }

  @Test
  void aTagIsFoundByItsNameAndFiltersByItsId() {
    assertThat(names("?query=" + encoded("常客"))).containsExactlyInAnyOrder("林郁晴", "歐陽娜");
    assertThat(names("?query=" + encoded("#常"))).containsExactlyInAnyOrder("林郁晴", "歐陽娜");
    assertThat(names("?query=" + encoded("#沒有的"))).isEmpty();
    var tags = merchant.api().get("/api/v1/tags").json().path("items");
    var ids = new java.util.HashMap<String, String>();
    tags.forEach(tag -> ids.put(tag.path("name").asString(), tag.path("id").asString()));
    assertThat(names("?tag=" + ids.get("常客"))).hasSize(2);
    assertThat(names("?tag=" + ids.get("常客") + "&tag=" + ids.get("VIP"))).containsExactly("歐陽娜");
  }

  @Test
  void stagesAndChannelsFilter() {
    assertThat(names("?stage=repeat")).containsExactlyInAnyOrder("林郁晴", "歐陽娜");
    assertThat(names("?stage=member")).containsExactlyInAnyOrder("陳大文", "Kelvin Chan");
    assertThat(names("?stage=visitor")).hasSize(1);
    assertThat(names("?channel=web")).hasSize(5);
    assertThat(names("?channel=line")).isEmpty();
    assertThat(merchant.api().get("/api/v1/customers?stage=king").status()).isEqualTo(400);
  }

  @Test
  void everyOrderIsWholeWhateverThePagesAreCutTo() {
    assertThat(names("?sort=spent")).startsWith("歐陽娜", "林郁晴", "陳大文");
    assertThat(names("?sort=-spent").subList(2, 5)).containsExactly("陳大文", "林郁晴", "歐陽娜");
    for (var sort : List.of("seen", "-seen", "first", "-first", "orders", "-orders", "spent", "-spent")) {
      var whole = ids("?sort=" + sort + "&limit=50");
      var inPieces = new ArrayList<String>();
      var cursor = "";
      do {
        var page = merchant.api().get("/api/v1/customers?sort=" + sort + "&limit=2" + cursor).json();
        page.path("items").forEach(item -> inPieces.add(item.path("id").asString()));
        cursor = page.path("next").isNull() ? "" : "&cursor=" + encoded(page.path("next").asString());
      } while (!cursor.isEmpty());
      assertThat(inPieces).as(sort).isEqualTo(whole).hasSize(5);
    }
    assertThat(merchant.api().get("/api/v1/customers?cursor=1e999999~x").status()).isEqualTo(400);
  }

  @Test
  void aStageHasTheOrderOfTheWholeList() {
    for (var sort : List.of("seen", "-seen", "first", "-first", "orders", "-orders", "spent", "-spent")) {
      var whole = found("?limit=50&sort=" + sort);
      for (var stage : List.of("visitor", "lead", "member", "repeat")) {
        var wanted = whole.valueStream().filter(one -> one.path("lifecycle").asString().equals(stage))
            .map(one -> one.path("id").asString()).toList();
        var inPieces = new ArrayList<String>();
        var cursor = "";
        do {
          var list = "/api/v1/customers?limit=1&stage=" + stage + "&sort=" + sort;
          var page = merchant.api().get(list + cursor).json();
          page.path("items").forEach(item -> inPieces.add(item.path("id").asString()));
          cursor = page.path("next").isNull() ? "" : "&cursor=" + encoded(page.path("next").asString());
        } while (!cursor.isEmpty());
        assertThat(inPieces).as("%s by %s", stage, sort).isEqualTo(wanted);
      }
    }
  }

  @Test
  void aLineHasWhatWasAskedFor() {
    var line = found("?query=ouyang&attribute=city&attribute=email").get(0);
    assertThat(line.at("/attributes/city").asString()).isEqualTo("高雄市");
    assertThat(line.path("attributes")).hasSize(2);
    assertThat(line.at("/orders/count").asInt()).isEqualTo(3);
    assertThat(line.at("/orders/total/amount").asInt()).isEqualTo(6000);
    assertThat(found("?query=ouyang").get(0).path("attributes")).isEmpty();
    assertThat(merchant.api().get("/api/v1/customers/attributes").json().path("items").toString())
        .contains("city", "phone");
  }

  @Test
  void countsAreExactWhereTheyAreSmall() {
    var count = merchant.api().get("/api/v1/customers/count?stage=repeat").json();
    assertThat(count.path("customers").asInt()).isEqualTo(2);
    assertThat(count.path("exact").asBoolean()).isTrue();
    assertThat(merchant.api().get("/api/v1/customers/count?exact=true").json().path("customers").asInt()).isEqualTo(5);
  }

  /// The columns the list is sorted by are caches; what they are caches of is asked here.
  @Test
  void whatTheListKeepsIsWhatIdentitiesAndOrdersSay() {
    var database = parley.get(Database.class);
    var wrong = database.engine(() -> database.sql().sql("""
        select count(*) from customer.customer c where workspace_id = :workspace and (
          c.kinds <> (select coalesce(array_agg(distinct i.kind order by i.kind), '{}') from customer.identity i
                      where i.workspace_id = :workspace and i.customer_id = c.id)
          or c.orders <> (select count(*) from customer.identity i join commerce.customer_order o
                on o.identity_id = i.id where i.workspace_id = :workspace and i.customer_id = c.id))
        """).param("workspace", merchant.workspace().id().value()).query(Long.class).single());
    assertThat(wrong).isZero();
  }

  @Test
  void whoBoughtAndNotAgainFor180DaysHasLapsed() {
    var other = Merchant.found(parley);
    var now = parley.get(Clocks.class).now(other.workspace().id());
    for (var days : List.of(179, 180, 400)) {
      var answer = Call.to(parley.url()).post("/v1/batch", Map.of("writeKey", other.workspace().writeKey(), "batch",
          List.of(Map.of("type", "track", "userId", "D" + days, "event", "Order Completed", "timestamp",
              now.minus(Duration.ofDays(days)).minusSeconds(5).toString(),
              "properties", Map.of("order_id", "D" + days, "total", 100)))));
      assertThat(answer.status()).isEqualTo(200);
    }
    await().until(() -> parley.get(Timeline.class).ledger(other.workspace().id()).waiting() == 0);
    assertThat(stages(other, "?stage=lapsed")).containsExactly("lapsed", "lapsed");
    assertThat(stages(other, "?stage=member")).containsExactly("member");
    assertThat(other.api().get("/api/v1/customers/count?stage=lapsed").json().path("customers").asInt()).isEqualTo(2);
    var page = other.api().get("/api/v1/customers/" + stages(other, "?stage=lapsed", "id").getFirst()).json();
    assertThat(page.path("lifecycle").asString()).isEqualTo("lapsed");
    var condition = Map.of("condition", Map.of("kind", "lifecycle", "stage", "lapsed"));
    assertThat(other.api().post("/api/v1/conditions/count", condition).json().path("count").asInt()).isEqualTo(2);
    parley.get(Clocks.class).advance(other.workspace().id(), Duration.ofDays(1));
    assertThat(stages(other, "?stage=lapsed")).hasSize(3);
    assertThat(stages(other, "")).containsOnly("lapsed");
  }

  private static List<String> stages(Merchant of, String query) {
    return stages(of, query, "lifecycle");
  }

  private static List<String> stages(Merchant of, String query, String field) {
    return of.api().get("/api/v1/customers" + query).json().path("items").valueStream()
        .map(one -> one.path(field).asString()).toList();
  }

  @Test
  void aSegmentNarrowsTheListAndSoDoesAConditionNobodyKeeps() {
    var buyers = Map.of("kind", "ordered", "measure", "count", "op", ">=", "value", 2);
    var made = merchant.api().post("/api/v1/segments", Map.of("name", "買兩次", "condition", buyers)).json();
    var segment = made.path("id").asString();
    await().until(() -> found("?segment=" + segment).size() == 2);
    assertThat(names("?segment=" + segment + "&query=" + encoded("林"))).containsExactly("林郁晴");
    assertThat(names("?segment=" + segment + "&sort=spent")).containsExactly("歐陽娜", "林郁晴");
    assertThat(found("?segment=" + segment + "&sort=spent").get(0).path("enteredAt").isString()).isTrue();
    assertThat(names("?segment=" + segment + "&stage=visitor")).isEmpty();
    assertThat(merchant.api().get("/api/v1/customers?sort=entered").status()).isEqualTo(400);
    assertThat(merchant.api().get("/api/v1/customers/count?segment=" + segment).json().path("customers").asInt())
        .isEqualTo(2);
    var onePage = merchant.api().get("/api/v1/customers?segment=" + segment + "&limit=1").json();
    var next = merchant.api().get("/api/v1/customers?segment=" + segment + "&limit=1&cursor="
        + encoded(onePage.path("next").asString())).json();
    assertThat(List.of(onePage.at("/items/0/name").asString(), next.at("/items/0/name").asString()))
        .containsExactlyInAnyOrder("林郁晴", "歐陽娜");
    assertThat(next.path("next").isNull()).isTrue();
    assertThat(meeting(buyers, Map.of())).containsExactlyInAnyOrder("林郁晴", "歐陽娜");
    var once = Map.of("kind", "ordered", "measure", "count", "op", "is", "value", 1);
    assertThat(meeting(once, Map.of("query", "example"))).containsExactly("陳大文");
    assertThat(meeting(Map.of("kind", "not", "of", once), Map.of("sort", "spent"))).startsWith("歐陽娜", "林郁晴");
    assertThat(merchant.api().post("/api/v1/customers/meeting", Map.of("condition", Map.of("kind", "x"))).status())
        .isEqualTo(400);
    var file = merchant.api().post("/api/v1/customers/export", Map.of("condition", once, "columns", List.of("name")));
    assertThat(file.body()).contains("陳大文").doesNotContain("歐陽娜");
    assertThat(merchant.api().send("DELETE", "/api/v1/segments/" + segment, null).status()).isEqualTo(204);
  }

  /// In pages of one.
  private static List<String> meeting(Map<String, ?> condition, Map<String, ?> list) {
    var names = new ArrayList<String>();
    var cursor = "";
    do {
      var form = new java.util.HashMap<String, Object>(Map.of("condition", condition, "list", list, "limit", 1));
      if (!cursor.isEmpty()) {
        form.put("cursor", cursor);
      }
      var page = merchant.api().post("/api/v1/customers/meeting", form).json();
      page.path("items").forEach(item -> names.add(item.path("name").asString("")));
      cursor = page.path("next").asString("");
    } while (!cursor.isEmpty());
    return names;
  }

  private static String id(String name) {
    return found("?query=" + encoded(name)).get(0).path("id").asString();
  }

  private static JsonNode found(String query) {
    var answer = merchant.api().get("/api/v1/customers" + query);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json().path("items");
  }

  private static List<String> names(String query) {
    var names = new ArrayList<String>();
    found(query).forEach(item -> names.add(item.path("name").asString("")));
    return names;
  }

  private static List<String> ids(String query) {
    var ids = new ArrayList<String>();
    found(query).forEach(item -> ids.add(item.path("id").asString()));
    return ids;
  }

  private static String encoded(String text) {
    return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
  }
}
