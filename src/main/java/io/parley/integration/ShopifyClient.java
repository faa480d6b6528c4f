package io.parley.integration;

import io.parley.platform.Outside;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/// Asks Shopify's Admin API, version 2026-04 (shopify.dev/docs/api/admin-rest): what it answers has the same form as
/// what its webhooks bring. Pages go on by the `page_info` of the `Link` header, which allows no other filter beside
/// it; a 429 says in `Retry-After` how long to wait.
@Component
class ShopifyClient {
  static final String VERSION = "2026-04";
  static final int PAGE = 250;
  /// What is heard of by webhooks; carts name nobody, so checkouts are.
  static final List<String> TOPICS = List.of("orders/create", "orders/updated", "orders/cancelled", "customers/create",
      "customers/update", "products/create", "products/update", "checkouts/create", "checkouts/update",
      "app/uninstalled");
  private static final Pattern NEXT = Pattern.compile("<[^>]*[?&]page_info=([^&>]+)[^>]*>;\\s*rel=\"?next");
  private static final Duration USUAL_WAIT = Duration.ofSeconds(2);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

  private final Outside outside;
  private final JsonMapper json;

  /// Where a shop answers, and by which token.
  record Door(String base, String token) {}

  record Listed(List<JsonNode> items, @Nullable String next) {}

  /// It answered that we come too fast.
  static final class TooFast extends RuntimeException {
    private final Duration wait;

    TooFast(Duration wait) {
      super("Shopify asks to wait " + wait, null, false, false);
      this.wait = wait;
    }

    Duration pause() {
      return wait;
    }
  }

  /// It answered, and it was a no.
  static final class Refused extends RuntimeException {
    private final int status;

    Refused(int status) {
      super("Shopify answered " + status, null, false, false);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  ShopifyClient(Outside outside, JsonMapper json) {
    this.outside = outside;
    this.json = json;
  }

  /// The shop's own name; refuses with what Shopify answered if the token is not good.
  String name(Door door) {
    return get(door, "/shop.json").path("shop").path("name").asString("");
  }

  int count(Door door, String kind) {
    return get(door, "/" + kind + "/count.json" + (kind.equals("orders") ? "?status=any" : "")).path("count").asInt(0);
  }

  /// A page of things of a kind, the oldest first; `cursor` is where it begins.
  Listed page(Door door, String kind, @Nullable String cursor) {
    var first = kind.equals("orders") ? "&status=any&order=created_at+asc" : "";
    return list(door, kind, cursor == null ? first : "&page_info=" + encoded(cursor));
  }

  /// Orders changed since then, in the order they changed.
  Listed changed(Door door, Instant since, @Nullable String cursor) {
    return list(door, "orders", cursor == null
        ? "&status=any&order=updated_at+asc&updated_at_min=" + encoded(since.toString())
        : "&page_info=" + encoded(cursor));
  }

  private Listed list(Door door, String kind, String filter) {
    var answer = send(door, HttpRequest.newBuilder(address(door, "/" + kind + ".json?limit=" + PAGE + filter)).GET());
    var next = answer.headers().allValues("Link").stream().map(NEXT::matcher).filter(found -> found.find())
        .map(found -> java.net.URLDecoder.decode(found.group(1), StandardCharsets.UTF_8)).findFirst();
    return new Listed(read(answer).path(kind).valueStream().toList(), next.orElse(null));
  }

  /// Asks for webhooks at this address. One that is there already is refused with 422, which is as good.
  void listen(Door door, String address) {
    for (var topic : TOPICS) {
      var wanted = JsonNodeFactory.instance.objectNode();
      wanted.putObject("webhook").put("topic", topic).put("address", address).put("format", "json");
      try {
        send(door, HttpRequest.newBuilder(address(door, "/webhooks.json")).header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(wanted.toString())));
      } catch (Refused no) {
        if (no.status != 422) {
          throw no;
        }
      }
    }
  }

  private JsonNode get(Door door, String path) {
    return read(send(door, HttpRequest.newBuilder(address(door, path)).GET()));
  }

  private static URI address(Door door, String path) {
    return URI.create(door.base + "/admin/api/" + VERSION + path);
  }

  private HttpResponse<byte[]> send(Door door, HttpRequest.Builder request) {
    var answer = outside.send(request.header("X-Shopify-Access-Token", door.token).header("Accept",
        "application/json"));
    if (answer.statusCode() == 429) {
      throw new TooFast(answer.headers().firstValue("Retry-After").flatMap(ShopifyClient::seconds)
          .orElse(USUAL_WAIT));
    }
    if (answer.statusCode() / 100 != 2) {
      throw new Refused(answer.statusCode());
    }
    return answer;
  }

  /// Shopify writes `2.0`.
  private static Optional<Duration> seconds(String text) {
    return text.matches("\\d{1,6}(\\.\\d{1,3})?")
        ? Optional.of(Duration.ofMillis((long) (Double.parseDouble(text) * 1_000)))
            .map(wait -> wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait)
        : Optional.empty();
  }

  private JsonNode read(HttpResponse<byte[]> answer) {
    try {
      return json.readTree(answer.body());
    } catch (JacksonException garbled) {
      throw new Refused(answer.statusCode());
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
