package io.parley.timeline;

import io.parley.customer.IdentityId;
import io.parley.platform.WorkspaceId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/// What a module worked out from the log, told so that two workspaces can be compared: implemented by modules whose
/// projections keep something. Names are made of identities' names, never of ids, which differ when refolded.
public interface Refolded {
  /// The name of this part: `orders`.
  String part();

  /// Makes ready in `shadow`, whose log is empty yet, what works along with the fold.
  default void prepare(WorkspaceId from, WorkspaceId shadow) {}

  /// The kinds of facts, by the names of their events, of which each is to be folded for itself: of several in one
  /// batch only what they come to together could be seen.
  default BiPredicate<String, String> eachForItself(WorkspaceId from) {
    return (kind, name) -> false;
  }

  /// Works out in `shadow`, whose log is refolded by now, what in `from` was worked out beside the fold.
  default Derived derive(WorkspaceId from, WorkspaceId shadow) {
    return Derived.ALL;
  }

  /// `open` are the names of things that may be so or not, as far as the log tells; `undetermined` says of what they
  /// are, and why.
  record Derived(Set<String> open, List<Undetermined> undetermined) {
    static final Derived ALL = new Derived(Set.of(), List.of());
  }

  /// Of a rule or segment so many customers are not compared. `reason` is `past`: what it once held by stands no more;
  /// `clock`: time alone, and no event, makes it hold; `friends`: who can be reached on LINE is not on the log;
  /// `paused`: it looks at a tag left by a rule that is live no more; `follows`: it looks at one of these.
  record Undetermined(String name, String reason, int customers) {}

  /// Each thing by its name, with what is known of it. `names` are the names of all identities of the workspace.
  Map<String, String> state(WorkspaceId workspace, Map<IdentityId, String> names);
}
