package io.parley.audience;

import io.parley.audience.condition.Moment;
import io.parley.audience.condition.Point;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A customer completed a rule at a point. `until` is when the tag comes off; null if it stays. `evidence` is known
/// only of one that was just found: it goes onto the tag.
record Completion(Point since, @Nullable Instant until, List<Moment> evidence) {
  boolean over(Instant at) {
    return until != null && !until.isAfter(at);
  }

  Completion longer(Instant until) {
    return this.until == null || !until.isAfter(this.until) ? this : new Completion(since, until, evidence);
  }

  /// Whether the same tag would stand at the same time.
  boolean sameAs(@Nullable Completion other) {
    return other != null && other.since.at().equals(since.at());
  }
}
