package io.parley.integration;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/// Makes one order of its lines. What came back (a negative quantity) is a refund; lines that all came back are a
/// credit note, an order that was never placed.
final class Together {
  private Together() {}

  static ShopOrder order(String channel, List<Line.OfOrder> lines) {
    var first = lines.getFirst();
    var items = new ArrayList<ShopOrder.Item>();
    var sum = BigDecimal.ZERO;
    var back = BigDecimal.ZERO;
    for (var line : lines) {
      if (line.quantity() < 0) {
        back = back.add(line.sum().abs());
      } else {
        sum = sum.add(line.sum());
        if (line.quantity() > 0 && (line.productId() != null || line.productName() != null)) {
          items.add(new ShopOrder.Item(line.productId() == null ? line.productName() : line.productId(),
              line.productName(), line.quantity(), line.price(), null));
        }
      }
    }
    var told = lines.stream().map(Line.OfOrder::refunded).filter(Objects::nonNull).max(Comparator.naturalOrder());
    var refunded = told.map(back::max).orElse(back);
    var credit = lines.stream().allMatch(line -> line.quantity() < 0);
    var total = lines.stream().map(Line.OfOrder::total).filter(Objects::nonNull).findFirst();
    var shipping = lines.stream().map(Line.OfOrder::shipping).filter(Objects::nonNull).findFirst()
        .orElse(BigDecimal.ZERO);
    var paid = total.orElse(sum.add(shipping));
    var revenue = total.isPresent() ? paid.subtract(shipping).max(BigDecimal.ZERO) : sum;
    var states = lines.stream().map(Line.OfOrder::state).distinct().toList();
    var state = states.size() == 1 ? first.state() : ShopOrder.State.PLACED;
    var whole = state == ShopOrder.State.REFUNDED && refunded.signum() == 0;
    var at = lines.stream().map(Line.OfOrder::at).min(Instant::compareTo).orElse(first.at());
    return new ShopOrder(channel, first.number(), credit ? null : at, state, buyer(lines), items,
        new ShopOrder.Amounts(revenue, paid, whole ? null : refunded, first.currency()));
  }

  /// The lines of an order may each leave out what the first one says.
  private static Line.Person buyer(List<Line.OfOrder> lines) {
    return lines.stream().map(Line.OfOrder::buyer)
        .filter(buyer -> !buyer.nobody() || buyer.account() != null).findFirst().orElse(lines.getFirst().buyer());
  }
}
