package io.parley.channel;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// How a message goes out: as a free answer to what the contact just did, or pushed at the cost of one of the quota.
public enum Way {
  REPLY,
  PUSH;

  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
