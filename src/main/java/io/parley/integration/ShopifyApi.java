package io.parley.integration;

import io.parley.platform.Database;
import io.parley.platform.Page;
import io.parley.platform.Problem;
import io.parley.workspace.Access;
import io.parley.workspace.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Where Shopify sends its webhooks, and where a merchant connects a shop.
@RestController
class ShopifyApi {
  private static final int BODY_BYTES = 4 * 1024 * 1024;
  private static final int MOST_CALLS = 50;

  private final ShopifyShops shops;
  private final ShopifyStore store;
  private final ShopifyCallStore calls;
  private final ShopifyCalls inbox;
  private final Shopify shopify;
  private final Database database;

  record NewShop(@Nullable String domain, @Nullable String token, @Nullable String secret) {}

  /// `missed` are orders that asking found and no webhook had told.
  record ShopView(
      UUID id, String domain, @Nullable String problem, Instant connectedAt, Instant polledUntil, int missed,
      List<HistoryView> history) {}

  /// `total` null until it is known.
  record HistoryView(String kind, @Nullable Integer total, int done, boolean finished) {}

  record ShopCall(long id, String topic, String state, @Nullable String reason, Instant at) {}

  ShopifyApi(ShopifyShops shops, ShopifyStore store, ShopifyCallStore calls, ShopifyCalls inbox, Shopify shopify,
      Database database) {
    this.shops = shops;
    this.store = store;
    this.calls = calls;
    this.inbox = inbox;
    this.shopify = shopify;
    this.database = database;
  }

  @PostMapping("/hooks/shopify/{id}")
  Map<String, Boolean> receive(@PathVariable String id, HttpServletRequest request) throws IOException {
    var body = request.getInputStream().readNBytes(BODY_BYTES + 1);
    if (body.length > BODY_BYTES) {
      throw new Problem(413, "too_large", "內容最多 4 MB", "The content may have up to 4 MB");
    }
    return Map.of("fresh", inbox.receive(uuid(id), body, new ShopifyCalls.Headers(
        request.getHeader("X-Shopify-Hmac-SHA256"), request.getHeader("X-Shopify-Topic"),
        request.getHeader("X-Shopify-Webhook-Id"))));
  }

  @GetMapping("/api/v1/shops")
  Page<ShopView> all(Access access, Locale locale) {
    var histories = database.tenant(access.workspace(), () -> store.histories(access.workspace()));
    return Page.all(shops.all(access.workspace()).stream().map(shop -> view(shop, histories, locale)).toList());
  }

  @PostMapping("/api/v1/shops")
  @ResponseStatus(HttpStatus.CREATED)
  ShopView connect(Access access, @RequestBody NewShop wanted, Locale locale) {
    access.require(Scope.ADMIN);
    var id = shops.connect(access.workspace(), ShopifyShops.draft(Objects.requireNonNullElse(wanted.domain, ""),
        Objects.requireNonNullElse(wanted.token, "").strip(), Objects.requireNonNullElse(wanted.secret, "").strip()));
    shopify.wake();
    return one(access, id, locale);
  }

  /// Brings the history once more; what is here already changes nothing.
  @PostMapping("/api/v1/shops/{id}/history")
  ShopView again(Access access, @PathVariable UUID id, Locale locale) {
    access.require(Scope.ADMIN);
    shops.again(access.workspace(), id);
    shopify.wake();
    return one(access, id, locale);
  }

  @DeleteMapping("/api/v1/shops/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void disconnect(Access access, @PathVariable UUID id) {
    access.require(Scope.ADMIN);
    shops.disconnect(access.workspace(), id);
  }

  /// The latest webhooks, and what became of them.
  @GetMapping("/api/v1/shops/{id}/calls")
  Page<ShopCall> calls(Access access, @PathVariable UUID id, Locale locale) {
    shops.get(access.workspace(), id);
    return Page.all(database.tenant(access.workspace(), () -> calls.latest(access.workspace(), id, MOST_CALLS)).stream()
        .map(one -> new ShopCall(one.id(), one.topic(), one.state(), said(one.reason(), locale), one.at())).toList());
  }

  private ShopView one(Access access, UUID id, Locale locale) {
    var histories = database.tenant(access.workspace(), () -> store.histories(access.workspace()));
    return view(shops.get(access.workspace(), id), histories, locale);
  }

  private static ShopView view(ShopifyStore.Shop shop, List<ShopifyStore.History> histories, Locale locale) {
    var hers = histories.stream().filter(one -> one.shop().equals(shop.id()))
        .sorted(java.util.Comparator.comparing(one -> ShopifyStore.KINDS.indexOf(one.kind())))
        .map(one -> new HistoryView(one.kind(), one.total(), one.done(), one.finishedAt() != null)).toList();
    return new ShopView(shop.id(), shop.domain(), said(shop.problem(), locale), shop.connectedAt(),
        shop.polledUntil(), shop.missed(), hers);
  }

  private static @Nullable String said(@Nullable Says says, Locale locale) {
    return says == null ? null : locale.getLanguage().equals("en") ? says.en() : says.zh();
  }

  private static UUID uuid(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException noId) {
      throw Problem.notFound();
    }
  }
}
