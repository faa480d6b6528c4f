package io.parley.journey.flow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What comes next for somebody who is at a step.
public sealed interface Next {
  /// She stays, until an instant at the latest; what she waits for may come before.
  record Stay(@Nullable Instant until) implements Next {}

  /// She goes on at once.
  record Leave(String way) implements Next {}

  /// The step is done for her, and then she goes on.
  record Act(String way) implements Next {}

  record End(Outcome outcome) implements Next {}
}
