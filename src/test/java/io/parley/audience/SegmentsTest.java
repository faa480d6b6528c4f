package io.parley.audience;

import static io.parley.audience.Visitors.page;
import static io.parley.audience.Visitors.visited;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.customer.IdentityKey;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.timeline.NewCall;
import io.parley.timeline.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Segments and conditions from the front door: HTTP in, the fold, the clock, HTTP out.
class SegmentsTest extends AmongVisitors {
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
    Awaitility.await().until(() -> members(segment).isEmpty());
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
  void aRuleThatLooksAtASegmentTagsAtTheInstantTheClockBringsHerIn() {
    var quiet = segment("一天沒看", Map.of("kind", "not", "of", visited("tote", 1, 1)));
    shop.live("沉睡", Map.of("kind", "segment", "segment", quiet));
    shop.tell(page("v", TOTE, ago(3_600)));
    assertThat(shop.tags("v")).isEmpty();
    parley.get(Clocks.class).advance(shop.merchant().workspace().id(), Duration.ofHours(24));
    Awaitility.await().until(() -> !shop.tags("v").isEmpty());
    assertThat(shop.tags("v").getFirst().since()).isEqualTo(ago(3_600).plus(1, ChronoUnit.DAYS));
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
    var self = shop.merchant().api().send("PUT", "/api/v1/segments/" + one,
        Map.of("name", "甲", "condition", Map.of("kind", "segment", "segment", one)));
    assertThat(self.json().path("title").asString()).contains("甲 → 甲");
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
    var both = shop.merchant().api().post("/api/v1/conditions/count", Map.of("condition", Map.of("kind", "all", "of",
        List.of(visited("shop.example", 1, 1), visited("tote", 1, 1), visited("nothing", 1, 1))))).json();
    assertThat(both.path("remaining").toString()).isEqualTo("[3,2,0]");
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
    Awaitility.await().until(() -> shop.tags("v").isEmpty());
    var later = parley.get(Clocks.class).now(shop.merchant().workspace().id()).truncatedTo(ChronoUnit.MILLIS);
    shop.tell(page("v", TOTE, later));
    assertThat(shop.tags("v")).hasSize(1);
  }

  @Test
  void aConditionOnTheChannelOfOrdersIsExact() {
    var any = segment("買過", ordered(null));
    var store = segment("門市買過", ordered("store"));
    var web = segment("網路買過", ordered("web"));
    shop.tell(order("w", "W1", 5));
    vouched("s", "store", "S1");
    assertThat(members(any)).containsExactlyInAnyOrder(shop.customer("w").toString(), shop.customer("s").toString());
    assertThat(members(store)).containsExactly(shop.customer("s").toString());
    assertThat(members(web)).containsExactly(shop.customer("w").toString());
    var channels = shop.merchant().api().get("/api/v1/vocabulary?of=orderChannels").json().path("items");
    assertThat(channels.valueStream().map(word -> word.path("value").asString())).containsExactly("store", "web");
  }

  private static Map<String, Object> ordered(String channel) {
    var condition = new HashMap<String, Object>(Map.of("kind", "ordered", "measure", "count", "op", ">=", "value", 1));
    condition.put("channel", channel);
    return condition;
  }

  private static Map<String, Object> order(String visitor, String number, int total) {
    return call(visitor, "track", Map.of("event", "Order Completed", "properties",
        Map.of("order_id", number, "total", total)));
  }

  private void vouched(String visitor, String channel, String number) {
    parley.get(Database.class).engine(() -> parley.get(Timeline.class).vouch(shop.merchant().workspace().id(),
        List.of(NewCall.track("Order Completed", List.of(IdentityKey.visitor(visitor)), ago(50),
            JsonNodeFactory.instance.objectNode().put("order_id", number).put("channel", channel).put("total", 900),
            null))));
    shop.settle();
  }

  @Test
  void anOrderChangedByWordOfSomebodyElseIsJudgedForItsOwner() {
    var rich = segment("買過兩千", Map.of("kind", "ordered", "measure", "total", "op", ">=", "value", 2_000));
    shop.live("大戶", Map.of("kind", "ordered", "measure", "total", "op", ">=", "value", 3_000));
    shop.tell(order("v", "B1", 900));
    assertThat(members(rich)).isEmpty();
    shop.tell(call("desk", "track", Map.of("event", "Order Updated", "properties",
        Map.of("order_id", "B1", "total", 3_500))));
    assertThat(members(rich)).containsExactly(shop.customer("v").toString());
    assertThat(shop.tags("v")).hasSize(1);
    assertThat(shop.tags("desk")).isEmpty();
    shop.tell(call("desk", "track", Map.of("event", "Order Cancelled", "properties", Map.of("order_id", "B1"))));
    assertThat(members(rich)).isEmpty();
  }

  @Test
  void aSegmentRemembersWhoCameAndLeftAndWhyAndItsSizeDayByDay() {
    var buyers = segment("買過", ordered(null));
    var recent = segment("今天看過托特", visited("tote", 1, 1));
    shop.tell(page("v", TOTE, ago(60)), page("w", TOTE, ago(50)));
    shop.tell(order("w", "H1", 5));
    assertThat(history(recent)).containsExactly("w event page true", "v event page true");
    assertThat(history(buyers)).containsExactly("w known  true");
    shop.tell(call("w", "track", Map.of("event", "Order Cancelled", "properties", Map.of("order_id", "H1"))));
    assertThat(history(buyers)).containsExactly("w known  false", "w known  true");
    parley.get(Clocks.class).advance(shop.merchant().workspace().id(), Duration.ofHours(48));
    Awaitility.await().until(() -> members(recent).isEmpty());
    assertThat(history(recent)).containsExactly("w clock  false", "v clock  false", "w event page true",
        "v event page true");
    var days = shop.merchant().api().get("/api/v1/segments/" + recent + "/days").json().path("items");
    assertThat(days.valueStream().map(day -> day.path("members").asInt())).containsExactly(2, 0, 0);
    assertThat(days.valueStream().map(day -> day.path("left").asInt())).containsExactly(0, 2, 0);
    var page = shop.merchant().api().get("/api/v1/segments/" + recent + "/history?limit=3").json();
    var rest = shop.merchant().api().get("/api/v1/segments/" + recent + "/history?limit=3&cursor="
        + page.path("next").asString()).json();
    assertThat(rest.path("items").size()).isEqualTo(1);
    assertThat(shop.merchant().api().get("/api/v1/segments/" + recent + "/history?cursor=x").status()).isEqualTo(400);
  }

  @Test
  void membersFromTheBeginningAreNoFlipsAndASizeGoesDownWhenTwoAreOne() {
    shop.tell(page("v", TOTE, ago(60)), page("w", TOTE, ago(50)));
    var segment = segment("看過托特", visited("tote", 1, 30));
    assertThat(history(segment)).isEmpty();
    assertThat(size(segment)).isEqualTo(2);
    shop.tell(call("v", "identify", Map.of("userId", "U1")), call("w", "identify", Map.of("userId", "U1")));
    assertThat(members(segment)).hasSize(1);
    assertThat(size(segment)).isEqualTo(1);
    var grown = parley.get(Database.class).engine(() -> parley.get(Database.class).sql().sql("""
        select sum(entered - left_again + otherwise) from audience.segment_day where workspace_id = :workspace
        """).param("workspace", shop.merchant().workspace().id().value()).query(Integer.class).single());
    assertThat(grown).isEqualTo(1);
  }

  @Test
  void flipsOfLongAgoAndOfSegmentsThatAreGoneAreSwept() {
    var kept = segment("留著", visited("tote", 1, 30));
    var gone = segment("不要了", visited("mug", 1, 30));
    shop.tell(page("v", TOTE, ago(60)), page("w", TOTE, ago(50)),
        page("v", "https://shop.example/products/mug", ago(40)));
    assertThat(history(kept)).hasSize(2);
    assertThat(history(gone)).hasSize(1);
    assertThat(shop.merchant().api().send("DELETE", "/api/v1/segments/" + gone, null).status()).isEqualTo(204);
    var workspace = shop.merchant().workspace().id();
    var flips = parley.get(FlipStore.class);
    var database = parley.get(Database.class);
    assertThat(database.engine(() -> flips.sweep(workspace, Instant.EPOCH, 10))).as("of a segment gone").isEqualTo(1);
    assertThat(history(kept)).hasSize(2);
    assertThat(database.engine(() -> flips.sweep(workspace, now.plusSeconds(3_600), 10))).as("old ones").isEqualTo(2);
    assertThat(history(kept)).isEmpty();
  }

  private int size(String segment) {
    var days = shop.merchant().api().get("/api/v1/segments/" + segment + "/days?days=1").json().path("items");
    return days.get(0).path("members").asInt();
  }

  private List<String> history(String segment) {
    return shop.merchant().api().get("/api/v1/segments/" + segment + "/history").json().path("items").valueStream()
        .map(line -> (line.path("customer").asString().equals(shop.customer("v").toString()) ? "v" : "w") + " "
            + line.path("reason").asString() + " " + line.path("event").asString("") + " "
            + line.path("entered").asBoolean()).toList();
  }

  @Test
  void membersFoundByASearchFillTheirPages() {
    var all = segment("看過托特的", visited("tote", 1, 30));
    for (var n = 0; n < 6; n++) {
      shop.tell(call("m" + n, "identify", Map.of("traits", Map.of("name", "王小明"))));
    }
    for (var n = 0; n < 3; n++) {
      shop.tell(page("m" + n, TOTE, ago(300 - n)));
    }
    var found = new ArrayList<String>();
    var cursor = "";
    do {
      var page = shop.merchant().api().get("/api/v1/segments/" + all + "/members?limit=2&q=%E5%B0%8F%E6%98%8E" + cursor)
          .json();
      assertThat(page.path("items").size()).isEqualTo(found.isEmpty() ? 2 : 1);
      page.path("items").forEach(one -> found.add(one.path("id").asString()));
      cursor = page.path("next").isNull() ? "" : "&cursor=" + page.path("next").asString();
    } while (!cursor.isEmpty());
    assertThat(found).containsExactly(shop.customer("m2").toString(), shop.customer("m1").toString(),
        shop.customer("m0").toString());
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
}
