package io.parley.customer;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a list of customers is sorted by, the greatest first unless asked otherwise. Each has an index.
public enum CustomerSort {
  SEEN("last_seen_at"),
  FIRST("first_seen_at"),
  ORDERS("orders"),
  SPENT("spent"),
  /// When she came into the segment that the list is narrowed to; the greatest is the latest.
  ENTERED("entered");

  final String column;

  CustomerSort(String column) {
    this.column = column;
  }

  public static Optional<CustomerSort> of(String word) {
    return Arrays.stream(values()).filter(sort -> sort.name().toLowerCase(Locale.ROOT).equals(word)).findFirst();
  }
}
