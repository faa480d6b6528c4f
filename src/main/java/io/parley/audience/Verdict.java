package io.parley.audience;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a condition says of one customer at one instant. `until` is the first instant at which the passing of time
/// alone changes the answer; null if only a new event can. `evidence` are the visits that were counted, oldest first.
public record Verdict(boolean holds, @Nullable Instant until, List<Visit> evidence) {
  public Verdict {
    evidence = List.copyOf(evidence);
  }

  /// The event that completed the condition.
  Visit last() {
    return evidence.getLast();
  }
}
