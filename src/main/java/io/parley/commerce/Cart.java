package io.parley.commerce;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one identity put into its cart, told by told, oldest first. What is told of a time before the cart was last
/// emptied is over and changes nothing: an order that overtakes "added" on the way leaves no ghost behind.
///
/// An order empties the cart of the identity it was made with. The carts of whoever else she is are over by it, too, as
/// far as they were filled before (`since`): that is found out when they are read, for who is one may be known later.
public record Cart(List<Line> lines, @Nullable Instant emptiedAt, Instant updatedAt) {
  static final int MOST_LINES = 200;
  private static final int MOST_TOLD_OF_ONE = 20;
  static final Cart NONE = new Cart(List.of(), null, Instant.EPOCH);

  /// Goods put into the cart at one time.
  record Line(Item item, Instant at) {}

  public Cart {
    lines = lines.stream().sorted(Comparator.comparing(Line::at)).toList();
  }

  /// More of a product already there, in the same colour, is one line; the newest price stands.
  public List<Item> items() {
    var items = new ArrayList<Item>();
    for (var line : lines) {
      var item = line.item;
      var known = index(items, item.productId(), item.sku());
      if (known < 0) {
        items.add(item);
      } else {
        items.set(known, item.pieces(items.get(known).quantity() + item.quantity()));
      }
    }
    return items;
  }

  public boolean isEmpty() {
    return lines.isEmpty();
  }

  Cart add(Item item, Instant at) {
    if (over(at)) {
      return this;
    }
    var items = items();
    var next = new ArrayList<>(lines);
    if (items.size() < MOST_LINES || index(items, item.productId(), item.sku()) >= 0) {
      next.add(new Line(item, at));
      join(next, item);
    }
    return with(next, at);
  }

  /// Somebody who adds the same again and again does not make the cart long: her two oldest become one.
  private static void join(List<Line> lines, Item item) {
    var same = lines.stream().filter(line -> line.item.is(item.productId(), item.sku()))
        .sorted(Comparator.comparing(Line::at)).toList();
    if (same.size() > MOST_TOLD_OF_ONE) {
      var oldest = same.get(0);
      var second = same.get(1);
      lines.remove(oldest);
      lines.set(lines.indexOf(second),
          new Line(second.item.pieces(oldest.item.quantity() + second.item.quantity()), second.at));
    }
  }

  /// `pieces` null takes the whole line out. What was put in last goes first.
  Cart remove(String productId, @Nullable String sku, @Nullable Integer pieces, Instant at) {
    var first = lines.stream().map(Line::item).filter(item -> item.is(productId, sku)).findFirst();
    if (over(at) || first.isEmpty()) {
      return this;
    }
    var next = new ArrayList<Line>();
    var left = pieces == null ? Long.MAX_VALUE : pieces;
    for (var line : lines.reversed()) {
      if (left > 0 && line.item.is(first.get().productId(), first.get().sku())) {
        if (line.item.quantity() > left) {
          next.add(new Line(line.item.pieces((int) (line.item.quantity() - left)), line.at));
        }
        left -= Math.min(left, line.item.quantity());
      } else {
        next.add(line);
      }
    }
    return with(next.reversed(), at);
  }

  /// The shop showed the cart: that is what lies in it.
  Cart show(List<Item> shown, Instant at) {
    return over(at) || at.isBefore(updatedAt) ? this
        : with(shown.stream().limit(MOST_LINES).map(item -> new Line(item, at)).toList(), at);
  }

  Cart empty(Instant at) {
    return over(at) ? this : new Cart(lines.stream().filter(line -> line.at.isAfter(at)).toList(), at, later(at));
  }

  /// What was not put in before that, an order of the same customer.
  Cart since(Instant order) {
    return new Cart(lines.stream().filter(line -> !line.at.isBefore(order)).toList(), emptiedAt, updatedAt);
  }

  /// The same cart, with the catalogue's picture on every line that has none of its own.
  Cart pictured(Map<String, Product> products) {
    return new Cart(
        lines.stream().map(line -> new Line(line.item.pictured(products.get(line.item.productId())), line.at)).toList(),
        emptiedAt, updatedAt);
  }

  public BigDecimal total() {
    return Item.sum(items());
  }

  private Cart with(List<Line> next, Instant at) {
    return new Cart(next, emptiedAt, later(at));
  }

  private boolean over(Instant at) {
    return emptiedAt != null && at.isBefore(emptiedAt);
  }

  private Instant later(Instant at) {
    return at.isAfter(updatedAt) ? at : updatedAt;
  }

  private static int index(List<Item> items, String productId, @Nullable String sku) {
    for (var i = 0; i < items.size(); i++) {
      if (items.get(i).is(productId, sku)) {
        return i;
      }
    }
    return -1;
  }
}
