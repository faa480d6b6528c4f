package io.parley.timeline;

import io.parley.customer.IdentityId;
import io.parley.platform.WorkspaceId;
import java.util.List;
import java.util.Map;

/// What a module worked out from the log, told so that two workspaces can be compared: implemented by modules whose
/// projections keep something. Names are made of identities' names, never of ids, which differ when refolded.
public interface Refolded {
  /// The name of this part: `orders`.
  String part();

  /// Works out in `shadow`, whose log is refolded by now, what in `from` was worked out beside the fold.
  default void derive(WorkspaceId from, WorkspaceId shadow) {}

  /// The names of what is not compared, because what it was worked out from is not all in the log.
  default List<String> leftOut(WorkspaceId workspace) {
    return List.of();
  }

  /// Each thing by its name, with what is known of it. `names` are the names of all identities of the workspace.
  Map<String, String> state(WorkspaceId workspace, Map<IdentityId, String> names);
}
