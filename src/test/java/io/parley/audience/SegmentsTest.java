package io.parley.audience;

import static io.parley.audience.Visitors.page;
import static io.parley.audience.Visitors.visited;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.platform.Clocks;
import io.parley.support.TestParley;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Segments and conditions from the front door: HTTP in, the fold, the clock, HTTP out.
class SegmentsTest {
  private static final String TOTE = "https://shop.example/products/tote";
  private static TestParley parley;
  private Visitors shop;
  private Instant now;

  @BeforeAll
  static void start() {
    parley = TestParley.start();
  }

  @AfterAll
  static void stop() {
    parley.close();
  }

  @BeforeEach
  void open() {
    shop = Visitors.of(parley);
    now = parley.get(Clocks.class).now(shop.merchant().workspace().id());
  }

  @Test
  void whoComesInIsThereAtOnceAndTheClockTakesHerOutAgain() {
    var segment = segment("看托特的人", visited("tote", 2, 1));
    shop.tell(page("v", TOTE, ago(3_600)), page("v", TOTE, ago(60)), page("w", TOTE, ago(30)));
    assertThat(members(segment)).containsExactly(shop.customer("v").toString());
    var why = why("v", "segment=" + segment);
    assertThat(why.path("holds").asBoolean()).isTrue();
    assertThat(Instant.parse(why.path("until").asString())).isEqualTo(ago(3_600).plus(1, ChronoUnit.DAYS));
    assertThat(why.at("/part/actual").asString()).isEqualTo("2");
    assertThat(why.at("/part/events").size()).isEqualTo(2);
    parley.get(Clocks.class).advance(shop.merchant().workspace().id(), Duration.ofHours(24));
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> members(segment).isEmpty());
    shop.settle();
    var lines = shop.merchant().api().get("/api/v1/customers/" + shop.customer("v") + "/events").json();
    assertThat(lines.path("items").valueStream().map(line -> line.path("name").asString()))
        .contains("segment_entered", "segment_left");
    assertThat(lines.path("items").valueStream().filter(line -> line.path("name").asString().equals("segment_left"))
        .map(line -> Instant.parse(line.path("at").asString())))
        .containsExactly(ago(3_600).plus(1, ChronoUnit.DAYS));
  }

  @Test
  void whoDidNothingIsAMemberOfWhoDidNotAndASegmentMayAskForATagAndForAnother() {
    var quiet = segment("沒看過", Map.of("kind", "not", "of", visited("tote", 1, 30)));
    shop.tell(page("v", "https://shop.example/", ago(10)), page("w", TOTE, ago(9)));
    assertThat(members(quiet)).containsExactly(shop.customer("v").toString());
    shop.live("愛托特", visited("tote", 2, 30));
    var tagged = segment("有標籤", Map.of("kind", "tagged", "tag", "愛托特"));
    var both = segment("有標籤也看過", Map.of("kind", "all", "of", List.of(Map.of("kind", "segment", "segment", tagged),
        Map.of("kind", "not", "of", Map.of("kind", "segment", "segment", quiet)))));
    assertThat(members(both)).isEmpty();
    shop.tell(page("w", TOTE, ago(5)));
    assertThat(members(tagged)).containsExactly(shop.customer("w").toString());
    assertThat(members(both)).containsExactly(shop.customer("w").toString());
  }

  @Test
  void aCircleIsRefusedAndNamedAndWhatIsAskedForIsNotDeleted() {
    var one = segment("甲", visited("tote", 1, 30));
    var two = segment("乙", Map.of("kind", "segment", "segment", one));
    var circle = shop.merchant().api().send("PUT", "/api/v1/segments/" + one,
        Map.of("name", "甲", "condition", Map.of("kind", "segment", "segment", two)));
    assertThat(circle.status()).isEqualTo(400);
    assertThat(circle.json().path("code").asString()).isEqualTo("segment_circle");
    assertThat(circle.json().path("title").asString()).contains("甲 → 乙 → 甲");
    var used = shop.merchant().api().send("DELETE", "/api/v1/segments/" + one, null);
    assertThat(used.json().path("code").asString()).isEqualTo("segment_in_use");
    assertThat(shop.merchant().api().send("DELETE", "/api/v1/segments/" + two, null).status()).isEqualTo(204);
    assertThat(shop.merchant().api().send("DELETE", "/api/v1/segments/" + one, null).status()).isEqualTo(204);
  }

  @Test
  void attributesOrdersAndWrongTypesAreJudgedAsTheyAreTold() {
    var rich = segment("買過兩千", Map.of("kind", "ordered", "measure", "total", "op", ">=", "value", 2_000));
    var taipei = segment("台北", Map.of("kind", "attribute", "name", "city", "op", "is", "value", "台北"));
    var dear = segment("看過貴的", Map.of("kind", "did", "event", Map.of("name", "Product Viewed", "where",
        List.of(Map.of("property", "price", "op", ">", "value", 100))), "measure",
        Map.of("kind", "count", "atLeast", 1)));
    shop.tell(call("v", "identify", Map.of("traits", Map.of("city", "臺北"))),
        call("v", "track", Map.of("event", "Order Completed", "properties", Map.of("order_id", "A1", "total", 2_500))),
        call("v", "track", Map.of("event", "Product Viewed", "properties", Map.of("price", "一千"))),
        call("w", "track", Map.of("event", "Product Viewed", "properties", Map.of("price", Map.of("deep", 1)))),
        call("x", "track", Map.of("event", "Product Viewed", "properties", Map.of("price", "128.50"))));
    assertThat(members(rich)).containsExactly(shop.customer("v").toString());
    assertThat(members(taipei)).containsExactly(shop.customer("v").toString());
    assertThat(members(dear)).containsExactly(shop.customer("x").toString());
    shop.tell(call("v", "track", Map.of("event", "Order Cancelled", "properties", Map.of("order_id", "A1"))));
    assertThat(members(rich)).isEmpty();
  }

  @Test
  void anEventOfTenThousandPropertiesIsRefusedAndOneOfTwoThousandIsJudgedLikeAnyOther() {
    var segment = segment("寬", Map.of("kind", "did", "event", Map.of("name", "Wide", "where",
        List.of(Map.of("property", "p1999", "op", "is", "value", 1_999))), "measure",
        Map.of("kind", "count", "atLeast", 1)));
    shop.tell(call("v", "track", Map.of("event", "Wide", "properties", wide(2_000))));
    assertThat(members(segment)).hasSize(1);
    var refused = shop.collector().post("/v1/batch", Map.of("writeKey", shop.merchant().workspace().writeKey(),
        "batch", List.of(call("w", "track", Map.of("event", "Wide", "properties", wide(10_000))))));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("code").asString()).isEqualTo("event_too_large");
  }

  private static Map<String, Object> wide(int count) {
    var wide = new HashMap<String, Object>();
    for (var n = 0; n < count; n++) {
      wide.put("p" + n, n);
    }
    return wide;
  }

  @Test
  void aConditionBeingWrittenIsCountedSampledAndTriedOnThePast() {
    shop.live("所有人", Map.of("kind", "did", "event", Map.of("name", "page"), "measure",
        Map.of("kind", "count", "atLeast", 1)));
    shop.tell(page("v", TOTE, ago(40)), page("w", TOTE, ago(30)), page("x", "https://shop.example/", ago(20)));
    assertThat(shop.tags("x")).hasSize(1);
    var asked = Map.of("condition", visited("tote", 1, 1));
    var count = shop.merchant().api().post("/api/v1/conditions/count", asked).json();
    assertThat(count.path("count").asInt()).isEqualTo(2);
    assertThat(count.path("exact").asBoolean()).isTrue();
    assertThat(count.path("total").asInt()).isEqualTo(3);
    assertThat(shop.merchant().api().post("/api/v1/conditions/sample", asked).json().path("items").size()).isEqualTo(2);
    var past = shop.merchant().api().post("/api/v1/conditions/backtest", asked).json();
    assertThat(past.path("people").asInt()).isEqualTo(2);
    assertThat(past.path("days").size()).isEqualTo(30);
    assertThat(past.path("examples").size()).isEqualTo(2);
    var words = shop.merchant().api().get("/api/v1/vocabulary?of=events").json().path("items");
    assertThat(words.valueStream().map(word -> word.path("value").asString())).contains("page");
    var properties = shop.merchant().api().get("/api/v1/vocabulary?of=properties&event=page").json().path("items");
    assertThat(properties.valueStream().map(word -> word.path("value").asString())).contains("url", "title");
  }

  @Test
  void aTagThatExpiresComesOffAndComesBackWithTheNextEvent() {
    var rule = shop.merchant().api().post("/api/v1/rules", Map.of("name", "熱", "tag", "熱", "expiresDays", 1,
        "condition", visited("tote", 1, 30))).json().path("id").asString();
    shop.merchant().api().post("/api/v1/rules/" + rule + "/live", Map.of());
    shop.settle();
    shop.tell(page("v", TOTE, ago(60)));
    assertThat(shop.tags("v")).hasSize(1);
    parley.get(Clocks.class).advance(shop.merchant().workspace().id(), Duration.ofHours(24));
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> shop.tags("v").isEmpty());
    var later = parley.get(Clocks.class).now(shop.merchant().workspace().id()).truncatedTo(ChronoUnit.MILLIS);
    shop.tell(page("v", TOTE, later));
    assertThat(shop.tags("v")).hasSize(1);
  }

  private String segment(String name, Map<String, Object> condition) {
    var made = shop.merchant().api().post("/api/v1/segments", Map.of("name", name, "condition", condition));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    shop.settle();
    return made.json().path("id").asString();
  }

  private List<String> members(String segment) {
    return shop.merchant().api().get("/api/v1/segments/" + segment + "/members").json().path("items").valueStream()
        .map(member -> member.path("id").asString()).toList();
  }

  private JsonNode why(String visitor, String of) {
    return shop.merchant().api().get("/api/v1/customers/" + shop.customer(visitor) + "/why?" + of).json();
  }

  private static Map<String, Object> call(String visitor, String type, Map<String, Object> rest) {
    var event = page(visitor, TOTE, Instant.EPOCH);
    event.remove("timestamp");
    event.remove("properties");
    event.put("type", type);
    event.putAll(rest);
    return event;
  }

  private Instant ago(int seconds) {
    return now.minusSeconds(seconds).truncatedTo(ChronoUnit.MILLIS);
  }
}
