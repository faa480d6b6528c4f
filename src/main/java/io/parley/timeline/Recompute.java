package io.parley.timeline;

import io.parley.customer.CustomerId;
import io.parley.platform.WorkspaceId;
import java.util.Set;

/// Works out from `timeline.happened` what holds for customers whose identities changed by a merge or an unlink.
/// Called after the AUDIENCE stage of the same batch, in the same transaction; the batch's events are kept by then.
/// A customer that was merged away is among them and has no identities left.
public interface Recompute {
  void recompute(WorkspaceId workspace, Set<CustomerId> customers);
}
