package io.parley.integration;

import io.parley.platform.Page;
import io.parley.platform.Problem;
import io.parley.platform.Settings;
import io.parley.workspace.Access;
import io.parley.workspace.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
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

/// Where shops send signed calls, and where a merchant makes the webhooks for them.
@RestController
class ShopWebhookApi {
  private static final int BODY_BYTES = 256 * 1024;
  private static final int MOST_CALLS = 50;

  private final Webhooks webhooks;
  private final Settings settings;

  record ShopHook(UUID id, String name, String url, Instant createdAt, @Nullable String secret) {}

  record NewShopHook(@Nullable String name) {}

  record HookCall(
      long id, @Nullable String eventId, @Nullable String type, String outcome, @Nullable String reason, Instant at) {}

  ShopWebhookApi(Webhooks webhooks, Settings settings) {
    this.webhooks = webhooks;
    this.settings = settings;
  }

  @PostMapping("/v1/hooks/{id}")
  Map<String, String> receive(@PathVariable String id, HttpServletRequest request) throws IOException {
    var body = request.getInputStream().readNBytes(BODY_BYTES + 1);
    if (body.length > BODY_BYTES) {
      throw new Problem(413, "too_large", "內容最多 256 KB", "The content may have up to 256 KB");
    }
    return Map.of("outcome", webhooks.receive(uuid(id), body, new Webhooks.Headers(
        request.getHeader("Parley-Timestamp"), request.getHeader("Parley-Signature"),
        request.getHeader("Idempotency-Key"))).word());
  }

  @GetMapping("/api/v1/webhooks")
  Page<ShopHook> all(Access access) {
    return Page.all(webhooks.all(access.workspace()).stream().map(one -> view(one, null)).toList());
  }

  @PostMapping("/api/v1/webhooks")
  @ResponseStatus(HttpStatus.CREATED)
  ShopHook make(Access access, @RequestBody NewShopHook wanted) {
    access.require(Scope.ADMIN);
    var made = webhooks.make(access.workspace(), wanted.name == null ? "" : wanted.name);
    return view(made.webhook(), made.secret());
  }

  @DeleteMapping("/api/v1/webhooks/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(Access access, @PathVariable UUID id) {
    access.require(Scope.ADMIN);
    webhooks.delete(access.workspace(), id);
  }

  @GetMapping("/api/v1/webhooks/{id}/calls")
  Page<HookCall> calls(Access access, @PathVariable UUID id, Locale locale) {
    var english = locale.getLanguage().equals("en");
    return Page.all(webhooks.calls(access.workspace(), id, MOST_CALLS).stream()
        .map(call -> new HookCall(call.id(), call.eventId(), call.type(), call.outcome(),
            call.reason() == null ? null : english ? call.reason().en() : call.reason().zh(), call.at()))
        .toList());
  }

  private ShopHook view(WebhookStore.Webhook webhook, @Nullable String secret) {
    return new ShopHook(webhook.id(), webhook.name(), settings.url() + "/v1/hooks/" + webhook.id(),
        webhook.createdAt(), secret);
  }

  private static UUID uuid(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException noId) {
      throw Problem.notFound();
    }
  }
}
