package io.parley.timeline;

import io.parley.customer.CustomerId;
import io.parley.platform.WorkspaceId;
import java.util.Collection;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Who meets a condition, for work on many customers: implemented by the module that knows conditions, which stands
/// above this one.
public interface Meeting {
  /// Refuses what is no condition, and one that cannot be asked here.
  void check(WorkspaceId workspace, JsonNode condition);

  /// Those of some customers of whom it holds now. What was checked once is not refused later: of something that has
  /// been deleted since, it holds of nobody.
  Set<CustomerId> met(WorkspaceId workspace, JsonNode condition, Collection<CustomerId> some);
}
