package io.parley.timeline;

import io.parley.customer.Sighting;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A row of the log, read. Either it can be folded, or there is a reason why not, which a person will see.
sealed interface Reading {
  LogRow row();

  /// `repeatKey` tells repeats apart; null if the sender gave no message id, and then none is a repeat.
  record Readable(LogRow row, String kind, String name, @Nullable String repeatKey, Instant at, ObjectNode body,
      Sighting sighting) implements Reading {}

  /// A fact about the workspace, not about a person: a rule changed. No event is kept of it; it makes the fold look.
  record AboutNobody(LogRow row) implements Reading {}

  record Unreadable(LogRow row, String reason) implements Reading {}
}
