package io.parley.audience.condition;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.Locale;

/// How far a customer has come: seen, reachable, known to the shop, back for more, gone quiet.
public enum Lifecycle {
  VISITOR, LEAD, MEMBER, REPEAT, LAPSED;

  /// Who bought, and not again for this long, has lapsed.
  public static final Duration QUIET = Duration.ofDays(180);

  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
