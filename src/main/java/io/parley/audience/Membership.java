package io.parley.audience;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Whether a customer is in a segment, since when, and when the clock may change it: not before `dueAt`.
record Membership(boolean member, Instant since, @Nullable Instant dueAt) {
  static final Membership NONE = new Membership(false, Instant.EPOCH, null);

  /// The bound only moves nearer while nothing changes: writing it anew with every event would cost more than looking
  /// once too often.
  Membership nearer(@Nullable Instant until) {
    return until == null || (dueAt != null && !until.isBefore(dueAt)) ? this : new Membership(member, since, until);
  }

  /// Nothing that must be kept.
  boolean isNone() {
    return !member && dueAt == null;
  }
}
