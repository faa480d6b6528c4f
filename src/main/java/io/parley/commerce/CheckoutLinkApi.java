package io.parley.commerce;

import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.platform.Database;
import io.parley.platform.Problem;
import io.parley.workspace.Access;
import io.parley.workspace.Scope;
import io.parley.workspace.Workspaces;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Checkout links for whoever sends them: the inbox, and other programs.
@RestController
class CheckoutLinkApi {
  private static final int MOST_PRODUCTS = 50;
  private static final int LONGEST_COUPON = 64;
  private static final int LONGEST_URL = 2_000;

  private final CheckoutLinks links;
  private final Customers customers;
  private final Workspaces workspaces;
  private final Database database;

  record NewCheckoutLink(
      @Nullable UUID customerId, @Nullable List<String> productIds, @Nullable String coupon) {}

  /// `text` and `label` are a message for the customer in the shop's language.
  record CheckoutLinkView(
      String url, String text, String label, List<Item> items, Money total, Instant expiresAt) {}

  record HandoverView(@Nullable String cartUrl, int linkDays) {}

  CheckoutLinkApi(CheckoutLinks links, Customers customers, Workspaces workspaces,
      Database database) {
    this.links = links;
    this.customers = customers;
    this.workspaces = workspaces;
    this.database = database;
  }

  /// A link to these products, or without any to what lies in the customer's cart.
  @PostMapping("/api/v1/checkout-links")
  @ResponseStatus(HttpStatus.CREATED)
  CheckoutLinkView make(Access access, @RequestBody NewCheckoutLink asked) {
    access.require(Scope.WRITE);
    var coupon = asked.coupon == null || asked.coupon.isBlank() ? null : asked.coupon.strip();
    if (coupon != null && coupon.length() > LONGEST_COUPON) {
      throw Problem.invalid("coupon", "折價券代碼最多 64 個字", "A coupon code has at most 64 characters");
    }
    var made = database.tenant(access.workspace(), () -> made(access, asked, coupon));
    var shop = workspaces.get(access.workspace());
    var total = new Money(Item.sum(made.link().items()), shop.currency());
    var words = CartWords.of(shop.locale());
    return new CheckoutLinkView(made.url(), words.ready(made.link().items(), total), words.label(),
        made.link().items(), total, made.link().expiresAt());
  }

  private CheckoutLink.Made made(Access access, NewCheckoutLink asked, @Nullable String coupon) {
    var workspace = access.workspace();
    var customer = Optional.ofNullable(asked.customerId).map(id -> customers.survivor(workspace, new CustomerId(id))
        .orElseThrow(Problem::notFound));
    var products = asked.productIds == null ? List.<String>of() : asked.productIds;
    if (products.size() > MOST_PRODUCTS) {
      throw Problem.invalid("products", "一個連結最多 50 件商品", "A link carries at most 50 products");
    }
    if (!products.isEmpty()) {
      var identity = customer.flatMap(id -> customers.identities(workspace, id).stream().findFirst());
      return links.forProducts(workspace, identity.map(one -> one.id()).orElse(null), products, coupon)
          .orElseThrow(() -> Problem.invalid("products", "店裡沒有這些商品", "The shop does not have these products"));
    }
    return customer.flatMap(id -> links.forCart(workspace, id, coupon))
        .orElseThrow(() -> Problem.conflict("empty_cart", "購物車是空的，先選商品", "The cart is empty. Choose products"));
  }

  /// How the shop takes a cart.
  @GetMapping("/api/v1/checkout-settings")
  HandoverView handover(Access access) {
    var known = links.handover(access.workspace());
    return new HandoverView(known.cartUrl(), known.linkDays());
  }

  @PutMapping("/api/v1/checkout-settings")
  HandoverView change(Access access, @RequestBody HandoverView wanted) {
    access.require(Scope.ADMIN);
    var url = wanted.cartUrl == null || wanted.cartUrl.isBlank() ? null : wanted.cartUrl.strip();
    if (url != null && !address(url)) {
      throw Problem.invalid("cart_url", "網址要以 https:// 開頭，而且有 {token} 或 {items}",
          "The address starts with https:// and has {token} or {items}");
    }
    if (wanted.linkDays < 1 || wanted.linkDays > Handover.MOST_DAYS) {
      throw Problem.invalid("link_days", "連結可以用 1 到 90 天", "A link is good for 1 to 90 days");
    }
    links.handOver(access.workspace(), url, wanted.linkDays);
    return new HandoverView(url, wanted.linkDays);
  }

  private static boolean address(String url) {
    if (url.length() > LONGEST_URL || !url.contains("{token}") && !url.contains("{items}")) {
      return false;
    }
    try {
      var uri = URI.create(url.replaceAll("\\{(token|items|coupon)}", "x"));
      return List.of("http", "https").contains(String.valueOf(uri.getScheme())) && uri.getHost() != null;
    } catch (IllegalArgumentException notAnAddress) {
      return false;
    }
  }
}
