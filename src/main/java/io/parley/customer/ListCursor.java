package io.parley.customer;

import io.parley.platform.Problem;
import java.math.BigDecimal;
import java.util.Objects;

/// Where a page of the list ended: the value it is sorted by, and the customer. Times are microseconds since 1970.
record ListCursor(BigDecimal value, CustomerId id) {
  private static final int MOST_DIGITS = 40;
  /// Times beyond the year 2096 were never given out.
  private static final BigDecimal LATEST = new BigDecimal("4000000000000000");

  static ListCursor of(Customers.Shown shown, CustomerLine line) {
    return new ListCursor(switch (shown.sort()) {
      case SEEN -> BigDecimal.valueOf(Columns.micros(line.lastSeenAt()));
      case ENTERED -> BigDecimal.valueOf(Columns.micros(Objects.requireNonNull(line.enteredAt())));
      case FIRST -> BigDecimal.valueOf(Columns.micros(line.firstSeenAt()));
      case ORDERS -> BigDecimal.valueOf(line.orders());
      case SPENT -> line.spent();
    }, line.id());
  }

  String text() {
    return value.toPlainString() + "~" + id;
  }

  static ListCursor read(Customers.Shown shown, String text) {
    try {
      var parts = text.split("~", 2);
      var value = new BigDecimal(parts[0]);
      if (value.precision() > MOST_DIGITS || Math.abs(value.scale()) > MOST_DIGITS
          || shown.sort() != CustomerSort.SPENT && value.abs().compareTo(LATEST) > 0) {
        throw new ArithmeticException("No such number was given out");
      }
      switch (shown.sort()) {
        case SEEN, FIRST, ENTERED -> value.longValueExact();
        case ORDERS -> value.intValueExact();
        case SPENT -> { }
      }
      return new ListCursor(value, CustomerId.of(parts[1]));
    } catch (RuntimeException notOurs) {
      throw Problem.invalid("cursor", "這個翻頁記號不能用，請從第一頁開始",
          "This cursor cannot be used. Start from the first page");
    }
  }

  /// What comes behind it. The index on last_seen_at keeps the hour only, so the page begins at its hour.
  void behind(Where where, Customers.Shown shown) {
    var sign = shown.ascending() ? ">" : "<";
    var at = switch (shown.sort()) {
      case SEEN, FIRST, ENTERED -> "timestamptz 'epoch' + :at::bigint * interval '1 microsecond'";
      case ORDERS -> ":at::int";
      case SPENT -> ":at::numeric";
    };
    where.and("(c.%s, c.id) %s (%s, :atId)".formatted(shown.sort().column, sign, at)).param("at", value)
        .param("atId", id.value());
    if (shown.sort() == CustomerSort.ENTERED) {
      where.and("c.entered %s= %s".formatted(sign, at));
    }
    if (shown.sort() == CustomerSort.SEEN) {
      where.and("c.last_seen_hour %s= date_bin('1 hour', %s, timestamptz '2000-01-01 00:00:00+00')"
          .formatted(sign, at));
    }
  }

  static String order(Customers.Shown shown) {
    var way = shown.ascending() ? "asc" : "desc";
    var hour = shown.sort() == CustomerSort.SEEN ? "c.last_seen_hour " + way + ", " : "";
    return "%sc.%s %s, c.id %s".formatted(hour, shown.sort().column, way, way);
  }
}
