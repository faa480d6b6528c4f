package io.parley.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.platform.Secrets;
import io.parley.support.Call;
import io.parley.support.Merchant;
import io.parley.support.TestParley;
import io.parley.timeline.Timeline;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A shop's own system tells what happens, signed. The signature is computed here as the documentation says, not with
/// what checks it.
class WebhookTest {
  private static TestParley parley;
  private Merchant merchant;
  private Files files;
  private JsonNode hook;

  @BeforeAll
  static void start() {
    parley = TestParley.shared();
  }

  @AfterAll
  static void stop() {
    parley.close();
  }

  @BeforeEach
  void make() {
    merchant = Merchant.found(parley);
    files = new Files(parley, merchant);
    hook = merchant.api().post("/api/v1/webhooks", Map.of("name", "SHOPLINE")).json();
  }

  @Test
  void anOrderThatIsToldTwiceIsOneAndItsNewestVersionStandsWhateverOrderTheyCameIn() {
    var updated = order("order.updated", "e2", "2026-10-02T10:00:00+08:00", 1500);
    assertThat(outcome(send(updated))).isEqualTo("taken");
    assertThat(outcome(send(updated))).isEqualTo("repeated");
    assertThat(outcome(send(order("order.created", "e1", "2026-10-01T10:00:00+08:00", 1280)))).isEqualTo("stale");
    settle();
    assertThat(orders()).containsExactly("web|1001|placed|1500|member M-1");
    assertThat(outcome(send(body("order.cancelled", "e3", "2026-10-03T10:00:00+08:00",
        "\"order\":{\"number\":\"1001\",\"customer\":{\"member_number\":\"M-1\"}}")))).isEqualTo("taken");
    settle();
    assertThat(orders()).containsExactly("web|1001|cancelled|1500|member M-1");
    assertThat(calls()).containsExactly("taken order.cancelled", "stale order.created", "repeated order.updated",
        "taken order.updated");
  }

  @Test
  void anOldExportAfterANewerCallChangesNothingAndANewerRowDoes() {
    send(order("order.updated", "e1", "2026-10-05T10:00:00+08:00", 1500));
    settle();
    var line = "訂單編號,訂單日期,會員編號,商品編號,數量,訂單總金額%s\n1001,2026/10/1 10:00,M-1,cup,1,%d%s\n";
    var old = files.bring("old.csv", "&written=2026-10-03T00:00:00Z",
        line.formatted("", 1280, "").getBytes(java.nio.charset.StandardCharsets.UTF_8));
    told(Call.JSON.readTree(old.body()).path("id").asString());
    assertThat(orders()).as("the file was written before the call").containsExactly("web|1001|placed|1500|member M-1");
    told(files.brought(line.formatted(",更新時間", 1300, ",2026/10/4 10:00")));
    assertThat(orders()).as("the row says that it is older").containsExactly("web|1001|placed|1500|member M-1");
    told(files.brought(line.formatted(",更新時間", 1700, ",2026/10/6 10:00")));
    assertThat(orders()).containsExactly("web|1001|placed|1700|member M-1");
  }

  private void told(String id) {
    assertThat(files.check(id, Map.of()).path("state").asString()).isEqualTo("checked");
    assertThat(files.run(id).path("state").asString()).isEqualTo("done");
  }

  @Test
  void whatWasPaidBackIsToldAsASumAndCountsOnce() {
    send(order("order.created", "e1", "2026-10-01T10:00:00+08:00", 1000));
    for (var round = 0; round < 2; round++) {
      send(body("order.refunded", "r" + round, "2026-10-02T10:00:0" + round + "+08:00",
          "\"order\":{\"number\":\"1001\",\"refunded_total\":300,\"customer\":{\"member_number\":\"M-1\"}}"));
    }
    settle();
    assertThat(files.sql("select refunded::text from commerce.customer_order where workspace_id = :workspace"))
        .containsExactly("300");
  }

  @Test
  void productsCustomersAndCartsComeInToo() {
    send(body("product.updated", "p1", "2026-10-01T10:00:00+08:00",
        "\"product\":{\"id\":\"tote\",\"name\":\"帆布袋\",\"price\":1280,\"sale_price\":990,"
            + "\"availability\":\"out_of_stock\"}"));
    send(body("customer.updated", "c1", "2026-10-01T10:00:00+08:00",
        "\"customer\":{\"member_number\":\"M-1\",\"name\":\"林雅婷\",\"phone\":\"0912-345-678\",\"verified\":true,"
            + "\"tags\":[\"VIP\"],\"attributes\":{\"level\":\"金卡\"}}"));
    send(body("cart.updated", "k1", "2026-10-01T10:00:00+08:00",
        "\"cart\":{\"customer\":{\"phone\":\"0912345678\"},\"items\":[{\"product_id\":\"tote\",\"quantity\":2}]}"));
    settle();
    assertThat(files.sql("""
        select price || '|' || sale_price || '|' || availability from commerce.product where workspace_id = :workspace
        """)).containsExactly("1280|990|out_of_stock");
    assertThat(files.sql("""
        select c.name || '|' || (c.attributes->>'level') || '|' || (cart.items->0->>'quantity')
        from customer.customer c join customer.identity i on i.customer_id = c.id
        join commerce.cart on cart.identity_id = i.id where c.workspace_id = :workspace
        """)).containsExactly("林雅婷|金卡|2");
    assertThat(merchant.api().get("/api/v1/tags").json().at("/items/0/customers").asInt()).isEqualTo(1);
  }

  @Test
  void whatIsNotSignedNotFreshOrNotUnderstoodIsRefusedAndOnRecord() {
    var body = order("order.created", "e1", "2026-10-01T10:00:00+08:00", 1280);
    assertThat(send(body, now(), "v1=" + "0".repeat(64)).status()).isEqualTo(401);
    assertThat(send(body, now(), null).status()).isEqualTo(401);
    var old = Long.toString(Instant.now().minus(Duration.ofMinutes(6)).getEpochSecond());
    assertThat(send(body, old, sign(old, body)).json().path("code").asString()).isEqualTo("timestamp");
    assertThat(send(body, now(), sign(now(), body + " ")).status()).isEqualTo(401);
    assertThat(send("[1]").status()).isEqualTo(400);
    assertThat(send("{").status()).isEqualTo(400);
    assertThat(send(body("order.created", "e9", "2026-10-01T10:00:00+08:00", "\"order\":{}")).status()).isEqualTo(400);
    assertThat(send(body("moon.full", "e9", "2026-10-01T10:00:00+08:00", "\"order\":{}")).status()).isEqualTo(400);
    assertThat(Call.to(parley.url()).post("/v1/hooks/nobody", "{}").status()).isEqualTo(404);
    assertThat(send("x".repeat(300_000)).status()).isEqualTo(413);
    assertThat(calls()).hasSize(8).allMatch(call -> call.startsWith("refused"));
    settle();
    assertThat(orders()).isEmpty();
  }

  @Test
  void theSecretIsToldOnceAndKeptSealed() {
    var secret = hook.path("secret").asString();
    assertThat(secret).startsWith("whsec_");
    assertThat(merchant.api().get("/api/v1/webhooks").body()).doesNotContain(secret).contains("SHOPLINE");
    assertThat(files.sql("select encode(secret, 'escape') from integration.webhook where workspace_id = :workspace"))
        .noneMatch(kept -> kept.contains(secret.substring(6)));
  }

  private String order(String type, String id, String updatedAt, int total) {
    return body(type, id, updatedAt, """
        "order":{"number":"1001","placed_at":"2026-10-01T10:00:00+08:00","total":%d,
        "customer":{"member_number":"M-1"},"items":[{"product_id":"tote","name":"帆布袋","quantity":1,"price":%d}]}
        """.formatted(total, total));
  }

  private static String body(String type, String id, String updatedAt, String thing) {
    return "{\"type\":\"%s\",\"id\":\"%s\",\"updated_at\":\"%s\",%s}".formatted(type, id, updatedAt, thing);
  }

  private Call.Answer send(String body) {
    return send(body, now(), sign(now(), body));
  }

  private Call.Answer send(String body, String stamp, String signature) {
    var call = Call.to(parley.url()).with("Parley-Timestamp", stamp);
    return (signature == null ? call : call.with("Parley-Signature", signature))
        .post("/v1/hooks/" + hook.path("id").asString(), body);
  }

  private String sign(String stamp, String body) {
    return "v1=" + HexFormat.of().formatHex(Secrets.hmac("HmacSHA256",
        hook.path("secret").asString().getBytes(StandardCharsets.UTF_8),
        (stamp + "." + body).getBytes(StandardCharsets.UTF_8)));
  }

  private static String now() {
    return Long.toString(Instant.now().getEpochSecond());
  }

  private static String outcome(Call.Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json().path("outcome").asString();
  }

  private List<String> calls() {
    return merchant.api().get("/api/v1/webhooks/" + hook.path("id").asString() + "/calls").json().path("items")
        .valueStream().map(call -> (call.path("outcome").asString() + " " + call.path("type").asString("")).strip())
        .toList();
  }

  private List<String> orders() {
    return files.sql("""
        select o.channel || '|' || o.number || '|' || o.state || '|' || o.total || '|' || i.kind || ' ' || i.value
        from commerce.customer_order o join customer.identity i on i.id = o.identity_id
        where o.workspace_id = :workspace
        """);
  }

  private void settle() {
    await().until(() ->
        parley.get(Timeline.class).ledger(merchant.workspace().id()).waiting() == 0);
  }
}
