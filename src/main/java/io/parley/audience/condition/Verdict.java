package io.parley.audience.condition;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a condition says of one customer at one instant. `until` is the earliest instant at which the clock alone
/// changes the answer; null if only something new can. `evidence` are the moments that decided it, oldest first.
public record Verdict(boolean holds, @Nullable Instant until, List<Moment> evidence) {
  public Verdict {
    evidence = List.copyOf(evidence);
  }
}
