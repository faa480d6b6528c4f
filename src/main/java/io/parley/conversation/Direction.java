package io.parley.conversation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// `in` from the person, `out` to the person, `note` among staff, `fact` something that happened.
public enum Direction {
  IN,
  OUT,
  NOTE,
  FACT;

  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Direction of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
