package io.parley.widget;

import io.parley.commerce.CheckoutLinks;
import io.parley.commerce.Item;
import io.parley.platform.Problem;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What lies in the cart behind a checkout link, for the shop that puts it back.
@RestController
@RequestMapping("/chat/v1")
class CartApi {
  private final Callers callers;
  private final CheckoutLinks links;

  record Handed(UUID id, List<Item> items, @Nullable String coupon) {}

  CartApi(Callers callers, CheckoutLinks links) {
    this.callers = callers;
    this.links = links;
  }

  @GetMapping("/carts/{token}")
  ResponseEntity<Handed> cart(
      @PathVariable String token,
      @RequestParam String writeKey,
      @RequestHeader(value = HttpHeaders.ORIGIN, required = false) @Nullable String origin,
      @RequestHeader(value = HttpHeaders.HOST, required = false) @Nullable String host) {
    var workspace = callers.workspace(writeKey, origin, host).id();
    var link = links.read(workspace, token).orElseThrow(Problem::notFound);
    return ResponseEntity.ok().cacheControl(CacheControl.noStore())
        .body(new Handed(link.id(), link.items(), link.coupon()));
  }
}
