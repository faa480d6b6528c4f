package io.parley.conversation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// Where a conversation happens.
public enum Channel {
  WEB,
  LINE,
  EMAIL;

  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Channel of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
