package io.parley.commerce;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.customer.IdentityKey;
import io.parley.platform.Clocks;
import io.parley.support.Call;
import io.parley.support.Merchant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A cart behind an address, from the inbox to the shop.
class CheckoutLinkTest extends AtTill {
  private static final Map<String, String> SHE = Map.of("anonymousId", "she");

  @Test
  void theLinkHandsTheShopTheCartAsItWasWithItsColours() {
    track("Product Added", SHE, line("tote", "fog", 1, 1280));
    track("Product Added", SHE, line("tote", "ink", 2, 1280));
    track("Product Added", SHE, line("tote", "ink", 1, 1280));
    track("Product Removed", SHE, Map.of("product_id", "tote", "sku", "tote-ink", "quantity", 1));
    var link = link(Map.of("customerId", customer(IdentityKey.visitor("she")).toString(), "coupon", "HELLO"));
    assertThat(link.path("text").asString()).contains("tote! ×2").contains("NT$3,840");
    var opened = open(link.path("url").asString());
    assertThat(opened.status()).isEqualTo(302);
    var address = opened.raw().headers().firstValue("Location").orElseThrow();
    var token = address.substring(address.indexOf("parley_cart=") + 12);
    assertThat(address).isEqualTo(parley.url() + "/shop/cart?parley_cart=" + token);
    var cart = read(merchant, token);
    assertThat(cart.status()).isEqualTo(200);
    assertThat(cart.json().path("items").valueStream().map(item -> item.path("sku").asString() + " "
        + item.path("quantity").asInt())).containsExactly("tote-fog 1", "tote-ink 2");
    assertThat(cart.json().path("coupon").asString()).isEqualTo("HELLO");
    assertThat(cart.body()).doesNotContain("she\"");
    assertThat(read(Merchant.found(parley), token).status()).as("another shop").isEqualTo(404);
  }

  @Test
  void whoeverBuysFromAForwardedLinkStaysHerselfAndTheSenderIsKnownToHaveBeenServed() {
    track("Product Added", SHE, line("tote", "fog", 1, 1280));
    var sender = customer(IdentityKey.visitor("she"));
    var before = parley.get(Clocks.class).now(workspace());
    var token = token(link(Map.of("customerId", sender.toString())));
    var id = read(merchant, token).json().path("id").asString();
    assertThat(bought(sender, before)).isFalse();
    track("Order Completed", Map.of("anonymousId", "friend"), Map.of("order_id", "F-1", "total", 1280,
        "checkout_link", id));
    assertThat(customer(IdentityKey.visitor("friend"))).isNotEqualTo(sender);
    assertThat(bought(sender, before)).isTrue();
    assertThat(parley.get(Carts.class).of(workspace(), sender)).as("her cart is bought, by whomever").isEmpty();
    assertThat(bought(customer(IdentityKey.visitor("friend")), before)).isFalse();
  }

  @Test
  void aLinkRunsOutAndSaysSo() {
    track("Product Added", SHE, line("tote", "fog", 1, 1280));
    var token = token(link(Map.of("customerId", customer(IdentityKey.visitor("she")).toString())));
    parley.get(Clocks.class).advance(workspace(), Duration.ofDays(7));
    assertThat(open("/c/" + token).status()).isEqualTo(410);
    assertThat(read(merchant, token).status()).isEqualTo(404);
    assertThat(open("/c/" + token.replace(token.charAt(8), token.charAt(8) == 'x' ? 'y' : 'x')).status())
        .isEqualTo(404);
  }

  @Test
  void chosenProductsAreLinkedWithOnePieceEachAndShopsThatTakeACartInTheirAddressGetItThere() {
    parley.get(Catalogue.class).put(workspace(), List.of(
        new Product("4001", "杯子", new java.math.BigDecimal("480"), null, null, null)));
    var settings = Map.of("cartUrl", "https://kite.example/cart/{items}?discount={coupon}", "linkDays", 3);
    assertThat(merchant.api().send("PUT", "/api/v1/checkout-settings", settings).status()).isEqualTo(200);
    var link = link(Map.of("productIds", List.of("4001", "unknown"), "coupon", "滿千"));
    assertThat(open(link.path("url").asString()).raw().headers().firstValue("Location").orElseThrow())
        .isEqualTo("https://kite.example/cart/4001:1?discount=%E6%BB%BF%E5%8D%83");
    assertThat(merchant.api().post("/api/v1/checkout-links", Map.of("productIds", List.of("unknown"))).status())
        .isEqualTo(400);
    var bad = Map.of("cartUrl", "javascript:alert(1)//{token}", "linkDays", 3);
    assertThat(merchant.api().send("PUT", "/api/v1/checkout-settings", bad).status()).isEqualTo(400);
  }

  private boolean bought(io.parley.customer.CustomerId customer, Instant since) {
    var at = parley.get(CheckoutLinks.class).bought(workspace(), List.of(customer)).get(customer);
    return at != null && !at.isBefore(since);
  }

  private JsonNode link(Map<String, ?> wanted) {
    var answer = merchant.api().post("/api/v1/checkout-links", wanted);
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer.json();
  }

  private static String token(JsonNode link) {
    var url = link.path("url").asString();
    return url.substring(url.lastIndexOf('/') + 1);
  }

  private static Call.Answer open(String url) {
    return Call.to(parley.url()).get(url.substring(url.indexOf("/c/")));
  }

  private Call.Answer read(Merchant of, String token) {
    return Call.to(parley.url()).get("/chat/v1/carts/" + token + "?writeKey=" + of.workspace().writeKey());
  }
}
