package io.parley.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// One visit of one person: a few pages, some products, now and then a cart, seldom an order.
final class KiteVisit {
  private static final double FAVOURITE = 0.35;
  private static final double CART = 0.24;
  private static final double CHECKOUT = 0.5;

  private final JsonMapper json;
  private final List<KiteProduct> products;
  private final String url;
  private final Person person;
  private final Random random;
  private final List<ObjectNode> events = new ArrayList<>();
  private Instant at = Instant.EPOCH;
  private int visit;

  KiteVisit(JsonMapper json, List<KiteProduct> products, String url, Person person, Random random) {
    this.json = json;
    this.products = products;
    this.url = url;
    this.person = person;
    this.random = random;
  }

  List<ObjectNode> events(Instant start, int number) {
    at = start;
    visit = number;
    page("/shop/", "風箏選物 Kite");
    if (person.member() != null && number == 0) {
      identify(person.member());
    }
    var cart = new LinkedHashMap<KiteProduct, Integer>();
    var looks = 1 + random.nextInt(4);
    for (var n = 0; n < looks; n++) {
      var product = pick();
      page(product.path(), product.name());
      track("Product Viewed", product(product, 1));
      if (random.nextDouble() < CART * person.appetite() / 2) {
        track("Product Added", product(product, 1));
        cart.merge(product, 1, Integer::sum);
      }
    }
    if (!cart.isEmpty()) {
      checkout(cart);
    }
    return events;
  }

  /// The mark that the history was told to its end.
  static ObjectNode end(JsonMapper json, String anonymousId, Instant at) {
    var event = json.createObjectNode().put("type", "identify").put("anonymousId", anonymousId);
    event.put("messageId", anonymousId).put("timestamp", at.toString());
    event.putObject("traits");
    return event;
  }

  KiteProduct pick() {
    var favourite = Math.floorMod(person.anonymousId().hashCode(), products.size());
    return products.get(random.nextDouble() < FAVOURITE ? favourite : random.nextInt(products.size()));
  }

  private void checkout(Map<KiteProduct, Integer> cart) {
    page("/shop/cart", "購物車");
    if (random.nextDouble() > CHECKOUT) {
      return;
    }
    order(cart);
  }

  /// She comes back for something and buys it.
  List<ObjectNode> buys(KiteProduct product, Instant start, int number) {
    at = start;
    visit = number;
    page(product.path(), product.name());
    track("Product Viewed", product(product, 1));
    track("Product Added", product(product, 1));
    order(Map.of(product, 1));
    return events;
  }

  private void order(Map<KiteProduct, Integer> cart) {
    page("/shop/checkout", "結帳");
    var total = cart.entrySet().stream().mapToInt(line -> line.getKey().price() * line.getValue()).sum();
    var order = json.createObjectNode().put("order_id", "KT-" + person.anonymousId().substring(13) + "-" + visit);
    order.put("total", total).put("revenue", total).put("currency", "TWD");
    var lines = order.putArray("products");
    cart.forEach((product, quantity) -> lines.add(product(product, quantity)));
    track("Checkout Started", order.deepCopy());
    track("Order Completed", order);
    page("/shop/orders/complete", "謝謝，訂單完成");
  }

  private ObjectNode product(KiteProduct product, int quantity) {
    return json.createObjectNode()
        .put("product_id", product.id())
        .put("name", product.name())
        .put("category", product.category())
        .put("price", product.price())
        .put("quantity", quantity)
        .put("currency", "TWD")
        .put("url", url + product.path())
        .put("image_url", url + "/shop/art/" + product.id() + ".png");
  }

  private void page(String path, String title) {
    var event = event("page");
    event.put("name", title);
    event.putObject("properties").put("url", url + path).put("path", path).put("title", title);
  }

  private void track(String name, ObjectNode properties) {
    event("track").put("event", name).set("properties", properties);
  }

  private void identify(Person.Member member) {
    var traits = event("identify").put("userId", member.number()).putObject("traits");
    traits.put("name", member.name()).put("email", member.email()).put("phone", member.phone());
    var draw = Math.floorMod(member.number().hashCode(), 100);
    traits.put("level", draw < 70 ? "帆布" : draw < 93 ? "皮革" : "金線").put("newsletter", person.subscriber());
    traits.put("points", draw * 15);
  }

  private ObjectNode event(String type) {
    at = at.plusSeconds(8 + random.nextInt(95));
    var event = json.createObjectNode().put("type", type).put("anonymousId", person.anonymousId());
    if (person.member() != null) {
      event.put("userId", person.member().number());
    }
    event.put("messageId", "%s-%d-%d".formatted(person.anonymousId(), visit, events.size()));
    event.put("timestamp", at.toString());
    events.add(event);
    return event;
  }
}
