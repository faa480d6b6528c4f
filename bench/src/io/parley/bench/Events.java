package io.parley.bench;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What a shop sends: of a hundred events 70 pages, 20 products seen, 9 put in the cart, one order; about 600 bytes
/// each.
final class Events {
  static final int BATCH = 100;
  private static final String TIME = Bench.now().toString();
  private static final String CONTEXT = """
      "context":{"library":{"name":"analytics.js","version":"next-1.84.3"},"locale":"zh-TW",\
      "page":{"path":"/products/~~~~","referrer":"","search":"","title":"帆布托特包｜風箏選物",\
      "url":"https://shop.example/products/~~~~"},"timezone":"Asia/Taipei",\
      "userAgent":"Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15"}""";
  private static final String WHO = """
      "messageId":"ajs-next-########-####-####-####-############","anonymousId":"anonymous-^^^^^^^^",\
      "timestamp":"%s",""".formatted(TIME);

  private Events() {}

  static Template single(String writeKey, long seed) {
    return new Template(Wire.request("POST", "/v1/track", headers(writeKey), withSentAt(event(75))), seed);
  }

  /// The same bytes to another address, for the reference that only answers.
  static Template singleTo(String path, String writeKey, long seed) {
    return new Template(Wire.request("POST", path, headers(writeKey), withSentAt(event(75))), seed);
  }

  static Template batch(String writeKey, long seed) {
    return batch(writeKey, BATCH, seed);
  }

  /// Fewer in a batch are of the same mix, as far as their number allows.
  static Template batch(String writeKey, int count, long seed) {
    var events = IntStream.range(0, count).mapToObj(n -> event(n * BATCH / count)).collect(Collectors.joining(","));
    var body = "{\"batch\":[%s],\"sentAt\":\"%s\"}".formatted(events, TIME);
    return new Template(Wire.request("POST", "/v1/batch", headers(writeKey), body), seed);
  }

  /// The same events as rows of `bench.plain` for COPY.
  static Template rows(int count, long seed) {
    var rows = IntStream.range(0, count)
        .mapToObj(n -> "1\t%s\ttrack\tajs-next-########-####-####-####-############\t%s\n"
            .formatted(TIME, event(n % BATCH)))
        .collect(Collectors.joining());
    return new Template(rows.getBytes(StandardCharsets.UTF_8), seed);
  }

  private static String event(int n) {
    if (n < 70) {
      return "{\"type\":\"page\"," + WHO + "\"name\":\"Product\",\"properties\":{\"path\":\"/products/~~~~\","
          + "\"title\":\"帆布托特包\",\"url\":\"https://shop.example/products/~~~~\"}," + CONTEXT + "}";
    }
    var name = n < 90 ? "Product Viewed" : n < 99 ? "Product Added" : "Order Completed";
    return "{\"type\":\"track\"," + WHO + "\"event\":\"" + name + "\",\"properties\":{"
        + (n < 99 ? product() : "\"order_id\":\"o-############\",\"total\":1280,\"currency\":\"TWD\",\"products\":[{"
            + product() + "}]")
        + "}," + CONTEXT + "}";
  }

  private static String product() {
    return "\"product_id\":\"~~~~\",\"name\":\"帆布托特包\",\"price\":1280,\"quantity\":1,\"category\":\"包袋\","
        + "\"currency\":\"TWD\"";
  }

  private static String withSentAt(String event) {
    return event.substring(0, event.length() - 1) + ",\"sentAt\":\"" + TIME + "\"}";
  }

  private static String headers(String writeKey) {
    var login = java.util.Base64.getEncoder().encodeToString((writeKey + ":").getBytes(StandardCharsets.UTF_8));
    return "Content-Type: application/json\r\nAuthorization: Basic " + login + "\r\n";
  }
}
