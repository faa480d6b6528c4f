package io.parley.timeline;

import static io.parley.customer.IdentityKey.member;
import static io.parley.customer.IdentityKey.visitor;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.platform.Clocks;
import io.parley.platform.Settings;
import io.parley.support.Call;
import io.parley.support.TestDatabase;
import io.parley.support.TestParley;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The rest of Segment's specification: what a request may carry besides plain events, and every kind of bad event.
class SegmentSpecTest extends AtShop {
  @Test
  void theAddressOfABrowserIsThatOfItsConnectionUnlessItIsHidden() throws Exception {
    var hidden = Shop.event("track", Shop.visitor("v"), Map.of("event", "B", "context", Map.of("ip", "0.0.0.0")));
    fromPage(Map.of("batch", List.of(Shop.track("A", Shop.visitor("v")), hidden)));
    shop.tell(Shop.track("C", Shop.visitor("v")),
        Shop.event("track", Shop.visitor("v"), Map.of("event", "D", "context", Map.of("direct", true))));
    assertThat(shop.count("""
        select count(*) from timeline.log where workspace_id = :workspace and envelope::jsonb ->> 'ip' = '127.0.0.1'
          and body::jsonb ->> 'event' in ('A', 'D')""")).isEqualTo(2);
    assertThat(shop.count("""
        select count(*) from timeline.log where workspace_id = :workspace and envelope like '%ip%'""")).isEqualTo(2);
  }

  @Test
  void whatIsNotMeantForParleyIsNotKeptAndWhereItMayGoIs() {
    shop.send(Shop.event("track", Shop.visitor("v"), Map.of("event", "off", "integrations", Map.of("Parley", false))),
        Shop.event("track", Shop.visitor("v"), Map.of("event", "none", "integrations", Map.of("All", false))),
        Shop.event("track", Shop.visitor("v"), Map.of("event", "others",
            "integrations", Map.of("All", false, "Meta", true))),
        Shop.event("track", Shop.visitor("v"), Map.of("event", "us",
            "integrations", Map.of("All", false, "Parley", true))),
        Shop.event("track", Shop.visitor("v"), Map.of("event", "host",
            "integrations", Map.of("All", false, "Segment.io", Map.of("unbundled", List.of())))),
        Shop.event("track", Shop.visitor("v"), Map.of("event", "plain", "integrations", Map.of("Meta", false))));
    shop.settle();
    assertThat(shop.timeline(visitor("v"))).extracting(TimelineEntry::name)
        .containsExactlyInAnyOrder("us", "host", "plain");
    assertThat(shop.ledger().refused()).isEqualTo(3);
    assertThat(shop.count("select count(*) from timeline.log where workspace_id = :workspace and body like '%Meta%'"))
        .isEqualTo(1);
    assertThat(shop.count("select count(*) from timeline.refusal where workspace_id = :workspace and excerpt is null "
        + "and reason = 'not_for_parley'")).isEqualTo(3);
  }

  @Test
  void aDotInAnEMailIsAnEvent() throws Exception {
    var data = Call.JSON.writeValueAsBytes(Map.of("writeKey", shop.writeKey(), "userId", "m1", "event", "Email Opened",
        "properties", Map.of("campaign", "春季")));
    var dot = get("/v1/pixel/track?data=" + Base64.getUrlEncoder().encodeToString(data));
    assertThat(dot.statusCode()).isEqualTo(200);
    assertThat(dot.headers().firstValue("Content-Type")).contains("image/gif");
    assertThat(new String(dot.body(), 0, 6)).isEqualTo("GIF89a");
    get("/pixel/v1/page?writeKey=" + shop.writeKey() + "&userId=m1&properties.url=https%3A%2F%2Fkite.example%2Fa");
    assertThat(get("/v1/pixel/track?data=%25%25").statusCode()).isEqualTo(200);
    assertThat(get("/v1/pixel/track?writeKey=forged&event=x").statusCode()).isEqualTo(200);
    shop.settle();
    assertThat(shop.timeline(member("m1"))).extracting(TimelineEntry::name)
        .containsExactlyInAnyOrder("Email Opened", "page");
    assertThat(shop.timeline(member("m1"))).filteredOn(entry -> entry.name().equals("page"))
        .extracting(TimelineEntry::url).containsExactly("https://kite.example/a");
  }

  @Test
  void aMergeIsAnAlias() {
    shop.tell(Shop.track("A", Shop.visitor("v")));
    shop.collector().post("/v1/merge", Map.of("type", "merge", "messageId", Shop.id(), "mergeProperties", List.of(
        Map.of("type", "user_id", "value", "m"), Map.of("type", "anonymous_id", "value", "v"))));
    shop.collector().post("/v1/merge", Map.of("mergeProperties", List.of(Map.of("type", "phone", "value", "09"))));
    shop.settle();
    assertThat(shop.customer(member("m"))).isEqualTo(shop.customer(visitor("v")));
    assertThat(shop.ledger().parked()).isEqualTo(1);
  }

  @Test
  void longMessageIdsAreComparedWhole() {
    var same = "x".repeat(300);
    shop.tell(with("messageId", same + "1"), with("messageId", same + "2"), with("messageId", same + "2"));
    assertThat(shop.ledger().folded()).isEqualTo(2);
    assertThat(shop.ledger().repeated()).isEqualTo(1);
  }

  @Test
  void withoutAMessageIdTheSameWordsOfTheSameMillisecondAreARepeat() {
    var click = new HashMap<>(with("timestamp", "2026-05-01T10:00:00.123Z"));
    click.remove("messageId");
    var again = new HashMap<>(click);
    again.put("sentAt", "2026-05-01T10:00:09.000Z");
    shop.tell(click);
    shop.tell(again);
    var undated = new HashMap<>(with("event", "A"));
    undated.remove("messageId");
    var ofADay = new HashMap<>(with("timestamp", "2026-05-01"));
    ofADay.remove("messageId");
    shop.tell(undated, undated, ofADay, ofADay);
    assertThat(shop.ledger().folded()).isEqualTo(5);
    assertThat(shop.ledger().repeated()).isEqualTo(1);
  }

  @Test
  void anEventTooLargeDoesNotCostItsNeighbours() {
    shop.send(Shop.track("A", Shop.visitor("v")), with("large", "x".repeat(33 * 1024)), Shop.track("B",
        Shop.visitor("v")));
    shop.settle();
    assertThat(shop.ledger().folded()).isEqualTo(2);
    assertThat(shop.ledger().refused()).isEqualTo(1);
  }

  @Test
  void aWorkspaceThatSendsTooFastIsToldWhenToComeAgain() {
    var plain = TestDatabase.settings(false);
    var slow = new Settings(plain.port(), plain.data(), plain.cache(), plain.databaseUrl(), false, plain.url(),
        plain.masterKey(), 3);
    try (var busy = TestParley.start(slow)) {
      var one = Shop.open(busy);
      var pace = new CollectorPace(busy.get(Clocks.class), slow);
      assertThat(IntStream.range(0, 5).mapToObj(n -> pace.within(one.workspace()))).containsExactly(
          true, true, true, false, false);
      var statuses = new ArrayList<Integer>();
      for (var n = 0; n < 40 && !statuses.contains(429); n++) {
        var answer = one.collector().post("/v1/track", with("event", "A"));
        statuses.add(answer.status());
      }
      assertThat(statuses).contains(200, 429);
      var told = CollectorPace.tooFast(new org.springframework.mock.web.MockHttpServletRequest(), pace).getHeaders();
      assertThat(told.getFirst("Retry-After")).isEqualTo("1");
      assertThat(Long.parseLong(String.valueOf(told.getFirst("X-RateLimit-Reset"))))
          .isGreaterThan(busy.get(Clocks.class).wall().toEpochMilli());
    }
  }

  @Test
  void tenThousandPropertiesAreRefusedAndThousandsKept() {
    var many = new HashMap<String, Object>();
    IntStream.range(0, 10_000).forEach(n -> many.put("p" + n, n));
    var refused = shop.collector().post("/v1/track", with("properties", many));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("code").asString()).isEqualTo("event_too_large");
    many.keySet().removeIf(name -> name.length() > 4);
    shop.tell(with("properties", many));
    assertThat(shop.timeline(visitor("v")).getFirst().properties().size()).isEqualTo(1_000);
  }

  @Test
  void deepJsonIsKeptAndTheDeepestRefused() {
    var deep = "{\"type\":\"track\",\"event\":\"A\",\"anonymousId\":\"v\",\"properties\":{\"a\":%s}}";
    assertThat(shop.collector().post("/v1/track", deep.formatted("[".repeat(450) + "]".repeat(450))).status())
        .isEqualTo(200);
    assertThat(shop.collector().post("/v1/track", deep.formatted("[".repeat(5_000) + "]".repeat(5_000))).status())
        .isEqualTo(400);
    shop.settle();
    assertThat(shop.ledger().folded()).isEqualTo(1);
  }

  static List<Map<String, Object>> wrongTypes() {
    return List.of(Map.of("properties", "text"), Map.of("properties", List.of(1)), Map.of("context", List.of()),
        Map.of("context", Map.of("page", 5, "externalIds", Map.of("a", 1))), Map.of("timestamp", Map.of("a", 1)),
        Map.of("timestamp", "yesterday"), Map.of("timestamp", Long.MAX_VALUE), Map.of("sentAt", List.of()),
        Map.of("sentAt", "0000-00-00"), Map.of("traits", 5), Map.of("messageId", 5), Map.of("integrations", "no"),
        Map.of("integrations", List.of(false)), Map.of("event", 5), Map.of("userId", Map.of("a", 1)),
        Map.of("properties", Map.of("url", List.of(1), "price", Map.of(), "currency", 5, "products", "none")));
  }

  @ParameterizedTest
  @MethodSource("wrongTypes")
  void aFieldOfTheWrongTypeCountsAsNotTold(Map<String, Object> wrong) {
    var event = new HashMap<>(with("event", "Order Completed"));
    event.putAll(wrong);
    shop.tell(event);
    assertThat(shop.ledger().folded()).isEqualTo(1);
    assertThat(shop.timeline(visitor("v"))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"type\":\"dance\",\"userId\":\"u\"}", "{\"type\":\"track\",\"userId\":\"u\"}",
      "{\"type\":\"track\",\"event\":\"A\"}", "{\"type\":\"track\",\"event\":\"A\",\"userId\":\"null\"}",
      "{\"type\":\"alias\",\"previousId\":\"u\"}", "{\"type\":[],\"userId\":\"u\"}"})
  void whatCannotBeUnderstoodIsParkedWithItsReason(String event) {
    assertThat(shop.collector().post("/v1/batch", "{\"batch\":[" + event + "]}").status()).isEqualTo(200);
    shop.settle();
    assertThat(shop.ledger().parked()).isEqualTo(1);
    var parked = shop.merchant().api().get("/api/v1/parked-events").json().path("items").path(0);
    assertThat(parked.path("reason").asString()).isNotBlank();
  }

  @Test
  void clocksThatAreWrongAreCorrectedAndAbsurdTimesBecomeTheTimeOfReceipt() {
    var now = parley.get(Clocks.class).now(shop.workspace());
    shop.tell(timed("skewed", now.plus(Duration.ofHours(7)).minusSeconds(60), now.plus(Duration.ofHours(7))),
        timed("future", now.plus(Duration.ofDays(400)), null), timed("ancient", java.time.Instant.EPOCH, null),
        timed("old", now.minus(Duration.ofDays(4_000)), now));
    var times = new HashMap<String, Duration>();
    shop.timeline(visitor("v")).forEach(entry -> times.put(entry.name(), Duration.between(entry.at(), now)));
    assertThat(times.get("skewed")).isBetween(Duration.ofSeconds(55), Duration.ofSeconds(61));
    assertThat(times.get("future").abs()).isLessThan(Duration.ofSeconds(20));
    assertThat(times.get("ancient").abs()).isLessThan(Duration.ofSeconds(20));
    assertThat(times.get("old")).isGreaterThan(Duration.ofDays(3_999));
  }

  @Test
  void twoMembersAtOneBrowserStayTwoPeople() {
    shop.tell(Shop.event("track", Shop.both("m1", "shared"), Map.of("event", "A")));
    shop.tell(Shop.event("track", Shop.both("m2", "shared"), Map.of("event", "B")));
    assertThat(shop.customer(member("m1"))).isNotEqualTo(shop.customer(member("m2")));
    assertThat(shop.ledger().folded()).isEqualTo(2);
  }

  private static Map<String, Object> timed(String name, java.time.Instant at, java.time.Instant sentAt) {
    var event = Shop.event("track", Shop.visitor("v"), Map.of("event", name, "timestamp", at.toString()));
    if (sentAt != null) {
      event.put("sentAt", sentAt.toString());
    }
    return event;
  }

  private static Map<String, Object> with(String field, Object value) {
    var event = Shop.track("A", Shop.visitor("v"));
    event.put(field, value);
    return event;
  }

  private void fromPage(Map<String, ?> batch) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(parley.url() + "/v1/b")).header("Origin", "https://kite.example")
        .header("Authorization", Shop.basic(shop.writeKey()))
        .POST(HttpRequest.BodyPublishers.ofByteArray(Call.JSON.writeValueAsBytes(batch))).build();
    assertThat(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(200);
  }

  private static HttpResponse<byte[]> get(String path) throws Exception {
    return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(parley.url() + path)).build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }
}
