package io.parley.outreach;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// Why somebody is written to. A *reply* answers what she just wrote; a *service* message follows what she did (an
/// order, a booking); everything else is *marketing*, and only marketing asks whether it is welcome.
public enum MessageClass {
  REPLY,
  SERVICE,
  MARKETING;

  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static MessageClass of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
