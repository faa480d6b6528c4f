package io.parley.timeline;

import static io.parley.customer.IdentityKey.member;
import static io.parley.customer.IdentityKey.visitor;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.customer.CustomerFilter;
import io.parley.customer.CustomerLine;
import io.parley.customer.Customers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FoldTest extends AtShop {
  @AfterEach
  void theLedgerBalances() {
    shop.settle();
    var ledger = shop.ledger();
    assertThat(ledger.accepted())
        .isEqualTo(ledger.folded() + ledger.repeated() + ledger.parked() + ledger.waiting() + ledger.discarded());
  }

  @Test
  void whatAVisitorDidStandsOnHerTimelineLatestFirst() {
    shop.tell(
        Shop.event("page", Shop.visitor("v1"), Map.of("timestamp", "2026-05-01T10:00:00Z", "name", "包袋",
            "properties", Map.of("url", "https://kite.example/bags", "title", "包袋｜風箏選物"))),
        Shop.event("track", Shop.visitor("v1"), Map.of("timestamp", "2026-05-01T10:01:00Z", "event", "Product Viewed",
            "properties", Map.of("product_id", "p1", "name", "帆布包", "price", 1280, "currency", "TWD"))));
    var timeline = shop.timeline(visitor("v1"));
    assertThat(timeline).extracting(TimelineEntry::kind)
        .containsExactly(TimelineEntry.Kind.product, TimelineEntry.Kind.page);
    assertThat(timeline.getFirst().title()).isEqualTo("帆布包");
    assertThat(timeline.getFirst().amount().amount()).isEqualByComparingTo("1280");
    assertThat(timeline.getLast().url()).isEqualTo("https://kite.example/bags");
  }

  @Test
  void aRepeatedMessageIdCountsOnceWithinABatchAndAcrossBatches() {
    var event = Shop.track("Clicked", Shop.visitor("v1"));
    shop.tell(event, event);
    shop.tell(event);
    assertThat(shop.timeline(visitor("v1"))).hasSize(1);
    assertThat(shop.ledger().repeated()).isEqualTo(2);
  }

  @Test
  void repeatsAreFoundInTheLastGenerationTooAndForgottenAfterTwo() {
    var event = Shop.track("Clicked", Shop.visitor("v1"));
    shop.tell(event);
    turn();
    shop.tell(event);
    assertThat(shop.timeline(visitor("v1"))).hasSize(1);
    turn();
    turn();
    shop.tell(event);
    assertThat(shop.timeline(visitor("v1"))).hasSize(2);
  }

  private void turn() {
    var database = parley.get(io.parley.platform.Database.class);
    database.engine(() -> {
      database.sql().sql("update timeline.generation set since = since - interval '8 days'").update();
      parley.get(Repeats.class).turn();
    });
  }

  @Test
  void signingInJoinsTheBrowsersHistoryToTheMember() {
    shop.tell(Shop.page("https://kite.example/a", Shop.visitor("v1")));
    shop.tell(Shop.identify(Shop.both("m1", "v1"), Map.of("name", "林郁晴", "email", "Yu@Example.com")));
    shop.tell(Shop.track("Clicked", Shop.member("m1")));
    assertThat(shop.customer(visitor("v1"))).isEqualTo(shop.customer(member("m1")));
    assertThat(shop.timeline(member("m1"))).hasSize(3);
    var view = parley.get(Customers.class).view(shop.workspace(), shop.customer(member("m1"))).orElseThrow();
    assertThat(view.name()).isEqualTo("林郁晴");
    assertThat(view.attributes().path("email").stringValue()).isEqualTo("Yu@Example.com");
    assertThat(view.identities()).hasSize(2);
  }

  @Test
  void twoCustomersBecomeOneWhenTheirBrowserAndMemberMeet() {
    shop.tell(Shop.track("A", Shop.visitor("v1")), Shop.track("B", Shop.member("m1")));
    var visitorBefore = shop.customer(visitor("v1"));
    var memberBefore = shop.customer(member("m1"));
    assertThat(visitorBefore).isNotEqualTo(memberBefore);
    shop.tell(Shop.identify(Shop.both("m1", "v1"), Map.of()));
    assertThat(shop.customer(visitor("v1"))).isEqualTo(memberBefore);
    assertThat(parley.get(Customers.class).survivor(shop.workspace(), visitorBefore)).contains(memberBefore);
    assertThat(found(CustomerFilter.EVERYBODY))
        .hasSize(1);
  }

  @Test
  void twoMembersOnOneBrowserStayTwoAndTheBrowserFollowsTheNewer() {
    shop.tell(Shop.track("early", Shop.visitor("v1")), Shop.identify(Shop.both("m1", "v1"), Map.of()),
        Shop.identify(Shop.both("m2", "v1"), Map.of()), Shop.track("late", Shop.visitor("v1")));
    assertThat(shop.customer(member("m1"))).isNotEqualTo(shop.customer(member("m2")));
    assertThat(shop.timeline(member("m1"))).extracting(TimelineEntry::name).containsExactly("identify", "early");
    assertThat(shop.timeline(member("m2"))).extracting(TimelineEntry::name).containsExactly("late", "identify");
  }

  @Test
  void aSharedMachineIsNotMergedBeyondFiftyBrowsers() {
    for (var n = 0; n < 55; n++) {
      shop.send(Shop.track("A", Shop.visitor("v" + n)), Shop.identify(Shop.both("kiosk", "v" + n), Map.of()));
    }
    shop.settle();
    var identities = parley.get(Customers.class).identities(shop.workspace(), shop.customer(member("kiosk")));
    assertThat(identities).hasSize(51);
  }

  @Test
  void anAliasOfOneselfChangesNothing() {
    shop.tell(Shop.identify(Shop.both("u1", "v1"), Map.of()),
        Shop.event("alias", Shop.member("u1"), Map.of("previousId", "u1")));
    assertThat(parley.get(Customers.class).identities(shop.workspace(), shop.customer(member("u1")))).hasSize(2);
  }

  @Test
  void anAliasJoinsABrowserButNeverTwoMembers() {
    shop.tell(Shop.track("A", Shop.visitor("v1")), Shop.event("alias", Shop.member("u1"), Map.of("previousId", "v1")));
    assertThat(shop.customer(visitor("v1"))).isEqualTo(shop.customer(member("u1")));
    shop.tell(Shop.track("A", Shop.member("u2")), Shop.event("alias", Shop.member("u2"), Map.of("previousId", "u1")));
    assertThat(shop.customer(member("u1"))).isNotEqualTo(shop.customer(member("u2")));
  }

  @Test
  void anIdThatMeansNobodyJoinsNobody() {
    shop.tell(Shop.track("A", Shop.both("undefined", "v1")), Shop.track("A", Shop.both("undefined", "v2")));
    assertThat(shop.customer(visitor("v1"))).isNotEqualTo(shop.customer(visitor("v2")));
  }

  @Test
  void aWrongClockIsCorrectedAndTheFarFutureIsNow() {
    shop.tell(Shop.event("track", Shop.visitor("v1"), Map.of("event", "skewed", "timestamp", "2031-01-01T00:00:00Z",
        "sentAt", "2031-01-01T00:00:05Z")));
    shop.tell(Shop.event("track", Shop.visitor("v1"), Map.of("event", "future", "timestamp", "2099-01-01T00:00:00Z")));
    shop.tell(Shop.event("track", Shop.visitor("v1"), Map.of("event", "past", "timestamp", "2019-10-01T00:00:00Z")));
    var now = java.time.Instant.now();
    for (var entry : shop.timeline(visitor("v1"))) {
      if (entry.name().equals("past")) {
        assertThat(entry.at()).isEqualTo("2019-10-01T00:00:00Z");
      } else {
        assertThat(entry.at()).isBetween(now.minusSeconds(60), now.plusSeconds(5));
      }
    }
  }

  @Test
  void anEventThatCannotBeReadIsParkedWithItsReasonAndCanBeDiscarded() {
    shop.tell(Shop.event("dance", Shop.visitor("v1"), Map.of()), Shop.event("track", Shop.visitor("v1"), Map.of()),
        Shop.event("track", Map.of(), Map.of("event", "A")), Shop.track("fine", Shop.visitor("v1")));
    assertThat(shop.timeline(visitor("v1"))).hasSize(1);
    var parked = shop.merchant().api().get("/api/v1/parked-events").json().path("items");
    assertThat(parked).hasSize(3);
    assertThat(parked.get(0).path("reason").stringValue()).isNotBlank();
    var id = parked.get(0).path("id").stringValue();
    assertThat(shop.merchant().api().post("/api/v1/parked-events/" + id + "/replay", null).status()).isEqualTo(202);
    shop.settle();
    var again = shop.merchant().api().get("/api/v1/parked-events").json().path("items");
    assertThat(again).hasSize(3);
    var gone = again.get(0).path("id").stringValue();
    assertThat(shop.merchant().api().send("DELETE", "/api/v1/parked-events/" + gone, null).status()).isEqualTo(204);
    assertThat(shop.ledger().parked()).isEqualTo(2);
    assertThat(shop.ledger().discarded()).isEqualTo(1);
    var seen = shop.merchant().api().get("/api/v1/received-events?outcome=discarded").json().path("items");
    assertThat(seen.valueStream().map(one -> one.at("/parking/id").asString())).containsOnly(gone);
    assertThat(seen.get(0).at("/parking/discardedAt").asString("")).isNotBlank();
    var restore = "/api/v1/parked-events/" + gone + "/restore";
    assertThat(shop.merchant().api().post(restore, null).status()).isEqualTo(204);
    assertThat(shop.ledger().parked()).isEqualTo(3);
    assertThat(shop.ledger().discarded()).isZero();
    assertThat(shop.merchant().api().post(restore, null).status()).isEqualTo(404);
  }

  @Test
  void unlinkingGivesBothHistoriesBackAndNoEventLinksThemAgain() {
    shop.tell(Shop.track("browsed", Shop.visitor("v1")), Shop.identify(Shop.both("m1", "v1"), Map.of("name", "小明")));
    var customer = shop.customer(member("m1"));
    var identity = parley.get(Customers.class).find(shop.workspace(), visitor("v1")).orElseThrow();
    var path = "/api/v1/customers/" + customer + "/identities/" + identity;
    var answer = shop.merchant().api().send("DELETE", path, null);
    assertThat(answer.status()).isEqualTo(202);
    shop.settle();
    assertThat(shop.customer(visitor("v1"))).isNotEqualTo(shop.customer(member("m1")));
    shop.tell(Shop.track("again", Shop.both("m1", "v1")));
    assertThat(shop.customer(visitor("v1"))).isNotEqualTo(shop.customer(member("m1")));
    assertThat(shop.timeline(visitor("v1"))).extracting(TimelineEntry::name).containsExactly("unlink", "browsed");
    assertThat(parley.get(Customers.class).view(shop.workspace(), shop.customer(visitor("v1"))).orElseThrow().name())
        .isNull();
  }

  @Test
  void handMadeTagsFollowTheirIdentityThroughMergeAndUnlink() {
    shop.tell(Shop.track("A", Shop.visitor("v1")), Shop.track("B", Shop.member("m1")));
    var api = shop.merchant().api();
    var visitorId = shop.customer(visitor("v1"));
    assertThat(api.post("/api/v1/customers/" + visitorId + "/tags", Map.of("name", "愛包")).status()).isEqualTo(201);
    shop.tell(Shop.identify(Shop.both("m1", "v1"), Map.of()));
    assertThat(api.get("/api/v1/customers/" + visitorId + "/tags").json().path("items")).hasSize(1);
    assertThat(api.get("/api/v1/tags").json().path("items").get(0).path("customers").intValue()).isEqualTo(1);
    assertThat(shop.timeline(member("m1"))).extracting(TimelineEntry::kind).contains(TimelineEntry.Kind.tag);
    var identity = parley.get(Customers.class).find(shop.workspace(), visitor("v1")).orElseThrow();
    api.send("DELETE", "/api/v1/customers/" + shop.customer(member("m1")) + "/identities/" + identity, null);
    shop.settle();
    assertThat(api.get("/api/v1/customers/" + shop.customer(member("m1")) + "/tags").json().path("items")).isEmpty();
    assertThat(api.get("/api/v1/customers/" + shop.customer(visitor("v1")) + "/tags").json().path("items")).hasSize(1);
  }

  private List<CustomerLine> found(CustomerFilter filter) {
    return parley.get(Customers.class).page(shop.workspace(), filter, Customers.Shown.LATEST, null, 50).items();
  }

  @Test
  void customersAreFoundByNamePhoneMailAndNumber() {
    shop.tell(Shop.identify(Shop.member("A-1001"),
        Map.of("name", "林郁晴", "phone", "0912-345-678", "email", "YuChing@example.com")),
        Shop.identify(Shop.member("A-1002"), Map.of("name", "陳大文", "phone", "+886 987 654 321")));
    var customers = parley.get(Customers.class);
    for (var query : List.of("郁晴", "林", "+886912345678", "0912 345 678", "912345678", "yuching@", "a-1001")) {
      assertThat(found(CustomerFilter.finding(query))).as(query).extracting(CustomerLine::name).containsExactly("林郁晴");
    }
    assertThat(found(CustomerFilter.finding("0987654321")))
        .extracting(CustomerLine::name).containsExactly("陳大文");
    var first = customers.page(shop.workspace(), CustomerFilter.EVERYBODY, Customers.Shown.LATEST, null, 1);
    var second = customers.page(shop.workspace(), CustomerFilter.EVERYBODY, Customers.Shown.LATEST, first.next(), 1);
    assertThat(second.items().getFirst().id()).isNotEqualTo(first.items().getFirst().id());
    assertThat(second.next()).isNull();
  }

  @Test
  void nulCharactersAndBrokenSurrogatesHurtNobody() {
    var answer = shop.collector().post("/v1/batch", "{\"batch\":[{\"type\":\"identify\",\"messageId\":\"nul-1\","
        + "\"anonymousId\":\"v\\ud800x\",\"traits\":{\"name\":\"a\\u0000b\",\"note\":\"c:\\\\u0000d \\ud83d\"}}]}");
    assertThat(answer.status()).isEqualTo(200);
    shop.settle();
    assertThat(shop.ledger().folded()).isEqualTo(1);
  }
}
