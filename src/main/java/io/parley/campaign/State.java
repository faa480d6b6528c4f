package io.parley.campaign;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// How far a broadcast is. Drafts are written; scheduled ones wait for their hour; *planning* freezes the audience and
/// hands each person's message to the guard; *sending* lasts until nothing of it is open any more.
public enum State {
  DRAFT,
  SCHEDULED,
  PLANNING,
  SENDING,
  PAUSED,
  DONE,
  CANCELLED;

  @JsonValue
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static State of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
