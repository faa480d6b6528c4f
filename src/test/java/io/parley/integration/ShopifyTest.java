package io.parley.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.commerce.ShopOrders;
import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.customer.IdentityId;
import io.parley.customer.IdentityKey;
import io.parley.platform.Outside;
import io.parley.platform.Secrets;
import io.parley.support.Call;
import io.parley.support.Merchant;
import io.parley.support.TestParley;
import io.parley.timeline.Timeline;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A Shopify shop: what it tells by webhooks, what is asked of it, and what follows.
class ShopifyTest {
  private static final String SECRET = "shpss_0123456789abcdef";
  private static final Path SAMPLES = Path.of("../shared/contracts/shopify/samples-2026-04");
  private static TestParley parley;
  private Merchant merchant;
  private ShopifyStub stub;

  @BeforeAll
  static void start() {
    parley = TestParley.shared();
  }

  @AfterAll
  static void stop() {
    parley.close();
  }

  @BeforeEach
  void open() {
    merchant = Merchant.found(parley);
    stub = new ShopifyStub(2);
    parley.get(Outside.class).trust(URI.create(stub.base()));
  }

  @AfterEach
  void close() {
    stub.close();
    assertThat(stub.wrong).isEmpty();
  }

  @Test
  void theHistoryComesInPageByPageWithItsProgressAndOnlyOnce() {
    for (var n = 1; n <= 5; n++) {
      stub.add("orders", order(n, "2026-10-0" + n + "T10:00:00+08:00", ""));
    }
    stub.add("products", """
        {"id": 788032119674292922, "title": "T-shirt", "handle": "t-shirt", "updated_at": "2026-10-01T00:00:00Z",
         "variants": [{"price": "199.00", "compare_at_price": "250.00", "inventory_quantity": 0}]}""");
    stub.add("customers", "{\"email\": \"she-has-no-id@shop.example\"}");
    stub.add("customers", customer());
    stub.add("products", "{\"title\": \"It has none either\"}");
    stub.slow = 2;
    assertThat(connect("wrong").status()).isEqualTo(400);
    var id = connected();
    await().until(() -> shop().path("history").valueStream()
        .allMatch(one -> one.path("finished").asBoolean()));
    settle();
    assertThat(shop().path("history").valueStream().map(one -> one.path("kind").asString() + " " + one.path("done")
        .asInt() + " of " + one.path("total").asInt())).containsExactly("products 2 of 2", "customers 2 of 2",
            "orders 5 of 5");
    assertThat(stub.heard).hasSize(10).allMatch(one -> one.endsWith("/hooks/shopify/" + id));
    var her = page(customer(IdentityKey.member("706405506930370084")));
    assertThat(her.at("/orders/count").asInt()).isEqualTo(5);
    assertThat(her.path("name").asString()).isEqualTo("王小明");
    var product = merchant.api().get("/api/v1/products").json().at("/items/0");
    assertThat(product.at("/salePrice/amount").asInt()).isEqualTo(199);
    assertThat(product.path("url").asString()).isEqualTo("https://kite.myshopify.com/products/t-shirt");
    merchant.api().post("/api/v1/shops/" + id + "/history", "");
    await().until(() -> shop().path("history").valueStream()
        .allMatch(one -> one.path("finished").asBoolean()));
    settle();
    assertThat(page(customer(IdentityKey.member("706405506930370084"))).at("/orders/count").asInt()).isEqualTo(5);
  }

  @Test
  void webhooksAreSignedCountOnceAndStandInTheirNewestVersionWhateverOrderTheyComeIn() {
    var id = connected();
    var paid = order(1, "2026-10-02T10:00:00+08:00", "");
    var cancelled = order(1, "2026-10-03T10:00:00+08:00", "\"cancelled_at\": \"2026-10-03T10:00:00+08:00\",");
    assertThat(send(id, "orders/cancelled", "w-2", cancelled, SECRET).status()).isEqualTo(200);
    assertThat(send(id, "orders/create", "w-1", paid, SECRET).status()).isEqualTo(200);
    assertThat(send(id, "orders/create", "w-1", paid, SECRET).json().path("fresh").asBoolean()).isFalse();
    var again = send(id, "orders/create", "w-3", paid, SECRET);
    assertThat(again.json().path("fresh").asBoolean()).as("the same version under another delivery").isFalse();
    assertThat(send(id, "orders/create", "w-4", paid, "another").status()).isEqualTo(401);
    await().until(() -> calls(id).stream().noneMatch(one -> one.endsWith("waiting")));
    settle();
    assertThat(calls(id)).containsExactly("orders/create stale", "orders/cancelled taken");
    var her = page(customer(IdentityKey.member("706405506930370084")));
    assertThat(her.at("/orders/recent/0/state").asString()).isEqualTo("cancelled");
    assertThat(her.at("/orders/recent").size()).isEqualTo(1);
  }

  @Test
  void whatNoWebhookToldIsFoundByAskingAndAShopThatIsSilentGivesNoAnswer() {
    connected();
    await().until(() -> shop().path("history").valueStream()
        .allMatch(one -> one.path("finished").asBoolean()));
    var now = java.time.OffsetDateTime.ofInstant(parley.get(io.parley.platform.Clocks.class).wall(),
        java.time.ZoneOffset.UTC);
    stub.add("orders", order(7, now.toString(), ""));
    var she = parley.get(Customers.class).ensure(merchant.workspace().id(), IdentityKey.member("x"));
    assertThat(ask(she)).containsExactly(she);
    settle();
    assertThat(page(customer(IdentityKey.member("706405506930370084"))).at("/orders/count").asInt()).isEqualTo(1);
    assertThat(shop().path("missed").asInt()).isEqualTo(1);
    stub.silent = true;
    assertThat(ask(she)).isEmpty();
    assertThat(shop().path("problem").asString()).contains("503");
  }

  /// Shopify's documented payloads, as they are.
  @Test
  void everySampleOfShopifysIsTakenOrLeftButNoneFails() throws IOException {
    Assumptions.assumeTrue(Files.isDirectory(SAMPLES), () -> SAMPLES + " is not here, so no sample was read");
    var id = connected();
    try (var samples = Files.list(SAMPLES)) {
      for (var sample : samples.toList()) {
        var name = sample.getFileName().toString().replace(".json", "");
        var topic = name.replaceFirst("_", "/").replaceFirst("^(order|customer|product|checkout)s?/", "$1s/");
        var body = Call.JSON.readTree(Files.readString(sample)).path("response").toString();
        assertThat(send(id, topic, name, body, SECRET).status()).as(name).isEqualTo(200);
      }
    }
    await().until(() -> calls(id).stream().noneMatch(one -> one.endsWith("waiting")));
    settle();
    assertThat(calls(id)).noneMatch(one -> one.endsWith("failed")).contains("orders/create taken",
        "customers/create taken", "products/create taken", "checkouts/create taken");
    var bob = customer(new IdentityKey("email", "bob@biller.com"));
    assertThat(page(bob).path("name").asString()).isEqualTo("Bob Biller");
  }

  private Set<IdentityId> ask(IdentityId she) {
    return parley.get(ShopOrders.class).ask(merchant.workspace().id(), Set.of(she));
  }

  private Call.Answer connect(String token) {
    try {
      var id = parley.get(ShopifyShops.class).connect(merchant.workspace().id(),
          new ShopifyShops.Draft("kite.myshopify.com", stub.base(), token, SECRET));
      return new Call.Answer(201, id.toString(), null);
    } catch (io.parley.platform.Problem refused) {
      return new Call.Answer(refused.status(), refused.code(), null);
    }
  }

  private UUID connected() {
    var answer = connect(ShopifyStub.TOKEN);
    for (var tries = 0; answer.status() == 502 && tries < 4; tries++) {
      answer = connect(ShopifyStub.TOKEN);
    }
    return UUID.fromString(answer.body());
  }

  private static String order(int number, String updated, String more) {
    return """
        {"id": 82098291194615450%d, "name": "#100%d", "created_at": "2026-10-01T10:00:00+08:00", %s
         "updated_at": "%s", "total_price": "1180.00", "total_tax": "0.00", "currency": "TWD",
         "financial_status": "paid", "source_name": "web", "customer": {"id": 706405506930370084},
         "line_items": [{"product_id": 788032119674292922, "title": "T-shirt", "quantity": 2, "price": "590.00"}],
         "refunds": [], "discount_codes": []}""".formatted(number, number, more, updated);
  }

  private static String customer() {
    return """
        {"id": 706405506930370084, "first_name": "小明", "last_name": "王", "email": "ming@example.com",
         "verified_email": true, "updated_at": "2026-10-01T00:00:00Z", "tags": "VIP"}""";
  }

  private Call.Answer send(UUID id, String topic, String webhook, String body, String secret) {
    var signature = Base64.getEncoder().encodeToString(Secrets.hmac("HmacSHA256",
        secret.getBytes(StandardCharsets.UTF_8), body.getBytes(StandardCharsets.UTF_8)));
    return Call.to(parley.url()).with("X-Shopify-Hmac-SHA256", signature).with("X-Shopify-Topic", topic)
        .with("X-Shopify-Webhook-Id", webhook).post("/hooks/shopify/" + id, body);
  }

  private List<String> calls(UUID id) {
    return merchant.api().get("/api/v1/shops/" + id + "/calls").json().path("items").valueStream()
        .map(one -> one.path("topic").asString() + " " + one.path("state").asString()).toList();
  }

  private JsonNode shop() {
    return merchant.api().get("/api/v1/shops").json().at("/items/0");
  }

  private JsonNode page(CustomerId customer) {
    return merchant.api().get("/api/v1/customers/" + customer).json();
  }

  private CustomerId customer(IdentityKey key) {
    var customers = parley.get(Customers.class);
    await().until(() -> customers.find(merchant.workspace().id(), key).isPresent());
    settle();
    return customers.find(merchant.workspace().id(), key)
        .flatMap(id -> customers.of(merchant.workspace().id(), id)).orElseThrow();
  }

  private void settle() {
    await().until(() -> parley.get(Timeline.class).ledger(merchant.workspace().id()).waiting() == 0);
  }
}
