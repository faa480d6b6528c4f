package io.parley.bench.crowd;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// One event of a made-up customer, as a Segment client would tell it. `properties` is JSON, for `identify` the traits.
record Happening(Person person, String visitor, boolean signedIn, long atMillis, String type, String name,
    String properties, int product, int quantity) {

  /// What happens in one session: 70 of a hundred events are pages, one is an order.
  static List<Happening> session(Person person, int n, long startMillis) {
    var random = new SplittableRandom(person.seed + 101L * n + 7);
    var visitor = person.visitor(n);
    var signedIn = person.signsInAt >= 0 && n > person.signsInAt;
    var all = new ArrayList<Happening>();
    var at = startMillis;
    var length = 2 + (int) (Math.pow(random.nextDouble(), 2) * 12);
    var cart = new ArrayList<Integer>();
    for (var step = 0; step < length; step++) {
      var product = Shelf.popular(random.nextDouble());
      if (random.nextDouble() < 0.2) {
        all.add(page(person, visitor, signedIn, at, Shelf.SHOP + "/category/" + product % 8, Shelf.category(product)));
      } else {
        all.add(page(person, visitor, signedIn, at, Shelf.url(product), Shelf.name(product)));
        if (random.nextDouble() < 0.38) {
          all.add(track(person, visitor, signedIn, at + 400, "Product Viewed", product));
        }
        if (random.nextDouble() < 0.14) {
          cart.add(product);
          all.add(track(person, visitor, signedIn, at + 9_000, "Product Added", product));
        }
      }
      at += 12_000 + random.nextInt(120_000);
    }
    if (n == person.signsInAt) {
      all.add(identify(person, visitor, at));
      signedIn = true;
      at += 3_000;
    }
    if (!cart.isEmpty() && random.nextDouble() < (signedIn ? 0.2 : 0.02)) {
      all.add(order(person, visitor, signedIn, at, n, cart));
    }
    return all;
  }

  private static Happening page(Person person, String visitor, boolean signedIn, long at, String url, String title) {
    return new Happening(person, visitor, signedIn, at, "page", "page",
        "{\"url\":\"%s\",\"title\":\"%s\"}".formatted(url, title), -1, 0);
  }

  private static Happening track(
      Person person, String visitor, boolean signedIn, long at, String name, int product) {
    return new Happening(person, visitor, signedIn, at, "track", name, item(product), product, 1);
  }

  private static Happening identify(Person person, String visitor, long at) {
    var traits = new StringBuilder("{");
    person.traits().forEach((trait, value) -> traits.append(traits.length() > 1 ? "," : "").append('"').append(trait)
        .append("\":\"").append(value).append('"'));
    return new Happening(person, visitor, true, at, "identify", "identify", traits.append('}').toString(), -1, 0);
  }

  private static Happening order(
      Person person, String visitor, boolean signedIn, long at, int n, List<Integer> cart) {
    var total = cart.stream().mapToInt(Shelf::price).sum();
    var lines = String.join(",", cart.stream().map(Happening::item).toList());
    return new Happening(person, visitor, signedIn, at, "track", "Order Completed",
        "{\"order_id\":\"O-%d-%d\",\"total\":%d,\"currency\":\"TWD\",\"products\":[%s]}"
            .formatted(person.number, n, total, lines), -1, total);
  }

  private static String item(int product) {
    return "{\"product_id\":\"%s\",\"name\":\"%s\",\"price\":%d,\"quantity\":1,\"category\":\"%s\"}".formatted(
        Shelf.id(product), Shelf.name(product), Shelf.price(product), Shelf.category(product));
  }

  /// A body of `POST /v1/batch` holds these.
  String segment() {
    var who = "\"anonymousId\":\"%s\"%s".formatted(visitor,
        signedIn ? ",\"userId\":\"%s\"".formatted(person.member()) : "");
    var what = type.equals("identify") ? "\"traits\":" + properties
        : (type.equals("track") ? "\"event\":\"" + name + "\"," : "") + "\"properties\":" + properties;
    return "{\"type\":\"%s\",%s,\"messageId\":\"%s-%d-%s\",\"timestamp\":\"%s\",%s}".formatted(type, who, visitor,
        atMillis, name.replace(' ', '-') + product, java.time.Instant.ofEpochMilli(atMillis), what);
  }
}
