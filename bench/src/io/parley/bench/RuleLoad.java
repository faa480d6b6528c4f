package io.parley.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Rules of a shop, of which at most five meet one event: a fifth of them look for a part of the page's address, the
/// others for a product seen, a product put into the cart, an exact page, or one of two products.
final class RuleLoad {
  private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([0-9a-f-]{36})\"");
  private static final int KINDS = 5;

  private RuleLoad() {}

  /// Makes them and lets them go live; before there are events, so that nothing of the past is to be worked out.
  static List<String> make(Server server, int count) {
    var made = new ArrayList<String>();
    for (var n = 0; n < count; n++) {
      var id = make(server, "規則 %d".formatted(n), "標籤 %d".formatted(n), condition(n));
      server.call("POST", "/api/v1/rules/" + id + "/live", "");
      made.add(id);
    }
    return made;
  }

  static String make(Server server, String name, String tag, String condition) {
    return id(server.call("POST", "/api/v1/rules",
        "{\"name\":\"%s\",\"tag\":\"%s\",\"condition\":%s}".formatted(name, tag, condition)));
  }

  static String id(String answer) {
    var id = ID.matcher(answer);
    if (!id.find()) {
      throw new IllegalStateException("No id in " + answer);
    }
    return id.group(1);
  }

  private static String condition(int n) {
    var product = "%04d".formatted(n / KINDS * 2 % 500);
    return switch (n % KINDS) {
      case 0 -> did("page", "url", "contains", "\"/products/" + product + "\"", 3);
      case 1 -> did("Product Viewed", "product_id", "is", "\"" + product + "\"", 2);
      case 2 -> did("Product Added", "product_id", "is", "\"" + product + "\"", 1);
      case 3 -> did("page", "url", "is", "\"https://shop.example/products/" + product + "\"", 5);
      default -> did("Product Viewed", "product_id", "one_of", "[\"%s\",\"x%d\"]".formatted(product, n), 3);
    };
  }

  static String did(String event, String property, String op, String value, int times) {
    return """
        {"kind":"did","event":{"name":"%s","where":[{"property":"%s","op":"%s","value":%s}]},\
        "measure":{"kind":"count","atLeast":%d},"within":{"amount":30,"unit":"day"}}"""
        .formatted(event, property, op, value, times);
  }
}
