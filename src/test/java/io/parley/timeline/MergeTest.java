package io.parley.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.customer.IdentityKey;
import io.parley.support.Call;
import io.parley.support.Merchant;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Merges with their evidence, taken back whole; and weak matches, which a person decides.
class MergeTest extends AtShop {
  @Test
  void aMergeByAPersonIsShownWithWhoAndWhyAndTakenBackGivesBothSidesBackWithWhatTheyDidSince() {
    rule();
    twoPeople();
    var anna = member("A");
    var bella = member("B");
    put(bella, "手動");
    merge(anna, bella, "同一支電話");
    assertThat(member("A")).isEqualTo(member("B"));
    assertThat(tags(anna)).containsExactlyInAnyOrder("手動", "兩次");
    var link = links(anna).stream().filter(one -> one.path("evidence").asString().equals("staff")).findFirst().get();
    assertThat(link.path("reason").asString()).isEqualTo("同一支電話");
    assertThat(link.path("confidence").asString()).isEqualTo("stated");
    shop.tell(Shop.page("https://shop.example/tote", Shop.both("B", "b2")));
    unmerge(anna, link);
    assertThat(List.of(member("A"), member("B"))).containsExactlyInAnyOrder(anna, bella);
    assertThat(identities(anna)).containsExactlyInAnyOrder("A", "a1");
    assertThat(identities(bella)).containsExactlyInAnyOrder("B", "b1", "b2");
    assertThat(tags(anna)).isEmpty();
    assertThat(tags(bella)).containsExactlyInAnyOrder("手動", "兩次");
    assertThat(shop.timeline(IdentityKey.member("A"))).extracting(TimelineEntry::kind)
        .filteredOn(kind -> kind == TimelineEntry.Kind.page).hasSize(1);
  }

  @Test
  void noEventJoinsAgainWhatAPersonTookApartOnlyAPersonDoes() {
    shop.tell(Shop.page("https://shop.example/", Shop.visitor("v")));
    shop.tell(Shop.identify(Shop.both("M", "v"), Map.of()), Shop.identify(Shop.both("M", "w"), Map.of()));
    var customer = member("M");
    unmerge(customer, links(customer).stream().filter(one -> one.path("leaving").size() == 1
        && one.path("leaving").get(0).asString().equals(identity(IdentityKey.visitor("v")))).findFirst().get());
    assertThat(member("M")).isEqualTo(customer);
    assertThat(shop.customer(IdentityKey.visitor("v"))).isNotEqualTo(member("M"));
    shop.tell(Shop.identify(Shop.both("M", "v"), Map.of()));
    assertThat(shop.customer(IdentityKey.visitor("v"))).isNotEqualTo(member("M"));
    merge(member("M"), shop.customer(IdentityKey.visitor("v")), null);
    assertThat(shop.customer(IdentityKey.visitor("v"))).isEqualTo(member("M"));
  }

  @Test
  void theSamePhoneInAnyWritingIsSuggestedAndNeverMergedByItself() {
    shop.tell(Shop.identify(Shop.member("A"), Map.of("phone", "0912-345-678", "name", "林郁晴")),
        Shop.identify(Shop.member("B"), Map.of("phone", "+886 912 345 678")));
    assertThat(member("A")).isNotEqualTo(member("B"));
    var suggestion = suggestions("").getFirst();
    assertThat(suggestion.path("why").asString()).isEqualTo("phone");
    assertThat(suggestions("?customer=" + member("B"))).hasSize(1);
    api().post("/api/v1/suggestions/" + suggestion.path("id").asString() + "/confirm", Map.of());
    shop.settle();
    assertThat(member("A")).isEqualTo(member("B"));
    assertThat(suggestions("")).isEmpty();
  }

  @Test
  void aPhoneTypedOnAnOrderIsSuggestedAndADismissedSuggestionDoesNotComeBack() {
    shop.tell(Shop.identify(Shop.member("A"), Map.of("phone", "0987654321")));
    order("someone");
    assertThat(items("/parked-events")).isEmpty();
    var suggestion = suggestions("").getFirst();
    assertThat(api().post("/api/v1/suggestions/" + suggestion.path("id").asString() + "/dismiss", Map.of()).status())
        .isEqualTo(204);
    order("someone");
    assertThat(suggestions("")).isEmpty();
    assertThat(shop.customer(IdentityKey.visitor("someone"))).isNotEqualTo(member("A"));
  }

  @Test
  void anEmailThatAWholeShopSharesSuggestsNobody() {
    for (var n = 0; n < 12; n++) {
      shop.send(Shop.identify(Shop.member("M" + n), Map.of("email", "info@shop.example")));
    }
    shop.settle();
    shop.tell(Shop.identify(Shop.member("M99"), Map.of("email", "info@shop.example")));
    assertThat(suggestions("?customer=" + member("M99"))).isEmpty();
    assertThat(suggestions("").size()).isLessThan(12);
  }

  @Test
  void aSecondLineUserOfTheSameAccountIsSuggestedNotJoined() {
    shop.tell(Shop.identify(Shop.member("A"), Map.of()));
    var customers = parley.get(Customers.class);
    var member = customers.find(shop.workspace(), IdentityKey.member("A")).orElseThrow();
    for (var user : List.of("c1:U1", "c1:U2", "c2:U3")) {
      var line = customers.ensure(shop.workspace(), new IdentityKey("line", user));
      var database = parley.get(io.parley.platform.Database.class);
      database.tenant(shop.workspace(), () -> parley.get(Timeline.class).append(shop.workspace(),
          List.of(NewFact.link(member, line, "code", "l-" + user, Instant.parse("2026-11-01T00:00:00Z")))));
      shop.settle();
    }
    assertThat(identities(member("A"))).containsExactlyInAnyOrder("A", "c1:U1", "c2:U3");
    assertThat(suggestions("").getFirst().path("why").asString()).isEqualTo("line");
  }

  @Test
  void oneDeviceSharedByFiveThousandPeopleStaysBounded() {
    for (var batch = 0; batch < 10; batch++) {
      var events = new Map<?, ?>[500];
      for (var n = 0; n < 500; n++) {
        events[n] = Shop.identify(Shop.both("K" + (batch * 500 + n), "kiosk"), Map.of("phone", "0911222333"));
      }
      shop.send(events);
    }
    Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> shop.ledger().waiting() == 0);
    assertThat(identities(shop.customer(IdentityKey.visitor("kiosk")))).containsExactlyInAnyOrder("kiosk", "K0");
    assertThat(shop.count("select count(*) from customer.suggestion where workspace_id = :workspace"))
        .isLessThan(50);
    assertThat(shop.count("select count(*) from customer.link where workspace_id = :workspace")).isLessThan(10);
  }

  private void twoPeople() {
    shop.tell(Shop.page("https://shop.example/tote", Shop.visitor("a1")),
        Shop.page("https://shop.example/tote", Shop.visitor("b1")));
    shop.tell(Shop.identify(Shop.both("A", "a1"), Map.of()), Shop.identify(Shop.both("B", "b1"), Map.of()));
  }

  private void rule() {
    var rule = api().post("/api/v1/rules", Map.of("name", "兩次", "tag", "兩次", "condition",
        Merchant.visited("/tote", 2, 30))).json();
    api().post("/api/v1/rules/" + rule.path("id").asString() + "/live", Map.of());
    shop.merchant().awaitRules();
    shop.settle();
  }

  private void order(String visitor) {
    var order = new HashMap<>(Shop.track("Order Completed", Shop.visitor(visitor)));
    order.put("properties", Map.of("order_id", Shop.id(), "total", 500, "phone", "+886987654321"));
    shop.tell(order);
  }

  private void put(CustomerId customer, String tag) {
    api().post("/api/v1/customers/" + customer + "/tags", Map.of("name", tag));
    shop.settle();
  }

  private void merge(CustomerId one, CustomerId other, String reason) {
    var order = new HashMap<String, Object>(Map.of("with", other.toString()));
    order.put("reason", reason);
    assertThat(api().post("/api/v1/customers/" + one + "/merge", order).status()).isEqualTo(202);
    shop.settle();
  }

  private void unmerge(CustomerId customer, JsonNode link) {
    var answer = api().post("/api/v1/customers/" + customer + "/unmerge", Map.of("identityId",
        link.path("identityId").asString(), "throughId", link.path("throughId").asString()));
    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    shop.settle();
  }

  private CustomerId member(String number) {
    return shop.customer(IdentityKey.member(number));
  }

  private String identity(IdentityKey key) {
    return parley.get(Customers.class).find(shop.workspace(), key).orElseThrow().toString();
  }

  private List<String> identities(CustomerId customer) {
    return parley.get(Customers.class).identities(shop.workspace(), customer).stream().map(one -> one.key().value())
        .toList();
  }

  private List<String> tags(CustomerId customer) {
    return items("/customers/" + customer + "/tags").stream().map(tag -> tag.path("name").asString()).toList();
  }

  private List<JsonNode> links(CustomerId customer) {
    return items("/customers/" + customer + "/links");
  }

  private List<JsonNode> suggestions(String query) {
    return items("/suggestions" + query);
  }

  private List<JsonNode> items(String path) {
    var answer = api().get("/api/v1" + path);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json().path("items").valueStream().toList();
  }

  private Call api() {
    return shop.merchant().api();
  }
}
