package io.parley.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.customer.IdentityKey;
import io.parley.platform.Clocks;
import io.parley.support.Merchant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What became of tags: lines on the timeline, who took them off, and that what a person took off stays off.
class TagHistoryTest extends AtShop {
  private static final IdentityKey VISITOR = IdentityKey.visitor("v");
  private static final String TOTE = "https://shop.example/tote";

  @Test
  void aRulesTagIsALineOfTheTimelineAtTheTimeOfTheViewThatCompletedIt() {
    rule();
    visit();
    var line = tagLines().getFirst();
    assertThat(line.path("name").asString()).isEqualTo("tag");
    assertThat(line.path("text").asString()).isEqualTo("帆布迷");
    assertThat(line.path("at")).isEqualTo(shopTags().getFirst().path("since"));
    var all = shop.merchant().api().get("/api/v1/customers/" + customer() + "/events").json().path("items");
    assertThat(all).extracting(one -> one.path("kind").asString()).startsWith("tag", "page");
  }

  @Test
  void theLinesOfPagesAreInOrderWhateverTheyAreOf() {
    rule();
    visit();
    put("手動");
    shop.settle();
    var first = shop.merchant().api().get("/api/v1/customers/" + customer() + "/events?limit=2").json();
    var second = shop.merchant().api()
        .get("/api/v1/customers/" + customer() + "/events?limit=2&cursor=" + first.path("next").asString()).json();
    assertThat(first.path("items")).extracting(one -> one.path("text").asString("")).containsExactly("手動", "帆布迷");
    assertThat(second.path("items")).extracting(one -> one.path("kind").asString()).containsExactly("page");
  }

  @Test
  void whatAPersonTookOffDoesNotComeBackWhenTheRuleIsWorkedOutAnewUntilAPersonSaysSo() {
    rule();
    visit();
    var tag = shopTags().getFirst().path("id").asString();
    shop.merchant().api().send("DELETE", "/api/v1/customers/" + customer() + "/tags/" + tag, null);
    shop.tell(Shop.identify(Shop.both("M1", "v"), Map.of()), Shop.identify(Shop.both("M1", "w"), Map.of()));
    visit();
    var earlier = new java.util.HashMap<>(Shop.page(TOTE, Shop.visitor("v")));
    earlier.put("timestamp", parley.get(Clocks.class).now(shop.workspace()).minus(Duration.ofDays(1)).toString());
    shop.tell(earlier);
    assertThat(shopTags()).as("completed again, by an earlier visit").isEmpty();
    var span = history().getFirst();
    assertThat(span.path("why").asString()).isEqualTo("hand");
    assertThat(span.path("keptOff").asBoolean()).isTrue();
    assertThat(shop.merchant().api().post("/api/v1/customers/" + customer() + "/tags/" + tag + "/allow", Map.of())
        .status()).isEqualTo(202);
    shop.settle();
    assertThat(shopTags()).extracting(one -> one.path("name").asString()).containsExactly("帆布迷");
    assertThat(tagLines()).extracting(one -> one.path("name").asString()).startsWith("allow", "untag");
  }

  @Test
  void whatAPersonTookOffOneOfTwoComesOffBothWhenTheyAreOne() {
    rule();
    var other = IdentityKey.visitor("w");
    shop.tell(Shop.page(TOTE, Shop.visitor("v")), Shop.page(TOTE, Shop.visitor("w")));
    var tag = shopTags().getFirst().path("id").asString();
    shop.merchant().api().send("DELETE", "/api/v1/customers/" + customer() + "/tags/" + tag, null);
    var merged = shop.merchant().api().post("/api/v1/customers/" + customer() + "/merge",
        Map.of("with", shop.customer(other).toString()));
    assertThat(merged.status()).as(merged.body()).isLessThan(300);
    shop.settle();
    assertThat(shop.customer(other)).isEqualTo(shop.customer(VISITOR));
    assertThat(shopTags()).isEmpty();
    assertRebuiltTheSame();
  }

  @Test
  void whenATagByHandEndsTheRuleThatWasCompleteMeanwhilePutsItsOwnOn() {
    rule();
    shop.tell(Shop.identify(Shop.visitor("v"), Map.of()));
    put("帆布迷", parley.get(Clocks.class).now(shop.workspace()).plus(Duration.ofHours(3)).toString());
    visit();
    var visited = items("/events?kind=page").getFirst().path("at");
    assertThat(shopTags().getFirst().path("source").asString()).isEqualTo("member");
    parley.get(Clocks.class).advance(shop.workspace(), Duration.ofHours(4));
    Awaitility.await().until(() -> history().stream()
        .anyMatch(span -> span.path("why").asString("").equals("expired")));
    shop.settle();
    assertThat(shopTags()).hasSize(1);
    assertThat(shopTags().getFirst().path("source").asString()).isEqualTo("rule");
    assertThat(shopTags().getFirst().path("since")).isEqualTo(visited);
    assertRebuiltTheSame();
  }

  private void assertRebuiltTheSame() {
    var report = shop.merchant().api().post("/api/v1/rebuild", Map.of()).json();
    assertThat(report.path("differences").isArray()).as(report.toString()).isTrue();
    assertThat(report.path("differences")).as(report.toString()).isEmpty();
  }

  @Test
  void aTagComesOffAtTheInstantItWasToEndWithALineThatSaysSo() {
    visit();
    var now = parley.get(Clocks.class).now(shop.workspace());
    var end = now.plus(Duration.ofHours(3));
    put("限時", end.toString());
    parley.get(Clocks.class).advance(shop.workspace(), Duration.ofHours(2));
    assertThat(shopTags()).hasSize(1);
    parley.get(Clocks.class).advance(shop.workspace(), Duration.ofHours(2));
    Awaitility.await().until(() -> shopTags().isEmpty());
    shop.settle();
    var line = tagLines().getFirst();
    assertThat(line.path("name").asString()).isEqualTo("untag");
    assertThat(line.path("at").asString()).isEqualTo(end.toString());
    assertThat(history().getFirst().path("why").asString()).isEqualTo("expired");
  }

  private void rule() {
    var condition = Merchant.visited("/tote", 1, 30);
    var made = shop.merchant().api().post("/api/v1/rules",
        Map.of("name", "帆布", "tag", "帆布迷", "condition", condition));
    assertThat(made.status()).as(made.body()).isLessThan(300);
    shop.merchant().api().post("/api/v1/rules/" + made.json().path("id").asString() + "/live", Map.of());
    shop.merchant().awaitRules();
    shop.settle();
  }

  private void visit() {
    shop.tell(Shop.page(TOTE, Shop.visitor("v")));
  }

  private void put(String name, String... until) {
    var tag = until.length == 0 ? Map.of("name", name) : Map.of("name", name, "until", until[0]);
    assertThat(shop.merchant().api().post("/api/v1/customers/" + customer() + "/tags", tag).status()).isEqualTo(201);
  }

  private String customer() {
    return shop.customer(VISITOR).toString();
  }

  private List<JsonNode> shopTags() {
    return items("/tags");
  }

  private List<JsonNode> history() {
    return items("/tag-history");
  }

  private List<JsonNode> tagLines() {
    return items("/events?kind=tag");
  }

  private List<JsonNode> items(String what) {
    var answer = shop.merchant().api().get("/api/v1/customers/" + customer() + what);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json().path("items").valueStream().toList();
  }
}
