package io.parley.integration;

import io.parley.customer.IdentityKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An order as a file or a webhook shows it: as it stands, not what changed. `placedAt` null says nothing of when.
/// `refunded` is what went back of it by then; null with the state `REFUNDED` is all of it. `delivery` says how far it
/// is on its way, as the shop calls it; null if it does not tell.
record ShopOrder(
    String channel, String number, @Nullable Instant placedAt, State state, Line.Person buyer, List<Item> items,
    Amounts amounts, @Nullable Delivery delivery, @Nullable Coupon coupon) {

  /// `status` in the shop's words; `store` is where it waits, `tracking` its number with who brings it.
  record Delivery(@Nullable String status, @Nullable String store, @Nullable String tracking) {}

  ShopOrder(String channel, String number, @Nullable Instant placedAt, State state, Line.Person buyer,
      List<Item> items, Amounts amounts) {
    this(channel, number, placedAt, state, buyer, items, amounts, null, null);
  }

  ShopOrder(String channel, String number, @Nullable Instant placedAt, State state, Line.Person buyer,
      List<Item> items, Amounts amounts, @Nullable Delivery delivery) {
    this(channel, number, placedAt, state, buyer, items, amounts, delivery, null);
  }

  enum State {
    PLACED, CANCELLED, REFUNDED;

    /// The words shops use, in Chinese and English; what is none of them counts as placed.
    static State of(String word) {
      var plain = Local.plain(word).toLowerCase(Locale.ROOT);
      if (plain.matches(".*(取消|不成立|cancel|void).*") && !plain.contains("取消中")) {
        return CANCELLED;
      }
      return plain.matches(".*(已退款|退款完成|退貨完成|全額退|refunded|returned).*") && !plain.contains("partial")
          ? REFUNDED : PLACED;
    }
  }

  record Item(
      @Nullable String productId, @Nullable String name, int quantity, @Nullable BigDecimal price,
      @Nullable String imageUrl) {}

  /// The code that was used, and what it took off.
  record Coupon(String code, BigDecimal discount) {}

  record Amounts(
      BigDecimal revenue, BigDecimal total, @Nullable BigDecimal refunded, @Nullable String currency) {}

  ShopOrder {
    items = List.copyOf(items);
  }

  /// Whose order it is: the member if one is named, else the person of the phone typed on it, of the e-mail, of the
  /// marketplace's account; else somebody of whom nothing is known but this order.
  List<IdentityKey> who() {
    if (buyer.member() != null) {
      return List.of(IdentityKey.member(buyer.member()));
    }
    if (buyer.phone() != null) {
      return List.of(new IdentityKey("phone", buyer.phone()));
    }
    if (buyer.email() != null) {
      return List.of(new IdentityKey("email", buyer.email()));
    }
    return buyer.account() == null ? List.of(new IdentityKey("guest", channel + " " + number))
        : List.of(new IdentityKey(channel, buyer.account()));
  }
}
