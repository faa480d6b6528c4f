package io.parley.commerce;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How a shop takes a cart. `cartUrl` is an address with `{token}` (the shop asks Parley what lies in the cart),
/// `{items}` (`id:quantity,…`; the id is the sku where the line has one) and `{coupon}`; null is the shop's own `/cart`
/// with the token behind it. A Shopify shop has `https://SHOP/cart/{items}?discount={coupon}`
/// (help.shopify.com, "Cart permalinks"). `linkDays` is how long a link is good.
record Handover(@Nullable String cartUrl, int linkDays) {
  static final Handover USUAL = new Handover(null, 7);
  static final String TOKEN = "parley_cart";
  static final int MOST_DAYS = 90;

  String address(String shopUrl, String token, List<Item> items, @Nullable String coupon) {
    var url = cartUrl == null ? shopUrl + "/cart?" + TOKEN + "={token}" : cartUrl;
    var pairs = items.stream()
        .map(item -> encoded(item.sku() == null ? item.productId() : item.sku()) + ":" + item.quantity())
        .collect(Collectors.joining(","));
    return url.replace("{token}", encoded(token)).replace("{items}", pairs)
        .replace("{coupon}", coupon == null ? "" : encoded(coupon));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
