package io.parley.architecture;

import static org.awaitility.Awaitility.await;

import io.parley.support.Call;
import io.parley.support.Merchant;
import io.parley.support.TestParley;
import io.parley.timeline.Timeline;
import java.util.Map;
import java.util.UUID;

/// Gives a workspace a customer, a rule, a tag, an order and a conversation, the way they come to be.
final class Inhabited {
  private Inhabited() {}

  /// `name` stands in everything of the workspace that has a name.
  static void live(TestParley parley, Merchant of, String name) {
    var outside = Call.to(parley.url());
    var key = of.workspace().writeKey();
    of.api().post("/api/v1/rules", Map.of("name", name, "tag", name,
        "condition", Merchant.visited("/products/", 1, 7)));
    of.api().post("/api/v1/segments", Map.of("name", name, "condition", Merchant.visited("/products/", 1, 7)));
    var rule = of.api().get("/api/v1/rules").json().at("/items/0/id").asString();
    of.api().post("/api/v1/rules/" + rule + "/live", "");
    outside.post("/v1/identify", Map.of("writeKey", key, "anonymousId", "visitor-" + name, "userId", "member-" + name,
        "traits", Map.of("name", name, "email", "someone@example.com")));
    outside.post("/v1/page", Map.of("writeKey", key, "anonymousId", "visitor-" + name,
        "properties", Map.of("url", "https://shop.example/products/1", "title", name)));
    var item = Map.of("product_id", "1", "name", name, "price", 880, "quantity", 1);
    outside.post("/v1/track", Map.of("writeKey", key, "anonymousId", "visitor-" + name, "event", "Product Added",
        "properties", item));
    outside.post("/v1/track", Map.of("writeKey", key, "anonymousId", "visitor-" + name, "event", "Order Completed",
        "properties", Map.of("order_id", "order-" + name, "total", 880, "products", new Object[] {item})));
    var talker = outside.with("Authorization", "Visitor " + key + ":talker:0123456789abcdef0123456789abcdef");
    talker.post("/chat/v1/messages", Map.of("clientId", UUID.randomUUID().toString(),
        "content", Map.of("kind", "text", "text", name)));
    talker.post("/chat/v1/link-codes", "");
    awaitFold(parley, of);
    var customer = of.api().get("/api/v1/customers").json().at("/items/0/id").asString();
    of.api().post("/api/v1/customers/" + customer + "/tags", Map.of("name", name));
    of.api().post("/api/v1/customers/bulk", Map.of("verb", "tag", "tag", name, "filter", Map.of("query", name)));
    of.api().post("/api/v1/customers/views", Map.of("name", name, "definition", Map.of("query", name)));
    awaitFold(parley, of);
    of.api().post("/api/v1/coupons", Map.of("name", name, "benefit", Map.of("kind", "amount", "off", 100)));
  }

  private static void awaitFold(TestParley parley, Merchant of) {
    await().until(() -> parley.get(Timeline.class).ledger(of.workspace().id()).waiting() == 0);
  }
}
