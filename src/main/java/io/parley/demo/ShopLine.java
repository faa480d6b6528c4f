package io.parley.demo;

import io.parley.platform.Secrets;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/// One line of a file of shop events in the form of REES46's open data: event_time, event_type, product_id,
/// category_id, category_code, brand, price, user_id, user_session. `hash` tells lines apart.
record ShopLine(
    String hash, Instant at, Kind kind, String product, String category, String brand, BigDecimal price, String user,
    String session) {
  private static final int COLUMNS = 9;
  private static final int HASH_CHARACTERS = 32;

  enum Kind {
    VIEW,
    CART,
    PURCHASE
  }

  /// Empty if the line is none of these.
  static Optional<ShopLine> read(String line) {
    var columns = line.split(",", -1);
    if (columns.length != COLUMNS) {
      return Optional.empty();
    }
    try {
      return Optional.of(new ShopLine(
          Secrets.sha256(line).substring(0, HASH_CHARACTERS),
          Instant.parse(columns[0].replace(" UTC", "Z").replace(' ', 'T')),
          Kind.valueOf(columns[1].toUpperCase(java.util.Locale.ROOT)),
          columns[2], columns[4], columns[5],
          columns[6].isEmpty() ? BigDecimal.ZERO : new BigDecimal(columns[6]),
          columns[7], columns[8]));
    } catch (java.time.DateTimeException | IllegalArgumentException otherLine) {
      return Optional.empty();
    }
  }
}
