package io.parley.journey.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How often somebody may go through a journey. Nobody is in it twice at a time, but for `Each`.
public sealed interface Entry {
  /// Once and never again.
  record Once() implements Entry {}

  /// Again when so many days have passed since she last came in.
  record Again(int days) implements Entry {}

  /// Each time, once for each order, cart or whatever the trigger names.
  record Each() implements Entry {}

  /// What is known of the runs she had: whether one is open, when she last came in, and which keys were used.
  record Before(boolean open, @Nullable Instant lastAt, Set<String> keys) {
    public static final Before NOTHING = new Before(false, null, Set.of());
  }

  /// `key` is what is unique of a person and a journey.
  sealed interface Answer {
    record Admitted(String key) implements Answer {}

    record KeptOut(Why why) implements Answer {}
  }

  /// Why somebody does not come in.
  enum Why {
    ONCE, TOO_SOON, OPEN, SAME;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  default Answer ask(Before before, Instant at, String key) {
    return switch (this) {
      case Once _ -> before.lastAt == null ? new Answer.Admitted("once")
          : new Answer.KeptOut(before.open ? Why.OPEN : Why.ONCE);
      case Again again -> {
        if (before.open) {
          yield new Answer.KeptOut(Why.OPEN);
        }
        var soon = before.lastAt != null && before.lastAt.plus(Duration.ofDays(again.days)).isAfter(at);
        yield soon ? new Answer.KeptOut(Why.TOO_SOON) : new Answer.Admitted(at.toString());
      }
      case Each _ -> before.keys.contains(key) ? new Answer.KeptOut(Why.SAME) : new Answer.Admitted(key);
    };
  }
}
