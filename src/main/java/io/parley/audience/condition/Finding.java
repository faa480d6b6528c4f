package io.parley.audience.condition;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was found of one part of a condition, with what was found of its parts. `until` is an instant before which the
/// clock alone changes nothing; null if the clock never does. `actual` is what there is where the condition says what
/// it wants: a number, a value, since when. `evidence` are the moments that count, oldest first.
public record Finding(Condition condition, boolean holds, @Nullable Instant until, @Nullable String actual,
    List<Moment> evidence, List<Finding> parts) {
  public static final int MOST_EVIDENCE = 100;

  public Finding {
    evidence = List.copyOf(evidence.subList(Math.max(0, evidence.size() - MOST_EVIDENCE), evidence.size()));
    parts = List.copyOf(parts);
  }

  static Finding of(Condition condition, boolean holds, @Nullable Instant until, @Nullable String actual) {
    return new Finding(condition, holds, until, actual, List.of(), List.of());
  }

  static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    return one == null || (other != null && other.isBefore(one)) ? other : one;
  }
}
