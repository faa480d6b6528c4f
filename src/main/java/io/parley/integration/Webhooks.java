package io.parley.integration;

import io.parley.customer.IdentityKey;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.Problem;
import io.parley.platform.Secrets;
import io.parley.platform.WorkspaceId;
import io.parley.timeline.NewCall;
import io.parley.timeline.Timeline;
import io.parley.workspace.Workspaces;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/// Signed calls of any shop. A call is authentic if `Parley-Signature` is `v1=` and the hex HMAC-SHA256, under the
/// webhook's secret, of the timestamp, a dot and the body; and fresh if `Parley-Timestamp` lies within five minutes.
/// What it says is told to the timeline in the transaction that takes its event id, so that a repeat changes nothing.
@Component
class Webhooks {
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final int MOST_WEBHOOKS = 20;
  private static final int LONGEST_ID = 200;

  private final WebhookStore store;
  private final Vouching vouching;
  private final Timeline timeline;
  private final Workspaces workspaces;
  private final Secrets secrets;
  private final Database database;
  private final Clocks clocks;
  private final JsonMapper json;

  /// What a call brought with it.
  record Headers(@Nullable String timestamp, @Nullable String signature, @Nullable String idempotencyKey) {}

  enum Outcome {
    TAKEN, REPEATED, STALE;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Webhooks(WebhookStore store, Vouching vouching, Timeline timeline, Workspaces workspaces, Secrets secrets,
      Database database, Clocks clocks, JsonMapper json) {
    this.store = store;
    this.vouching = vouching;
    this.timeline = timeline;
    this.workspaces = workspaces;
    this.secrets = secrets;
    this.database = database;
    this.clocks = clocks;
    this.json = json;
  }

  record Made(WebhookStore.Webhook webhook, String secret) {}

  /// The secret is told this once.
  Made make(WorkspaceId workspace, String name) {
    var plain = name.strip();
    if (plain.isEmpty() || plain.length() > 100 || plain.indexOf('\0') >= 0) {
      throw new Says("名字要有 1 到 100 個字", "A name has 1 to 100 characters").problem("name");
    }
    var id = Ids.next();
    var secret = "whsec_" + Ids.secret();
    var webhook = new WebhookStore.Webhook(id, workspace, plain, secrets.seal(context(id), secret),
        clocks.now(workspace));
    database.tenant(workspace, () -> {
      if (store.all(workspace).size() >= MOST_WEBHOOKS) {
        throw new Says("最多 20 個 webhook", "Up to 20 webhooks").problem("too_many");
      }
      store.insert(webhook);
    });
    return new Made(webhook, secret);
  }

  private static String context(UUID id) {
    return "webhook " + id;
  }

  Outcome receive(UUID id, byte[] body, Headers headers) {
    var to = database.engine(() -> store.find(id)).orElseThrow(Problem::notFound);
    check(to, body, headers);
    var now = clocks.now(to.workspace());
    String type = null;
    String eventId = null;
    try {
      var told = tree(body);
      type = told.path("type").asString("");
      eventId = eventId(told, headers, body);
      var version = Optional.ofNullable(ShopBody.time(told, "updated_at")).orElse(now);
      if (version.isAfter(now.plus(Duration.ofDays(1)))) {
        throw new RowReader.Bad("updated_at 在未來", "updated_at lies in the future");
      }
      var workspace = workspaces.get(to.workspace());
      var region = workspace.locale().endsWith("HK") || workspace.currency().equals("HKD") ? "HK" : "TW";
      return take(to, eventId, type, ShopBody.read(type, told, version, region), version);
    } catch (RowReader.Bad bad) {
      note(to, eventId, type, "refused", bad.why());
      throw bad.why().problem("body");
    }
  }

  private Outcome take(WebhookStore.Webhook to, String eventId, String type, ShopBody said, Instant version) {
    var now = clocks.now(to.workspace());
    var outcome = database.tenant(to.workspace(), () -> {
      if (!store.take(to, eventId, type, now)) {
        return Outcome.REPEATED;
      }
      var fresh = tell(to.workspace(), said, version);
      if (!fresh) {
        store.stale(to, eventId);
      }
      return fresh ? Outcome.TAKEN : Outcome.STALE;
    });
    if (outcome == Outcome.REPEATED) {
      note(to, eventId, type, outcome.word(), null);
    }
    return outcome;
  }

  /// False if something newer is known already.
  private boolean tell(WorkspaceId workspace, ShopBody said, Instant version) {
    var before = switch (said) {
      case ShopBody.OfOrder of -> vouching.orders(workspace, of.order().channel(),
          List.of(new Dated<>(of.order(), version)));
      case ShopBody.OfCustomer of -> vouching.customers(workspace,
          List.of(new Dated<>(of.customer(), version)), of.verified());
      case ShopBody.OfProduct of -> vouching.products(workspace, List.of(new Dated<>(of.product(), version)));
      case ShopBody.OfCart of -> {
        timeline.vouch(workspace, List.of(cart(of, version)));
        yield java.util.Map.<String, Known.Before>of();
      }
    };
    return before.values().stream().noneMatch(one -> one.news() == Known.News.STALE);
  }

  /// A member number and a browser in one signed call are one person.
  private static NewCall cart(ShopBody.OfCart cart, Instant at) {
    var who = new ArrayList<IdentityKey>();
    if (cart.person().member() != null) {
      who.add(IdentityKey.member(cart.person().member()));
    }
    if (cart.visitor() != null) {
      who.add(IdentityKey.visitor(cart.visitor()));
    }
    if (who.isEmpty() && cart.person().phone() != null) {
      who.add(new IdentityKey("phone", cart.person().phone()));
    }
    if (who.isEmpty()) {
      who.add(new IdentityKey("email", String.valueOf(cart.person().email())));
    }
    var properties = JsonNodeFactory.instance.objectNode();
    var products = properties.putArray("products");
    for (var item : cart.items()) {
      var product = products.addObject().put("product_id", item.productId()).put("name", item.name())
          .put("quantity", item.quantity());
      if (item.price() != null) {
        product.put("price", item.price());
      }
    }
    return NewCall.track("Cart Viewed", who, at, properties, null);
  }

  private void check(WebhookStore.Webhook to, byte[] body, Headers headers) {
    var stamp = headers.timestamp == null ? "" : headers.timestamp.strip();
    if (!stamp.matches("\\d{1,12}")) {
      throw refuse(to, new Says("少了 Parley-Timestamp 標頭", "The header Parley-Timestamp is missing"), "timestamp");
    }
    var off = Duration.between(Instant.ofEpochSecond(Long.parseLong(stamp)), clocks.wall()).abs();
    var secret = secrets.open(context(to.id()), to.secret());
    var signed = (stamp + ".").getBytes(StandardCharsets.UTF_8);
    var text = new byte[signed.length + body.length];
    System.arraycopy(signed, 0, text, 0, signed.length);
    System.arraycopy(body, 0, text, signed.length, body.length);
    var wanted = "v1=" + HexFormat.of().formatHex(
        Secrets.hmac("HmacSHA256", secret.getBytes(StandardCharsets.UTF_8), text));
    var given = headers.signature == null ? "" : headers.signature.strip().toLowerCase(Locale.ROOT);
    if (!MessageDigest.isEqual(wanted.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8))) {
      throw refuse(to, new Says("簽章不符，請確認密鑰，並以原始內容計算",
          "The signature does not match. Sign the raw body with the secret"), "signature");
    }
    if (off.compareTo(WINDOW) > 0) {
      throw refuse(to, new Says("時間差超過 5 分鐘，請校正時鐘", "The timestamp is over 5 minutes off. Set the clock"),
          "timestamp");
    }
  }

  private Problem refuse(WebhookStore.Webhook to, Says why, String code) {
    note(to, null, null, "refused", why);
    return new Problem(401, code, why.zh(), why.en());
  }

  private JsonNode tree(byte[] body) {
    try {
      var tree = json.readTree(body);
      if (tree.isObject()) {
        return tree;
      }
    } catch (JacksonException notJson) {
      throw new RowReader.Bad("內容不是 JSON", "The content is not JSON");
    }
    throw new RowReader.Bad("內容要是一個 JSON 物件", "The content is a JSON object");
  }

  private static String eventId(JsonNode told, Headers headers, byte[] body) {
    var given = headers.idempotencyKey != null ? headers.idempotencyKey.strip() : told.path("id").asString("").strip();
    if (given.length() > LONGEST_ID || given.indexOf('\0') >= 0) {
      throw new RowReader.Bad("Idempotency-Key 最多 200 字", "An Idempotency-Key has up to 200 characters");
    }
    return given.isEmpty() ? "sha256 " + Secrets.sha256(new String(body, StandardCharsets.UTF_8)) : given;
  }

  private void note(WebhookStore.Webhook to, @Nullable String eventId, @Nullable String type, String outcome,
      @Nullable Says reason) {
    var shown = type == null || type.isEmpty() ? null : type.substring(0, Math.min(type.length(), 60));
    var now = clocks.now(to.workspace());
    database.tenant(to.workspace(),
        () -> store.note(to, new WebhookStore.Call(0, eventId, shown, outcome, reason, now)));
  }

  List<WebhookStore.Webhook> all(WorkspaceId workspace) {
    return database.tenant(workspace, () -> store.all(workspace));
  }

  List<WebhookStore.Call> calls(WorkspaceId workspace, UUID id, int limit) {
    return database.tenant(workspace, () -> {
      if (store.all(workspace).stream().noneMatch(one -> one.id().equals(id))) {
        throw Problem.notFound();
      }
      return store.calls(workspace, id, limit);
    });
  }

  void delete(WorkspaceId workspace, UUID id) {
    database.tenant(workspace, () -> store.delete(workspace, id));
  }
}
