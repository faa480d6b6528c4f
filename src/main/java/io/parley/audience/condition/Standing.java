package io.parley.audience.condition;

import static io.parley.audience.condition.Finding.earlier;

import io.parley.audience.condition.Facts.Person;
import io.parley.audience.condition.Facts.Purchase;
import io.parley.customer.Lifecycle;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Judges leaves that ask how something stands, not what happened.
final class Standing {
  private Standing() {}

  static Finding since(Condition leaf, @Nullable Instant since, Instant asOf) {
    var holds = since != null && !since.isAfter(asOf);
    return Finding.of(leaf, holds, holds ? null : since, holds ? Objects.requireNonNull(since).toString() : null);
  }

  /// A value that was told with a time still ahead is not known yet.
  static Finding attribute(Condition.Attribute asked, Person person, Instant asOf) {
    var told = person.attributes().get(asked.name());
    var ahead = told != null && told.since().isAfter(asOf);
    var values = told == null || ahead ? List.<JsonNode>of()
        : told.value().isArray() ? told.value().valueStream().toList() : List.of(told.value());
    var actual = values.isEmpty() ? null
        : String.join(", ", values.stream().limit(20).map(Words::text).toList());
    return Finding.of(asked, asked.op().holds(values, asked.value()),
        ahead ? Objects.requireNonNull(told).since() : null, actual);
  }

  static Finding reachable(Condition.Reachable asked, Person person) {
    var holds = person.reachable().contains(asked.channel());
    return Finding.of(asked, holds, null,
        String.join(", ", person.reachable().stream().map(Condition.Way::word).sorted().toList()));
  }

  static Finding stage(Condition.InStage asked, Person person, Instant asOf) {
    var orders = person.orders().stream().map(Purchase::at).filter(at -> !at.isAfter(asOf)).sorted().toList();
    var kinds = person.identities().entrySet().stream().filter(one -> !one.getValue().isAfter(asOf))
        .map(Map.Entry::getKey).toList();
    var lapses = orders.isEmpty() ? null : orders.getLast().plus(Lifecycle.QUIET);
    var stage = Lifecycle.of(kinds, orders.size(), orders.isEmpty() ? null : orders.getLast(), asOf);
    var until = stage == Lifecycle.LAPSED ? null : lapses;
    for (var purchase : person.orders()) {
      until = purchase.at().isAfter(asOf) ? earlier(until, purchase.at()) : until;
    }
    for (var since : person.identities().values()) {
      until = since.isAfter(asOf) ? earlier(until, since) : until;
    }
    return Finding.of(asked, stage == asked.stage(), until, stage.word());
  }

  static Finding ordered(Condition.Ordered asked, Person person, Instant asOf) {
    var fitting = person.orders().stream()
        .filter(one -> asked.channel() == null || asked.channel().equals(one.channel()))
        .sorted(Comparator.comparing(Purchase::at)).toList();
    var actual = bought(asked, fitting, asOf);
    @Nullable Instant until = null;
    for (var one : fitting) {
      var leaves = Window.leaves(asked.within(), one.at());
      if (one.at().isAfter(asOf)) {
        until = earlier(until, one.at());
      } else if (leaves != null && leaves.isAfter(asOf)) {
        until = earlier(until, leaves);
      }
    }
    return Finding.of(asked, actual != null && asked.op().compares(actual, asked.value()), until,
        actual == null ? null : actual.toPlainString());
  }

  /// An average over no order is none, and compares with nothing.
  private static @Nullable BigDecimal bought(Condition.Ordered asked, List<Purchase> orders, Instant asOf) {
    var inside = orders.stream()
        .filter(one -> !one.at().isAfter(asOf) && Window.open(asked.within(), one.at(), asOf)).toList();
    if (asked.measure() == Condition.Bought.COUNT) {
      return BigDecimal.valueOf(inside.size());
    }
    var amounts = inside.stream().map(Purchase::amount).filter(Objects::nonNull).toList();
    var total = amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    if (asked.measure() == Condition.Bought.TOTAL) {
      return total;
    }
    return amounts.isEmpty() ? null : total.divide(BigDecimal.valueOf(amounts.size()), 4, RoundingMode.HALF_UP)
        .stripTrailingZeros();
  }

  /// What lies in the cart counts from when it was last changed; before that the cart counts as empty.
  static Finding cart(Condition.InCart asked, Person person, Instant asOf) {
    var cart = person.cart();
    var ahead = cart != null && cart.since().isAfter(asOf);
    var actual = cart == null || ahead ? BigDecimal.ZERO
        : asked.measure() == Condition.Filled.ITEMS ? BigDecimal.valueOf(cart.items()) : cart.total();
    return Finding.of(asked, asked.op().compares(actual, asked.value()),
        ahead ? Objects.requireNonNull(cart).since() : null, actual.toPlainString());
  }
}
