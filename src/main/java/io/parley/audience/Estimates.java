package io.parley.audience;

import io.parley.audience.condition.Condition;
import io.parley.platform.WorkspaceId;
import org.springframework.stereotype.Component;

/// How many customers a condition holds of, within about a second.
@Component
public final class Estimates {
  private final Counts counts;

  /// `low` and `high` are where the figure lies in 95 of 100 cases; both are the figure itself if it is exact.
  public record Estimate(int count, int low, int high, boolean exact) {}

  Estimates(Counts counts) {
    this.counts = counts;
  }

  public Estimate of(WorkspaceId workspace, Condition condition) {
    var count = counts.of(workspace, condition, false);
    return new Estimate(count.count(), count.low(), count.high(), count.exact());
  }
}
