package io.parley.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.customer.IdentityKey;
import io.parley.platform.Database;
import io.parley.support.Browser;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What is known equals what the log says, refolded from its beginning; and where it does not, that is shown.
class RebuildTest extends AtShop {
  @Test
  void aWorkspaceWithChatsMergesOrdersTagsAndBrokenFactsIsWhatItsLogSays() {
    live();
    var before = shop.count("select count(*) from customer.customer where workspace_id = :workspace");
    var report = rebuild();
    assertThat(report.path("differences")).as(report.toString()).isEmpty();
    assertThat(report.path("differing").asInt()).isZero();
    assertThat(report.path("compared").path("customers").asInt()).isEqualTo(7);
    assertThat(report.path("compared").path("orders").asInt()).isEqualTo(1);
    assertThat(report.path("compared").path("tags").asInt()).isPositive();
    assertThat(shop.count("select count(*) from customer.customer where workspace_id = :workspace"))
        .isEqualTo(before);
  }

  @Test
  void tagsOfRulesMembersConsentsAndAttributesAreComparedWithWhatTheLogGives() {
    var api = shop.merchant().api();
    api.send("PUT", "/api/v1/attributes", Map.of("name", "city", "type", "text", "labelZh", "城市", "labelEn", "City"));
    var ordered = Map.of("kind", "did", "event", Map.of("name", "Order Completed"), "measure",
        Map.of("kind", "count", "atLeast", 1));
    var first = api.post("/api/v1/segments", Map.of("name", "買過", "condition", ordered)).json().path("id").asString();
    api.post("/api/v1/segments", Map.of("name", "沒買過", "condition",
        Map.of("kind", "not", "of", Map.of("kind", "segment", "segment", first))));
    var rule = api.post("/api/v1/rules", Map.of("name", "買", "tag", "買", "condition", ordered)).json();
    api.post("/api/v1/rules/" + rule.path("id").asString() + "/live", Map.of());
    live();
    shop.merchant().awaitRules();
    var report = rebuild();
    assertThat(report.path("differences")).as(report.toString()).isEmpty();
    assertThat(report.path("compared").path("audience").asInt()).isGreaterThan(3);
    var database = parley.get(Database.class);
    database.engine(() -> database.sql().sql("""
        update audience.membership set member = not member where workspace_id = :workspace and segment_id = :id
        """).param("workspace", shop.workspace().value()).param("id", java.util.UUID.fromString(first)).update());
    database.engine(() -> database.sql().sql("""
        delete from customer.customer_tag where workspace_id = :workspace and source = 'rule'
        """).param("workspace", shop.workspace().value()).update());
    assertThat(rebuild().path("differences").toString()).contains("segment “買過”", "rule “買”");
  }

  @Test
  void tagsOfRulesThatAskForMoreThanEventsAreComparedAsFarAsTheLogTells() {
    rule("沒買過的", Map.of("kind", "not", "of",
        Map.of("kind", "ordered", "measure", "count", "op", ">=", "value", 1)));
    rule("是會員", Map.of("kind", "identified", "by", "member"));
    rule("叫安", Map.of("kind", "attribute", "name", "name", "op", "is", "value", "安"));
    shop.merchant().awaitRules();
    live();
    var report = rebuild();
    assertThat(report.path("differences")).as(report.toString()).isEmpty();
    assertThat(report.path("undetermined")).as("whoever bought first did not, and that stands no more")
        .extracting(one -> one.path("name").asString() + " " + one.path("reason").asString())
        .containsExactly("沒買過的 past");
    meddle("delete from customer.customer_tag where workspace_id = :workspace and source = 'rule' and tag_id in "
        + "(select id from customer.tag where workspace_id = :workspace and name = '是會員')");
    meddle("""
        insert into customer.customer_tag (workspace_id, identity_id, tag_id, source, rule_id, since)
        select :workspace, i.id, r.tag_id, 'rule', r.id, now() from customer.identity i, audience.rule r
        where i.workspace_id = :workspace and i.value = 'M2' and r.workspace_id = :workspace and r.name = '叫安'
        """);
    assertThat(rebuild().path("differences").toString()).contains("rule “是會員”", "rule “叫安”")
        .doesNotContain("沒買過的");
  }

  private void rule(String name, Map<String, ?> condition) {
    var rule = shop.merchant().api().post("/api/v1/rules", Map.of("name", name, "tag", name, "condition", condition));
    post("/rules/" + rule.json().path("id").asString() + "/live", Map.of());
  }

  private void meddle(String sql) {
    var database = parley.get(Database.class);
    database.engine(() -> database.sql().sql(sql).param("workspace", shop.workspace().value()).update());
  }

  @Test
  void whatSomebodyMeddledWithIsShown() {
    live();
    var database = parley.get(Database.class);
    database.engine(() -> database.sql().sql("""
        update commerce.customer_order set total = 9 where workspace_id = :workspace
        """).param("workspace", shop.workspace().value()).update());
    database.engine(() -> database.sql().sql("""
        update customer.identity set customer_id = home where workspace_id = :workspace and value = 'c'
        """).param("workspace", shop.workspace().value()).update());
    var report = rebuild();
    assertThat(report.path("differences")).extracting(one -> one.path("part").asString())
        .contains("orders", "customers");
    assertThat(report.path("differences").toString()).contains("member:M2");
  }

  @Test
  void onlyAnAdministratorMayAskForIt() {
    var key = parley.get(io.parley.workspace.Workspaces.class)
        .newKey(shop.workspace(), "w", java.util.Set.of(io.parley.workspace.Scope.WRITE));
    assertThat(io.parley.support.Call.to(parley.url()).bearer(key).post("/api/v1/rebuild", Map.of()).status())
        .isEqualTo(403);
  }

  private void live() {
    var chat = Browser.of(shop.merchant(), parley.url());
    chat.say("你好");
    shop.settle();
    var order = new HashMap<>(Shop.track("Order Completed", Shop.visitor("a")));
    order.put("properties", Map.of("order_id", "O1", "total", 500, "products",
        java.util.List.of(Map.of("product_id", "1", "name", "包", "price", 500, "quantity", 1))));
    shop.tell(Shop.page("https://shop.example/", Shop.visitor("a")), order,
        Shop.identify(Shop.both("M1", "a"), Map.of("name", "安")),
        Shop.identify(Shop.both("M1", "b"), Map.of()), Shop.event("nonsense", Shop.visitor("a"), Map.of()));
    shop.tell(Shop.page("https://shop.example/", Shop.visitor("c")));
    shop.tell(Shop.identify(Shop.member("M2"), Map.of()), Shop.identify(Shop.both("M2", "c"), Map.of()));
    shop.tell(Shop.identify(Shop.member(chat.id()), Map.of()));
    var one = shop.customer(IdentityKey.member("M1"));
    post("/customers/" + one + "/tags", Map.of("name", "常客"));
    post("/customers/" + one + "/merge", Map.of("with", shop.customer(IdentityKey.member("M2")).toString()));
    post("/customers/" + one + "/tags", Map.of("name", "合併後"));
    var link = shop.merchant().api().get("/api/v1/customers/" + one + "/links").json().path("items").valueStream()
        .filter(each -> each.path("evidence").asString().equals("staff")).findFirst().orElseThrow();
    post("/customers/" + one + "/unmerge", Map.of("identityId", link.path("identityId").asString(), "throughId",
        link.path("throughId").asString()));
  }

  private void post(String path, Map<String, ?> body) {
    assertThat(shop.merchant().api().post("/api/v1" + path, body).status()).isLessThan(300);
    shop.settle();
  }

  private JsonNode rebuild() {
    var answer = shop.merchant().api().post("/api/v1/rebuild", Map.of());
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }
}
