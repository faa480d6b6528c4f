package io.parley.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.commerce.Catalogue;
import io.parley.commerce.Product;
import io.parley.commerce.coupon.CouponId;
import io.parley.commerce.coupon.Coupons;
import io.parley.customer.Customers;
import io.parley.customer.IdentityKey;
import io.parley.platform.Database;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Who comes in by what does not happen on the site: segments, days of the merchant's calendar, and time.
class TriggersTest extends AtJourneys {
  private static final ZoneId TAIPEI = ZoneId.of("Asia/Taipei");

  @Test
  void whoEntersASegmentComesInAndWhoLeavesItByAnotherDoor() {
    var segment = segment(Map.of("kind", "did", "event", Map.of("name", "Product Viewed"), "measure",
        Map.of("kind", "count", "atLeast", 2), "within", Map.of("amount", 1, "unit", "day")));
    var in = publish("進", flow("""
        {"kind": "segment", "segment": "%s", "way": "entered"}""".formatted(segment), "each"));
    var out = publish("出", flow("""
        {"kind": "segment", "segment": "%s", "way": "left"}""".formatted(segment), "each"));
    tell("ann", "Product Viewed", Map.of("product_id", "tote"));
    assertThat(runs("ann")).isEmpty();
    tell("ann", "Product Viewed", Map.of("product_id", "tote"));
    Awaitility.await().until(() -> came("ann", in) == 1);
    assertThat(came("ann", out)).isZero();
    forward(Duration.ofHours(25));
    Awaitility.await().until(() -> came("ann", out) == 1);
    assertThat(came("ann", in)).isEqualTo(1);
  }

  @Test
  void herBirthdayComesByTheShopsCalendarAndOnlyHers() {
    var birthday = now().atZone(TAIPEI).toLocalDate().plusDays(2);
    born("ann", birthday.withYear(1990));
    born("bob", birthday.withYear(1990).plusDays(1));
    var journey = publish("生日", flow("""
        {"kind": "date", "attribute": "birthday", "daysBefore": 0, "time": "00:30"}""", "again"));
    forward(Duration.between(now(), birthday.atTime(LocalTime.of(0, 29)).atZone(TAIPEI).toInstant()));
    settle();
    assertThat(came("ann", journey)).as("by the calendar of London she would have none today").isZero();
    forward(Duration.ofMinutes(2));
    Awaitility.await().until(() -> came("ann", journey) == 1);
    assertThat(came("bob", journey)).isZero();
    forward(Duration.ofDays(1));
    Awaitility.await().until(() -> came("bob", journey) == 1);
    assertThat(came("ann", journey)).isEqualTo(1);
  }

  @Test
  void whatSheBoughtIsUsedUpWhenItsTimeIsOverAndBoughtAgainItBeginsAnew() {
    var journey = publish("補貨", flow("""
        {"kind": "cycle", "products": ["soap"], "days": 30}""", "each"));
    tell("ann", "Order Completed", order("o1", "soap"));
    tell("bob", "Order Completed", order("o2", "soap"));
    tell("cat", "Order Completed", order("o3", "tote"));
    forward(Duration.ofDays(10));
    tell("bob", "Order Completed", order("o4", "soap"));
    forward(Duration.ofDays(20).minusMinutes(1));
    settle();
    assertThat(came("ann", journey)).isZero();
    forward(Duration.ofMinutes(2));
    Awaitility.await().until(() -> came("ann", journey) == 1);
    assertThat(came("bob", journey) + came("cat", journey)).isZero();
    forward(Duration.ofDays(10));
    Awaitility.await().until(() -> came("bob", journey) == 1);
  }

  @Test
  void aScheduleBringsEverybodyInWhoIsInTheSegmentThen() {
    var segment = segment(Map.of("kind", "did", "event", Map.of("name", "Product Viewed"), "measure",
        Map.of("kind", "count", "atLeast", 1), "within", Map.of("amount", 30, "unit", "day")));
    tell("ann", "Product Viewed", Map.of("product_id", "tote"));
    tell("bob", "Hello", Map.of());
    var today = now().atZone(TAIPEI);
    var journey = publish("每天", flow("""
        {"kind": "schedule", "segment": "%s", "every": "day", "time": "%s"}""".formatted(segment,
        today.toLocalTime().plusHours(1).withSecond(0).withNano(0)), "each"));
    assertThat(came("ann", journey)).isZero();
    forward(Duration.ofHours(1));
    Awaitility.await().until(() -> came("ann", journey) == 1);
    tell("bob", "Product Viewed", Map.of("product_id", "mug"));
    forward(Duration.ofDays(1));
    Awaitility.await().until(() -> came("ann", journey) == 2 && came("bob", journey) == 1);
    merchant.api().post("/api/v1/journeys/" + journey + "/pause", Map.of());
    forward(Duration.ofDays(1));
    Awaitility.await().until(() -> parley.get(Rounds.class).next(workspace()).isEmpty());
    merchant.api().post("/api/v1/journeys/" + journey + "/resume", Map.of());
    forward(Duration.ofDays(1));
    Awaitility.await().until(() -> came("ann", journey) == 3);
  }

  @Test
  void whoLookedAtWhatWasGoneHearsWhenItIsBackAndWhoLookedAtOtherThingsDoesNot() {
    var journey = publish("有貨", flow("""
        {"kind": "stock", "products": [], "days": 30}""", "each"));
    var cheaper = publish("降價", flow("""
        {"kind": "price", "products": [], "days": 30}""", "each"));
    stock("tote", "out_of_stock", 500);
    stock("mug", "in_stock", 200);
    tell("ann", "Product Viewed", Map.of("product_id", "tote"));
    tell("bob", "Product Viewed", Map.of("product_id", "mug"));
    stock("tote", "out_of_stock", 500);
    stock("mug", "in_stock", 200);
    settle();
    assertThat(came("ann", journey) + came("bob", journey)).as("nothing is new").isZero();
    stock("tote", "in_stock", 500);
    Awaitility.await().until(() -> came("ann", journey) == 1);
    stock("mug", "in_stock", 150);
    Awaitility.await().until(() -> came("bob", cheaper) == 1);
    assertThat(came("bob", journey) + came("ann", cheaper)).isZero();
    forward(Duration.ofDays(31));
    stock("tote", "out_of_stock", 500);
    stock("tote", "in_stock", 500);
    settle();
    forward(Duration.ofMinutes(1));
    Awaitility.await().until(() -> news() == 0);
    assertThat(came("ann", journey)).as("she looked at it too long ago").isEqualTo(1);
  }

  @Test
  void whoHoldsACouponHearsBeforeItEndsUnlessSheUsedIt() {
    var coupon = merchant.api().post("/api/v1/coupons", Map.of("name", "回來券", "days", 10, "benefit",
        Map.of("kind", "amount", "off", 100))).json().path("id").asString();
    var journey = publish("快到期", flow("""
        {"kind": "coupon", "coupon": "%s", "days": 3}""".formatted(coupon), "each"));
    var codes = new HashMap<String, String>();
    for (var visitor : List.of("ann", "bob")) {
      tell(visitor, "Hello", Map.of());
      codes.put(visitor, parley.get(Coupons.class).issue(workspace(), new CouponId(UUID.fromString(coupon)),
          parley.get(Customers.class).find(workspace(), IdentityKey.visitor(visitor)).orElseThrow(), visitor)
          .orElseThrow().text());
    }
    settle();
    assertThat(merchant.api().post("/api/v1/redemptions", Map.of("code", codes.get("bob"), "subtotal", 1280,
        "orderNumber", "A-1", "anonymousId", "bob")).json().path("accepted").asBoolean()).isTrue();
    settle();
    forward(Duration.ofDays(7).minusMinutes(2));
    settle();
    assertThat(came("ann", journey)).isZero();
    forward(Duration.ofMinutes(3));
    Awaitility.await().until(() -> came("ann", journey) == 1);
    assertThat(came("bob", journey)).as("she used hers").isZero();
  }

  private void stock(String id, String availability, int price) {
    parley.get(Catalogue.class).put(workspace(), List.of(new Product(id, id, BigDecimal.valueOf(price), null,
        "https://shop.example/" + id, null, null, availability)));
  }

  private long news() {
    return parley.get(Database.class).engine(() -> parley.get(Database.class).sql()
        .sql("select count(*) from journey.news where workspace_id = :workspace")
        .param("workspace", workspace().value()).query(Long.class).single());
  }

  private String segment(Map<String, Object> condition) {
    var made = merchant.api().post("/api/v1/segments", Map.of("name", "分眾", "condition", condition));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    var id = made.json().path("id").asString();
    Awaitility.await().until(() -> merchant.api().get("/api/v1/segments/" + id).json().path("filling")
        .isNull());
    return id;
  }

  private static String flow(String trigger, String entry) {
    return """
        {"trigger": %s, "entry": {"kind": "%s", "days": 300}, "start": "x",
         "steps": [{"id": "x", "kind": "exit"}]}""".formatted(trigger, entry);
  }

  private void born(String visitor, LocalDate day) {
    send(visitor, Map.of("type", "identify", "traits", Map.of("birthday", day.toString())));
  }

  private long came(String visitor, String journey) {
    return runs(visitor).stream().filter(run -> run.path("journeyId").asString().equals(journey)).count();
  }
}
