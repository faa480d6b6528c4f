package io.parley.commerce;

import io.parley.customer.IdentityId;
import io.parley.platform.WorkspaceId;
import java.util.Set;

/// A shop that can be asked what somebody ordered, because what it tells by itself may come late. Implemented by its
/// connector. A shop that tells each order as an event when it is placed (parley.js, Segment's library, the demo's)
/// needs none: what it told is known once it is folded.
public interface ShopOrders {
  /// Whether this connector speaks for the workspace's shop.
  boolean serves(WorkspaceId workspace);

  /// Asks the shop now, and appends the orders of these persons that it had not told yet to the log. Calls the shop:
  /// never inside a transaction, at most ten seconds. Returns those of whom it got an answer.
  Set<IdentityId> ask(WorkspaceId workspace, Set<IdentityId> persons);
}
