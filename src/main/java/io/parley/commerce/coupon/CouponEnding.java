package io.parley.commerce.coupon;

import io.parley.customer.IdentityId;
import io.parley.platform.WorkspaceId;
import java.time.Instant;
import java.util.List;

/// Whoever reminds people of codes that end soon. Called once for each code, in the transaction in which the reminder
/// fell due, at its instant.
public interface CouponEnding {
  void ending(WorkspaceId workspace, List<Held> held);

  /// `key` tells this reminder apart from all others.
  record Held(IdentityId identity, Code code, String key, Instant dueAt) {}
}
