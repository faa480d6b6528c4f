package io.parley.audience;

import io.parley.audience.condition.Condition;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

/// Everybody of whom a condition holds now. `version` grows with every change.
public record Segment(
    SegmentId id, String name, Condition condition, Instant createdAt, Instant changedAt, int version) {
  public static final int MOST_NAME_CHARACTERS = 80;

  Segment change(String name, Condition condition, Instant at) {
    return name.equals(this.name) && condition.equals(this.condition) ? this
        : new Segment(id, name, condition, createdAt, at, version + 1);
  }

  /// The segments this one looks at, by their ids.
  Set<String> asks() {
    return asked(condition);
  }

  static Set<String> asked(Condition condition) {
    return condition.nodes()
        .filter(Condition.InSegment.class::isInstance)
        .map(node -> ((Condition.InSegment) node).segment())
        .collect(Collectors.toSet());
  }
}
