package io.parley.commerce;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What an e-commerce event of the Segment spec tells us, parsed once. Product ids, order numbers and amounts in here
/// are sane; what an event lacks or garbles is left out rather than guessed.
sealed interface ShopEvent {

  /// What changes a cart.
  sealed interface OfCart extends ShopEvent {}

  /// What changes the order of this channel and number.
  sealed interface OfOrder extends ShopEvent {
    Order.Key key();
  }

  record Seen(Product product) implements ShopEvent {}

  record Added(Item item) implements OfCart {}

  /// `pieces` null takes the whole line out.
  record Removed(String productId, @Nullable String sku, @Nullable Integer pieces) implements OfCart {}

  record CartShown(List<Item> items) implements OfCart {}

  record Completed(Order.Key key, Amounts told, List<Item> items) implements OfCart, OfOrder {}

  record Updated(Order.Key key, Optional<Amounts> told, List<Item> items) implements OfOrder {}

  record Cancelled(Order.Key key) implements OfOrder {}

  /// `amount` null refunds these products, and without any the whole order.
  record Refunded(Order.Key key, @Nullable BigDecimal amount, List<Item> items) implements OfOrder {}

  /// The amounts an order event named; `currency` null is the workspace's.
  record Amounts(BigDecimal revenue, BigDecimal total, @Nullable String currency) {}
}
