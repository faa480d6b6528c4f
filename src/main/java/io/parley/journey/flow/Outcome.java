package io.parley.journey.flow;

import java.util.Locale;

/// How a run ended: at its goal, at an exit, because something happened that ends it, because two of the same person
/// became one, because a member took her out, or because the journey was ended for everybody.
public enum Outcome {
  GOAL, EXIT, STOPPED, MERGED, TAKEN_OUT, CLOSED;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Outcome of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
