package io.parley.commerce;

import io.parley.customer.IdentityId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One order, known by its number in its channel. It may be told in any order and more than once: the first *Order
/// Completed* places it, later ones change nothing. `placedAt` is null while only its update, cancellation or refund
/// was heard of.
public record Order(
    UUID id,
    Key key,
    IdentityId identity,
    @Nullable Instant placedAt,
    State state,
    Amounts amounts,
    List<Item> lines,
    Instant updatedAt) {

  /// `channel` is where it was ordered: `web`, `store`, `shopee` … Numbers of two channels have nothing to do with
  /// each other.
  public record Key(String channel, String number) {
    static final String WEB = "web";
  }

  public enum State {
    PLACED,
    CANCELLED,
    REFUNDED
  }

  /// `revenue` without shipping and tax, `total` as paid, `refunded` what went back of it.
  public record Amounts(BigDecimal revenue, BigDecimal total, BigDecimal refunded, String currency) {
    static Amounts nothing(String currency) {
      return new Amounts(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, currency);
    }

    Amounts refund(BigDecimal amount) {
      return new Amounts(revenue, total, refunded.add(amount), currency);
    }

    Amounts keepingRefundsOf(Amounts earlier) {
      return new Amounts(revenue, total, earlier.refunded, currency);
    }
  }

  public Order {
    lines = List.copyOf(lines);
  }

  public String number() {
    return key.number;
  }

  public String channel() {
    return key.channel;
  }

  static Order heardOf(UUID id, Key key, IdentityId identity, String currency, Instant at) {
    return new Order(id, key, identity, null, State.PLACED, Amounts.nothing(currency), List.of(), at);
  }

  Order place(IdentityId by, Amounts told, List<Item> items, Instant at) {
    if (placedAt != null) {
      return this;
    }
    return new Order(id, key, by, at, state, told.keepingRefundsOf(amounts), items, later(at)).settled();
  }

  /// An update that names no amount or no products leaves those as they were.
  Order update(@Nullable Amounts told, List<Item> items, Instant at) {
    if (at.isBefore(updatedAt)) {
      return this;
    }
    var next = told == null ? amounts : told.keepingRefundsOf(amounts);
    return new Order(id, key, identity, placedAt, state, next, items.isEmpty() ? lines : items, at);
  }

  Order cancel(Instant at) {
    return new Order(id, key, identity, placedAt, State.CANCELLED, amounts, lines, later(at));
  }

  /// Null refunds the whole order.
  Order refund(@Nullable BigDecimal amount, Instant at) {
    if (state == State.CANCELLED) {
      return this;
    }
    if (amount == null) {
      var rest = amounts.total().subtract(amounts.refunded()).max(BigDecimal.ZERO);
      return new Order(id, key, identity, placedAt, State.REFUNDED, amounts.refund(rest), lines, later(at));
    }
    return new Order(id, key, identity, placedAt, state, amounts.refund(amount), lines, later(at)).settled();
  }

  /// What these pieces cost: by the price told with them, else by the order's own line.
  BigDecimal worth(List<Item> pieces) {
    var sum = BigDecimal.ZERO;
    for (var piece : pieces) {
      var line = lines.stream().filter(one -> one.productId().equals(piece.productId())).findFirst().orElse(piece);
      sum = sum.add((piece.price() == null ? line.pieces(piece.quantity()) : piece).sum());
    }
    return sum;
  }

  /// What was paid back in parts until nothing is left is refunded.
  private Order settled() {
    var all = placedAt != null && amounts.refunded().signum() > 0 && amounts.refunded().compareTo(amounts.total()) >= 0;
    return all ? new Order(id, key, identity, placedAt, State.REFUNDED, amounts, lines, updatedAt) : this;
  }

  private Instant later(Instant at) {
    return at.isAfter(updatedAt) ? at : updatedAt;
  }
}
