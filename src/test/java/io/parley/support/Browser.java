package io.parley.support;

import io.parley.platform.Ids;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// A visitor's browser as the widget drives it.
public record Browser(Merchant merchant, String id, String secret, Call chat, String url) {
  public static Browser of(Merchant merchant, String url) {
    return of(merchant, url, Ids.hex(16), Ids.hex(16));
  }

  public static Browser of(Merchant merchant, String url, String id, String secret) {
    var proof = "Visitor " + merchant.workspace().writeKey() + ":" + id + ":" + secret;
    return new Browser(merchant, id, secret, Call.to(url).with("Authorization", proof), url);
  }

  public Call.Answer say(String clientId, String text) {
    return chat.post("/chat/v1/messages", Map.of(
        "clientId", clientId,
        "content", Map.of("kind", "text", "text", text),
        "page", Map.of("url", "https://kite.example/products/1", "title", "帆布包")));
  }

  public Call.Answer say(String text) {
    return say(Ids.hex(8), text);
  }

  public JsonNode thread() {
    return chat.get("/chat/v1/messages?after=0").json();
  }

  public LiveClient live() {
    var client = LiveClient.open(url + "/chat/v1/live").say(hello());
    client.await("ready");
    return client;
  }

  public Map<String, String> hello() {
    return Map.of("type", "hello", "writeKey", merchant.workspace().writeKey(), "anonymousId", id, "secret", secret);
  }
}
