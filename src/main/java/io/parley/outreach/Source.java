package io.parley.outreach;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.UUID;

/// What wants something sent.
///
/// @param step which part of it: a step of a journey, a variant of a broadcast, the kind of a notice; may be empty
/// @param name what the merchant calls it, shown beside the message
public record Source(Kind kind, UUID id, String step, String name) {
  public static final int LONGEST_NAME = 120;

  public Source {
    name = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
  }

  public enum Kind {
    BROADCAST, JOURNEY, NOTICE, REMINDER, TEST;

    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }
}
