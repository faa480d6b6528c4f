package io.parley.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What is done with many customers at once: tags with undo, the file for a spreadsheet, and views under a name.
class ManyCustomersTest {
  private static final int PEOPLE = 700;
  private static TestParley parley;
  private Merchant merchant;

  @BeforeAll
  static void start() {
    parley = TestParley.start();
  }

  @AfterAll
  static void stop() {
    parley.close();
  }

  @BeforeEach
  void found() {
    merchant = Merchant.found(parley);
  }

  private void people(int count) {
    var all = new ArrayList<Map<String, ?>>();
    for (var n = 0; n < count; n++) {
      all.add(Map.of("type", "identify", "userId", "M%04d".formatted(n),
          "traits", Map.of("name", "顧客%d號".formatted(n), "level", n % 2 == 0 ? "金卡" : "銀卡")));
    }
    send(all);
  }

  private void send(List<Map<String, ?>> events) {
    var answer = Call.to(parley.url()).post("/v1/batch",
        Map.of("writeKey", merchant.workspace().writeKey(), "batch", events));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    settle();
  }

  private void settle() {
    await().pollInterval(Duration.ofMillis(20))
        .until(() -> parley.get(Timeline.class).ledger(merchant.workspace().id()).waiting() == 0);
  }

  @Test
  void everybodyWhoMatchesIsTaggedAndTheUndoLeavesWhoHadTheTagBefore() {
    people(PEOPLE);
    var first = id("顧客1號");
    merchant.api().post("/api/v1/customers/" + first + "/tags", Map.of("name", "金秋"));
    var job = finished(begin(Map.of("verb", "tag", "tag", "金秋", "filter", Map.of("query", "顧客"))));
    assertThat(job.path("looked").asInt()).isEqualTo(PEOPLE);
    assertThat(job.path("changed").asInt()).isEqualTo(PEOPLE - 1);
    assertThat(job.path("expected").asInt()).isEqualTo(PEOPLE);
    settle();
    assertThat(carriers("金秋")).isEqualTo(PEOPLE);
    var last = id("顧客699號");
    assertThat(merchant.api().get("/api/v1/customers/" + last + "/events?kind=tag").json().path("items")).hasSize(1);
    var undo = merchant.api().post("/api/v1/customers/bulk/" + job.path("id").asString() + "/undo", "{}");
    assertThat(undo.status()).as(undo.body()).isEqualTo(202);
    assertThat(finished(undo.json()).path("changed").asInt()).isEqualTo(PEOPLE - 1);
    assertThat(carriers("金秋")).isEqualTo(1);
    assertThat(merchant.api().post("/api/v1/customers/bulk/" + job.path("id").asString() + "/undo", "{}").status())
        .isEqualTo(409);
  }

  @Test
  void everybodyInASegmentIsTaggedAndAViewKeepsTheSegment() {
    people(20);
    var gold = Map.of("kind", "attribute", "name", "level", "op", "is", "value", "金卡");
    var segment = merchant.api().post("/api/v1/segments", Map.of("name", "金卡", "condition", gold)).json()
        .path("id").asString();
    await().until(() ->
        merchant.api().get("/api/v1/segments/" + segment).json().path("filling").isNull());
    var job = finished(begin(Map.of("verb", "tag", "tag", "金卡禮", "filter", Map.of("segment", segment))));
    assertThat(job.path("changed").asInt()).isEqualTo(10);
    var csv = export(Map.of("list", Map.of("segment", segment), "columns", List.of("name", "entered")));
    assertThat(csv.lines()).hasSize(11);
    assertThat(csv).startsWith("\uFEFFid,顧客,進分眾\r\n");
    var saved = merchant.api().post("/api/v1/customers/views", Map.of("name", "金卡", "definition",
        Map.of("segment", segment, "condition", gold))).json();
    assertThat(saved.at("/definition/segment").asString()).isEqualTo(segment);
    assertThat(saved.at("/definition/condition/kind").asString()).isEqualTo("attribute");
  }

  @Test
  void whoeverMeetsAConditionIsTaggedAndTheUndoFindsThem() {
    people(PEOPLE);
    var condition = Map.of("kind", "all", "of", List.of(
        Map.of("kind", "attribute", "name", "level", "op", "is", "value", "金卡"),
        Map.of("kind", "not", "of", Map.of("kind", "tagged", "tag", "金卡禮"))));
    var job = finished(begin(Map.of("verb", "tag", "tag", "金卡禮", "filter", Map.of("condition", condition))));
    assertThat(job.path("looked").asInt()).isEqualTo(PEOPLE);
    assertThat(job.path("met").asInt()).isEqualTo(PEOPLE / 2);
    assertThat(job.path("changed").asInt()).isEqualTo(PEOPLE / 2);
    assertThat(carriers("金卡禮")).isEqualTo(PEOPLE / 2);
    var undo = merchant.api().post("/api/v1/customers/bulk/" + job.path("id").asString() + "/undo", "{}");
    assertThat(finished(undo.json()).path("changed").asInt()).isEqualTo(PEOPLE / 2);
    assertThat(carriers("金卡禮")).isZero();
    var narrowed = finished(begin(Map.of("verb", "tag", "tag", "金卡禮",
        "filter", Map.of("query", "顧客1號", "condition", condition))));
    assertThat(narrowed.path("met").asInt()).isZero();
  }

  @Test
  void thoseChosenLoseATagAndTheOthersKeepIt() {
    people(5);
    finished(begin(Map.of("verb", "tag", "tag", "會員日", "filter", Map.of())));
    var two = new ArrayList<String>();
    merchant.api().get("/api/v1/customers?limit=2").json().path("items")
        .forEach(one -> two.add(one.path("id").asString()));
    var job = finished(begin(Map.of("verb", "untag", "tag", "會員日", "customers", two)));
    assertThat(job.path("changed").asInt()).isEqualTo(2);
    assertThat(carriers("會員日")).isEqualTo(3);
    assertThat(merchant.api().get("/api/v1/customers/bulk").json().path("items")).hasSize(2);
  }

  /// Three of the five meet the rule of the same tag.
  @Test
  void anUndoLeavesNothingThatKeepsRulesFromTheTag() {
    people(5);
    var put = finished(begin(Map.of("verb", "tag", "tag", "貴客", "filter", Map.of())));
    var rule = merchant.api().post("/api/v1/rules", Map.of("name", "貴客", "tag", "貴客", "condition",
        Map.of("kind", "attribute", "name", "level", "op", "is", "value", "金卡"))).json().path("id").asString();
    merchant.api().post("/api/v1/rules/" + rule + "/live", Map.of());
    merchant.awaitRules();
    assertThat(carriers("貴客")).isEqualTo(5);
    undone(put);
    assertThat(carriers("貴客")).as("what the rule puts on").isEqualTo(3);
    assertThat(keptOff("顧客0號")).containsOnly(false);
    var off = finished(begin(Map.of("verb", "untag", "tag", "貴客", "filter", Map.of())));
    settle();
    assertThat(carriers("貴客")).isZero();
    assertThat(keptOff("顧客0號")).contains(true);
    undone(off);
    assertThat(carriers("貴客")).isEqualTo(3);
    assertThat(keptOff("顧客0號")).containsOnly(false);
  }

  private void undone(JsonNode job) {
    finished(merchant.api().post("/api/v1/customers/bulk/" + job.path("id").asString() + "/undo", "{}").json());
    settle();
  }

  /// Of each time she carried a tag, whether rules may not put it back.
  private List<Boolean> keptOff(String name) {
    return merchant.api().get("/api/v1/customers/" + id(name) + "/tag-history").json().path("items").valueStream()
        .map(span -> span.path("keptOff").asBoolean()).toList();
  }

  @Test
  void aJobSaysWhatItIsAbout() {
    for (var wrong : List.of(Map.of("verb", "sing", "tag", "x", "filter", Map.of()), Map.of("verb", "tag", "tag", "x"),
        Map.of("verb", "tag", "tag", " ", "filter", Map.of()),
        Map.of("verb", "tag", "tag", "x", "filter", Map.of("condition", Map.of("kind", "magic"))),
        Map.of("verb", "tag", "tag", "x", "filter", Map.of("stage", "king")))) {
      assertThat(merchant.api().post("/api/v1/customers/bulk", wrong).status()).as(wrong.toString()).isEqualTo(400);
    }
  }

  @Test
  void aFileForASpreadsheetHasAMarkAndNoFormulas() {
    send(List.of(
        Map.of("type", "identify", "userId", "E-1", "traits", Map.of("name", "=HYPERLINK(\"https://evil.example\")")),
        Map.of("type", "identify", "userId", "E-2", "traits",
            Map.of("name", "王, \"小明\"", "phone", "+886912345678", "city", "台北市"))));
    var csv = export(Map.of("columns", List.of("name", "stage", "orders", "attribute:city", "attribute:phone")));
    assertThat(csv).startsWith("\uFEFFid,顧客,階段,訂單,city,phone\r\n");
    assertThat(csv).contains("\"'=HYPERLINK(\"\"https://evil.example\"\")\"");
    assertThat(csv).contains("\"王, \"\"小明\"\"\",會員,0,台北市,'+886912345678\r\n");
    assertThat(csv.lines()).hasSize(3);
  }

  @Test
  void aFileHasWhoeverTheListFindsHoweverMany() {
    people(PEOPLE);
    assertThat(export(Map.of()).lines()).hasSize(PEOPLE + 1);
    var golden = export(Map.of("list", Map.of("query", "顧客1", "sort", "-first"))).lines().toList();
    assertThat(golden).hasSize(1 + 111);
    assertThat(merchant.api().post("/api/v1/customers/export", Map.of("columns", List.of("secret"))).status())
        .isEqualTo(400);
  }

  /// Frequent names fill a page at once, rarer ones after a deeper look, the rarest are found by the index: all of them
  /// have the order of the whole list.
  @Test
  void aSearchHasTheOrderOfTheWholeListHoweverRareTheNameIs() {
    for (var from = 0; from < 4 * PEOPLE; from += PEOPLE) {
      var some = new ArrayList<Map<String, ?>>();
      for (var n = from; n < from + PEOPLE; n++) {
        var family = n % 400 == 7 ? "司徒" : n % 61 == 3 ? "歐陽" : n % 2 == 0 ? "陳" : "林";
        some.add(Map.of("type", "identify", "userId", "S%04d".formatted(n),
            "traits", Map.of("name", family + n * 7_919 % 2_801)));
      }
      send(some);
    }
    for (var sort : List.of("seen", "-seen", "first", "-first", "spent")) {
      var whole = pages("?limit=1000&sort=" + sort);
      assertThat(whole).hasSize(4 * PEOPLE);
      for (var query : List.of("陳", "歐陽", "司徒", "徒1", "王")) {
        assertThat(pages("?limit=20&sort=" + sort + "&query=" + encoded(query))).as("%s by %s", query, sort)
            .isEqualTo(whole.stream().filter(name -> name.contains(query)).toList());
      }
    }
  }

  private List<String> pages(String list) {
    var names = new ArrayList<String>();
    var cursor = "";
    do {
      var page = merchant.api().get("/api/v1/customers" + list + cursor).json();
      page.path("items").forEach(one -> names.add(one.path("name").asString()));
      cursor = page.path("next").isNull() ? "" : "&cursor=" + encoded(page.path("next").asString());
    } while (!cursor.isEmpty());
    return names;
  }

  private String export(Map<String, ?> wanted) {
    var answer = merchant.api().post("/api/v1/customers/export", wanted);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.raw().headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
    return answer.body();
  }

  @Test
  void viewsKeepWhatTheListLookedLike() {
    var definition = Map.of("query", "林", "stage", "repeat", "sort", "spent", "columns", List.of("stage", "spent"));
    var saved = merchant.api().post("/api/v1/customers/views", Map.of("name", "大客戶", "definition", definition));
    assertThat(saved.status()).as(saved.body()).isEqualTo(201);
    assertThat(saved.json().path("shared").asBoolean()).isTrue();
    assertThat(saved.json().at("/definition/columns/1").asString()).isEqualTo("spent");
    var twice = merchant.api().post("/api/v1/customers/views", Map.of("name", "大客戶", "definition", definition));
    assertThat(twice.status()).isEqualTo(409);
    var path = "/api/v1/customers/views/" + saved.json().path("id").asString();
    var renamed = merchant.api().send("PUT", path, Map.of("name", "老客戶", "definition", Map.of()));
    assertThat(renamed.json().path("name").asString()).isEqualTo("老客戶");
    assertThat(merchant.api().send("DELETE", path, null).status()).isEqualTo(204);
    assertThat(merchant.api().get("/api/v1/customers/views").json().path("items")).isEmpty();
  }

  private JsonNode begin(Map<String, ?> wanted) {
    var answer = merchant.api().post("/api/v1/customers/bulk", wanted);
    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    return answer.json();
  }

  private JsonNode finished(JsonNode job) {
    var path = "/api/v1/customers/bulk/" + job.path("id").asString();
    await().pollInterval(Duration.ofMillis(50))
        .until(() -> merchant.api().get(path).json().path("state").asString().equals("done"));
    return merchant.api().get(path).json();
  }

  private int carriers(String tag) {
    for (var one : merchant.api().get("/api/v1/tags").json().path("items")) {
      if (one.path("name").asString().equals(tag)) {
        return one.path("customers").asInt();
      }
    }
    return 0;
  }

  private String id(String name) {
    return merchant.api().get("/api/v1/customers?query=" + encoded(name)).json().at("/items/0/id").asString();
  }

  private static String encoded(String text) {
    return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
  }
}
