package io.parley.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.platform.Clocks;
import io.parley.support.Call;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Attributes the merchant defines: what fits is kept in one way of writing it, what does not is left out and shown.
class AttributeTest extends AtShop {
  @Test
  void whatFitsIsKeptInOneWayOfWritingItAndWhatDoesNotIsLeftOutAloneAndShown() {
    define("visits", "number", List.of());
    define("member_since", "date", List.of());
    define("vip", "boolean", List.of());
    define("level", "choice", List.of("一般", "金卡"));
    define("likes", "list", List.of());
    identify("U", Map.of("visits", "1,280", "member_since", "2026/1/5", "vip", "是", "level", "金卡", "likes", "帆布、皮革",
        "city", "台北"));
    assertThat(attributes("U")).isEqualTo(JsonMapper.builder().build().readTree("""
        {"city":"台北","level":"金卡","likes":["帆布","皮革"],"member_since":"2026-01-05","vip":true,"visits":1280}
        """));
    identify("U", Map.of("visits", "many", "member_since", "2026-02-30", "level", "鑽石", "vip", Map.of("deep", 1),
        "city", "高雄"));
    assertThat(attributes("U").path("visits").asInt()).isEqualTo(1280);
    assertThat(attributes("U").path("level").asString()).isEqualTo("金卡");
    assertThat(attributes("U").path("city").asString()).isEqualTo("高雄");
    var visits = attribute("visits");
    assertThat(visits.at("/misfit/value").asString()).isEqualTo("many");
    assertThat(visits.at("/misfit/count").asInt()).isEqualTo(1);
    assertThat(attribute("likes").path("misfit").isNull()).isTrue();
    define("visits", "number", List.of());
    assertThat(attribute("visits").path("misfit").isNull()).isTrue();
    assertThat(attribute("visits").path("version").asInt()).isEqualTo(2);
  }

  @Test
  void byHandIsCheckedAtOnceAndTheLatestWordStandsAndEveryVersionIsKept() {
    identify("U", Map.of("level", "鑽石"));
    define("level", "choice", List.of("一般", "金卡"));
    assertThat(attributes("U").path("level").asString()).isEqualTo("鑽石");
    var late = new HashMap<>(Shop.identify(Shop.member("late"), Map.of("level", "鑽石")));
    late.put("timestamp", parley.get(Clocks.class).now(shop.workspace()).minus(Duration.ofHours(1)).toString());
    shop.tell(late);
    assertThat(attributes("late").path("level").asString()).as("said before there were choices").isEqualTo("鑽石");
    assertThat(set("U", Map.of("level", "白金")).json().path("code").asString()).isEqualTo("attribute_value");
    assertThat(set("U", Map.of("shoe", 38)).json().path("code").asString()).isEqualTo("attribute_unknown");
    assertThat(set("U", Map.of("level", "金卡")).status()).isEqualTo(202);
    shop.settle();
    assertThat(attributes("U").path("level").asString()).isEqualTo("金卡");
    parley.get(Clocks.class).advance(shop.workspace(), Duration.ofSeconds(2));
    identify("U", Map.of("level", "一般"));
    assertThat(attributes("U").path("level").asString()).isEqualTo("一般");
    assertThat(set("U", Collections.singletonMap("level", null)).status()).isEqualTo(202);
    shop.settle();
    assertThat(attributes("U").has("level")).isFalse();
    var history = api().get("/api/v1/customers/" + id("U") + "/attribute-history").json().path("items");
    assertThat(history.valueStream().map(one -> one.path("value").asString("")))
        .containsExactly("", "一般", "金卡");
  }

  @Test
  void aConditionAndTheListKnowThem() {
    define("visits", "number", List.of());
    identify("U", Map.of("visits", "9"));
    identify("W", Map.of("visits", "10"));
    var condition = Map.of("condition", Map.of("kind", "attribute", "name", "visits", "op", ">=", "value", 10));
    assertThat(api().post("/api/v1/conditions/count", condition).json().path("count").asInt()).isEqualTo(1);
    var words = api().get("/api/v1/vocabulary?of=attributes").json().path("items");
    assertThat(words.get(0).path("value").asString()).isEqualTo("visits");
    assertThat(words.get(0).path("type").asString()).isEqualTo("number");
    var line = api().get("/api/v1/customers?query=W&attribute=visits").json().at("/items/0/attributes/visits");
    assertThat(line.asInt()).isEqualTo(10);
  }

  @Test
  void aDefinitionThatMakesNoSenseIsRefused() {
    for (var form : List.of(form("x", "king", List.of()), form("x", "choice", List.of()),
        form("x", "choice", List.of("a", "a")), form("email", "text", List.of()))) {
      assertThat(api().send("PUT", "/api/v1/attributes", form).status()).isEqualTo(400);
    }
    define("x", "text", List.of());
    assertThat(api().send("DELETE", "/api/v1/attributes?name=x", null).status()).isEqualTo(204);
    assertThat(api().get("/api/v1/attributes").json().path("items")).isEmpty();
  }

  private static Map<String, Object> form(String name, String type, List<String> choices) {
    return Map.of("name", name, "type", type, "labelZh", "資料", "labelEn", "Thing", "choices", choices);
  }

  private void define(String name, String type, List<String> choices) {
    var answer = api().send("PUT", "/api/v1/attributes", form(name, type, choices));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private JsonNode attribute(String name) {
    return api().get("/api/v1/attributes").json().path("items").valueStream()
        .filter(one -> one.path("name").asString().equals(name)).findFirst().orElseThrow();
  }

  private void identify(String member, Map<String, ?> traits) {
    shop.tell(Shop.identify(Shop.member(member), traits));
  }

  private String id(String member) {
    return api().get("/api/v1/customers?query=" + member).json().at("/items/0/id").asString();
  }

  private JsonNode attributes(String member) {
    return api().get("/api/v1/customers/" + id(member)).json().path("attributes");
  }

  private Call api() {
    return shop.merchant().api();
  }

  private Call.Answer set(String member, Map<String, ?> values) {
    return api().send("PUT", "/api/v1/customers/" + id(member) + "/attributes",
        new HashMap<>(Map.of("attributes", values)));
  }
}
