package io.parley.integration;

import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Problem;
import io.parley.platform.Secrets;
import io.parley.platform.Worker;
import io.parley.platform.Workers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What Shopify's webhooks bring (shopify.dev, "Deliver webhooks through HTTPS"). The signature is over the raw body.
/// The body is written down before it is answered, because Shopify waits five seconds at most; a worker tells it. The
/// headers are not signed, so a delivery is known again by what its body says, too.
@Component
class ShopifyCalls {
  private static final Logger LOG = LoggerFactory.getLogger(ShopifyCalls.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration AGAIN = Duration.ofSeconds(30);
  private static final int MOST_TRIES = 5;
  private static final int LONGEST = 200;

  private final ShopifyShops shops;
  private final ShopifyStore store;
  private final ShopifyCallStore calls;
  private final ShopifyTelling telling;
  private final Database database;
  private final Clocks clocks;
  private final JsonMapper json;
  private final Worker worker;

  record Headers(@Nullable String signature, @Nullable String topic, @Nullable String webhookId) {}

  ShopifyCalls(ShopifyShops shops, ShopifyStore store, ShopifyCallStore calls, ShopifyTelling telling,
      Database database, Clocks clocks, JsonMapper json, Workers workers) {
    this.shops = shops;
    this.store = store;
    this.calls = calls;
    this.telling = telling;
    this.database = database;
    this.clocks = clocks;
    this.json = json;
    this.worker = workers.add("shopify calls", POLL, this::round);
  }

  /// False if it was here before.
  boolean receive(UUID id, byte[] body, Headers headers) {
    var shop = database.engine(() -> store.find(id)).orElseThrow(Problem::notFound);
    var wanted = Secrets.hmac("HmacSHA256", shops.secret(shop).getBytes(StandardCharsets.UTF_8), body);
    if (!MessageDigest.isEqual(wanted, bytes(headers.signature))) {
      throw new Problem(401, "signature", "簽章不符", "The signature does not match");
    }
    var text = new String(body, StandardCharsets.UTF_8);
    var told = tree(text);
    var topic = cut(headers.topic == null ? "" : headers.topic);
    var version = told.path("updated_at").asString("");
    var resource = ShopifyBody.id(told).or(() -> Optional.ofNullable(told.path("token").asString(null)));
    // A delivery that names none is known by its body.
    var webhook = headers.webhookId == null || headers.webhookId.isBlank() ? Secrets.sha256(topic + text)
        : cut(headers.webhookId);
    var fresh = database.tenant(shop.workspace(), () -> calls.write(shop, webhook, topic,
        version.isEmpty() ? null : resource.map(ShopifyCalls::cut).orElse(null), cut(version), text.replace("\0", ""),
        clocks.wall()));
    worker.wake();
    return fresh;
  }

  private static byte[] bytes(@Nullable String signature) {
    try {
      return Base64.getDecoder().decode(signature == null ? "" : signature.strip());
    } catch (IllegalArgumentException notBase64) {
      return new byte[0];
    }
  }

  private JsonNode tree(String text) {
    try {
      return json.readTree(text);
    } catch (JacksonException notJson) {
      throw new Says("內容不是 JSON", "The content is not JSON").problem("body");
    }
  }

  private boolean round() {
    var now = clocks.wall();
    var claimed = database.engine(() -> calls.claim(now, now.plus(AGAIN)));
    claimed.ifPresent(this::tell);
    return claimed.isPresent();
  }

  /// What is told and that it was told commit together.
  private void tell(ShopifyCallStore.Call call) {
    try {
      database.tenant(call.workspace(), () -> {
        var shop = store.all(call.workspace()).stream().filter(one -> one.id().equals(call.shop())).findFirst();
        var state = shop.isEmpty() ? "ignored" : told(shop.get(), call);
        calls.done(call, state, null);
      });
    } catch (RowReader.Bad bad) {
      database.tenant(call.workspace(), () -> calls.done(call, "failed", bad.why()));
    } catch (RuntimeException broken) {
      LOG.warn("Shopify's call {} ({}) could not be told", call.id(), call.topic(), broken);
      if (call.tries() >= MOST_TRIES) {
        database.tenant(call.workspace(), () -> calls.done(call, "failed",
            new Says("試了五次都處理不了", "It could not be handled in five tries")));
      }
    }
  }

  private String told(ShopifyStore.Shop shop, ShopifyCallStore.Call call) {
    var body = tree(call.body());
    var at = Optional.ofNullable(ShopifyBody.version(body)).filter(one -> one.isBefore(latest()))
        .orElse(clocks.now(shop.workspace()));
    return switch (call.topic()) {
      // An edit tells only what changed of the order; its update, which comes too, tells the order.
      case "orders/create", "orders/updated", "orders/cancelled", "orders/paid", "orders/fulfilled",
          "orders/partially_fulfilled" -> telling.order(shop, body, at);
      case "customers/create", "customers/update" -> telling.customer(shop, body, at);
      case "products/create", "products/update" -> telling.product(shop, body, at);
      case "checkouts/create", "checkouts/update" -> telling.cart(shop, body, at);
      case "app/uninstalled" -> {
        store.fail(shop.workspace(), shop.id(), new Says("商店移除了這個 App，不會再送資料來",
            "The shop removed the app; nothing comes from it any more"));
        yield "taken";
      }
      default -> "ignored";
    };
  }

  private Instant latest() {
    return clocks.wall().plus(Duration.ofDays(1));
  }

  private static String cut(String text) {
    var clean = text.replace("\0", "");
    return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST);
  }
}
