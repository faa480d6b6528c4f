package io.parley.commerce;

import io.parley.customer.CustomerId;
import io.parley.customer.IdentityId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A cart behind an address. `identity` is whom it was made for, null if nobody in particular; it says nothing of who
/// opens it.
public record CheckoutLink(
    UUID id,
    @Nullable IdentityId identity,
    List<Item> items,
    @Nullable String coupon,
    Instant madeAt,
    Instant expiresAt) {
  /// The cart it leads to hung on this identity when it was made; now she is this customer.
  public record SentTo(IdentityId identity, CustomerId customer) {}

  public CheckoutLink {
    items = List.copyOf(items);
    if (items.isEmpty() || items.size() > Cart.MOST_LINES) {
      throw new IllegalArgumentException("A link carries 1 to 200 lines, not " + items.size());
    }
  }

  /// A link just made, with the address that only its maker is told.
  public record Made(CheckoutLink link, String url) {}

  boolean good(Instant now) {
    return now.isBefore(expiresAt);
  }
}
