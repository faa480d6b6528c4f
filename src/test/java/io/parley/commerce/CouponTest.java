package io.parley.commerce;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.commerce.coupon.Code;
import io.parley.commerce.coupon.CouponId;
import io.parley.commerce.coupon.Coupons;
import io.parley.customer.Customers;
import io.parley.customer.IdentityId;
import io.parley.customer.IdentityKey;
import io.parley.outreach.Outreach;
import io.parley.outreach.Source;
import io.parley.platform.Clocks;
import io.parley.support.Call;
import io.parley.timeline.Timeline;
import io.parley.timeline.TimelineEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Coupons from the merchant's form to the shop's checkout.
class CouponTest extends AtTill {
  private static final Map<String, String> SHE = Map.of("anonymousId", "she");
  private static final int AT_ONCE = 24;

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      {"kind":"amount","off":100}                 | 80   | 80
      {"kind":"amount","off":100}                 | 1280 | 100
      {"kind":"percent","percent":12,"cap":100}   | 1285 | 100
      {"kind":"percent","percent":12}             | 1285 | 154
      {"kind":"threshold","from":999,"off":99}    | 998  |
      {"kind":"threshold","from":999,"off":99}    | 999  | 99
      {"kind":"shipping"}                         | 500  | 60
      {"kind":"addon","productId":"case","price":99} | 500 | 181
      """)
  void aCouponTakesOffWhatItSaysAndNeverMoreThanThereIs(String benefit, int subtotal, Integer off) {
    coupon(Map.of("name", "券", "benefit", Call.JSON.readTree(benefit), "sharedCode", "hello"));
    var answer = check(Map.of("code", "ｈｅｌｌｏ ", "subtotal", subtotal, "shipping", 60, "items",
        List.of(Map.of("productId", "case", "price", 280), Map.of("productId", "tote", "price", 220))));
    assertThat(answer.path("accepted").asBoolean()).isEqualTo(off != null);
    if (off == null) {
      assertThat(answer.path("message").asString()).contains("NT$1");
    } else {
      assertThat(answer.at("/discount/amount").asInt()).isEqualTo(off);
    }
  }

  @Test
  void aCodeOfOnePersonIsTakenByOneOrderAndNoLimitIsPassedHoweverManyAskAtOnce() {
    var own = coupon(Map.of("name", "一人一張", "benefit", amount(100)));
    assertThat(merchant.api().post("/api/v1/coupons/" + id(own) + "/codes", Map.of("codes", List.of("ONLY-ONE")))
        .status()).isEqualTo(201);
    assertThat(together(n -> redeem("only-one", "A-" + n)).stream().filter(one -> one.path("accepted").asBoolean()))
        .hasSize(1);
    coupon(Map.of("name", "限量", "benefit", amount(100), "sharedCode", "SEVEN", "total", 7));
    assertThat(together(n -> redeem("SEVEN", "B-" + n)).stream().filter(one -> one.path("accepted").asBoolean()))
        .hasSize(7);
    coupon(Map.of("name", "預算", "benefit", amount(100), "sharedCode", "BUDGET", "budget", 350));
    assertThat(together(n -> redeem("BUDGET", "C-" + n)).stream().filter(one -> one.path("accepted").asBoolean()))
        .hasSize(3);
    assertThat(together(n -> redeem("BUDGET", "C-first")).stream().filter(one -> one.path("accepted").asBoolean()))
        .as("no money is left for another").isEmpty();
  }

  @Test
  void theSameKeyIsTheSameCodeAndNobodyGetsAnothers() {
    track("Product Viewed", SHE, Map.of("product_id", "tote", "name", "tote"));
    var coupon = new CouponId(UUID.fromString(id(coupon(Map.of("name", "生日", "benefit", amount(100))))));
    assertThat(merchant.api().post("/api/v1/coupons/" + coupon + "/codes", Map.of("count", 9)).status())
        .isEqualTo(201);
    var coupons = parley.get(Coupons.class);
    var same = together(n -> coupons.issue(workspace(), coupon, her(), "birthday-2026").orElseThrow().text());
    assertThat(new HashSet<>(same)).hasSize(1);
    var others = together(n -> coupons.issue(workspace(), coupon, her(), "other-" + n).orElseThrow().text());
    assertThat(new HashSet<>(others)).hasSize(AT_ONCE).doesNotContain(same.getFirst());
    var file = merchant.api().get("/api/v1/coupons/" + coupon + "/codes.csv").body();
    assertThat(file.lines().count()).isEqualTo(1 + 1 + AT_ONCE);
    assertThat(file).contains(same.getFirst());
    var found = merchant.api().get("/api/v1/coupons/" + coupon + "/codes?query=" + same.getFirst().toLowerCase());
    assertThat(found.json().path("items").size()).isEqualTo(1);
  }

  @Test
  void aCancelledOrderGivesItsCouponBackAndARefundDoesNot() {
    coupon(Map.of("name", "一人一次", "benefit", amount(100), "sharedCode", "ONCE", "perPerson", 1));
    track("Product Added", SHE, line("tote", "fog", 1, 1280));
    assertThat(redeem("ONCE", "A-1").path("accepted").asBoolean()).isTrue();
    assertThat(redeem("ONCE", "A-1").at("/discount/amount").asInt()).as("asked again").isEqualTo(100);
    assertThat(redeem("ONCE", "A-2").path("reason").asString()).isEqualTo("limit_person");
    track("Order Completed", SHE, Map.of("order_id", "A-1", "total", 1180, "coupon", "ONCE", "discount", 100));
    track("Order Refunded", SHE, Map.of("order_id", "A-1"));
    assertThat(redeem("ONCE", "A-2").path("reason").asString()).isEqualTo("limit_person");
    track("Order Cancelled", SHE, Map.of("order_id", "A-1"));
    assertThat(redeem("ONCE", "A-2").path("accepted").asBoolean()).isTrue();
    assertThat(only().at("/figures/redeemed").asInt()).isEqualTo(1);
    assertThat(names()).contains("Coupon Applied", "Coupon Removed");
  }

  @Test
  void anOrderThatTellsOfACodeHasUsedIt() {
    var own = coupon(Map.of("name", "九折", "benefit", Map.of("kind", "percent", "percent", 10)));
    merchant.api().post("/api/v1/coupons/" + id(own) + "/codes", Map.of("codes", List.of("TEN-OFF")));
    track("Order Completed", SHE, Map.of("order_id", "W-1", "total", 900, "coupon", "ten-off", "discount", 100));
    track("Order Completed", Map.of("anonymousId", "other"), Map.of("order_id", "W-2", "total", 900, "coupon",
        "TEN-OFF"));
    assertThat(redeem("TEN-OFF", "W-3").path("reason").asString()).isEqualTo("used");
    var figures = only().path("figures");
    assertThat(figures.path("redeemed").asInt()).isEqualTo(1);
    assertThat(figures.at("/discounted/amount").asInt()).isEqualTo(100);
    assertThat(figures.at("/revenue/amount").asInt()).isEqualTo(900);
  }

  @Test
  void whoHoldsACodeThatEndsSoonIsToldAtTheInstantAndWhoUsedItIsNot() {
    track("Product Viewed", SHE, Map.of("product_id", "tote", "name", "tote"));
    var made = coupon(Map.of("name", "七天", "benefit", amount(100), "days", 7, "remindDays", 2));
    var coupon = new CouponId(UUID.fromString(id(made)));
    var issued = parley.get(Clocks.class).now(workspace());
    var coupons = parley.get(Coupons.class);
    Code used = coupons.issue(workspace(), coupon, her(), "used").orElseThrow();
    Code open = coupons.issue(workspace(), coupon, her(), "open").orElseThrow();
    redeem(used.text(), "A-1");
    assertThat(Duration.between(issued, open.expiresAt()).toHours()).isEqualTo(7 * 24);
    parley.get(Clocks.class).advance(workspace(), Duration.ofDays(5).plusMinutes(1));
    Awaitility.await().until(() -> names().contains("Coupon Expiring"));
    settle();
    assertThat(entries().stream().filter(one -> "Coupon Expiring".equals(one.name()))).singleElement()
        .satisfies(one -> assertThat(Duration.between(issued, one.at()).toMinutes()).isEqualTo(5 * 24 * 60));
    assertThat(parley.get(Outreach.class).counts(workspace(), Source.Kind.REMINDER, coupon.value()))
        .extracting(Outreach.Count::sends).containsExactly(1L);
    parley.get(Clocks.class).advance(workspace(), Duration.ofDays(2));
    assertThat(redeem(open.text(), "A-2").path("reason").asString()).isEqualTo("over");
    var held = merchant.api().get("/api/v1/customers/" + customer(IdentityKey.visitor("she")) + "/coupons").json();
    assertThat(held.path("items").valueStream().map(one -> one.path("state").asString()))
        .containsExactlyInAnyOrder("used", "over");
  }

  private <T> List<T> together(IntFunction<T> ask) {
    var go = new CountDownLatch(1);
    var answers = new ArrayList<Future<T>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var n = 0; n < AT_ONCE; n++) {
        var number = n;
        answers.add(threads.submit(() -> {
          go.await();
          return ask.apply(number);
        }));
      }
      go.countDown();
    }
    return answers.stream().map(Future::resultNow).toList();
  }

  private JsonNode coupon(Map<String, ?> form) {
    var answer = merchant.api().post("/api/v1/coupons", form);
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer.json();
  }

  private static String id(JsonNode coupon) {
    return coupon.path("id").asString();
  }

  private JsonNode only() {
    return merchant.api().get("/api/v1/coupons").json().at("/items/0");
  }

  private static Map<String, Object> amount(int off) {
    return Map.of("kind", "amount", "off", off);
  }

  private JsonNode check(Map<String, ?> asked) {
    return merchant.api().post("/api/v1/coupon-checks", asked).json();
  }

  private JsonNode redeem(String code, String order) {
    return merchant.api().post("/api/v1/redemptions", new HashMap<>(Map.of("code", code, "subtotal", 1280,
        "orderNumber", order, "anonymousId", "she"))).json();
  }

  private IdentityId her() {
    return parley.get(Customers.class).find(workspace(), IdentityKey.visitor("she")).orElseThrow();
  }

  private List<String> names() {
    return entries().stream().map(TimelineEntry::name).toList();
  }

  private List<TimelineEntry> entries() {
    return parley.get(Timeline.class).of(workspace(), customer(IdentityKey.visitor("she")), null, null, 100).items();
  }
}
