package io.parley.integration;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What a file is about.
enum Kind {
  CUSTOMERS,
  TAGS,
  ORDERS,
  PRODUCTS;

  @JsonValue
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  static Kind of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
