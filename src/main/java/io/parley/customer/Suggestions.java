package io.parley.customer;

import io.parley.platform.Page;
import io.parley.platform.WorkspaceId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Weak matches. They never merge by themselves: a person confirms or dismisses them.
@Component
public final class Suggestions {
  private final SuggestionStore store;

  Suggestions(SuggestionStore store) {
    this.store = store;
  }

  /// What somebody typed, on an order for instance: it may be another person's.
  public record Typed(IdentityId identity, @Nullable String email, @Nullable String phone) {}

  /// Looks for others with what was typed, and suggests them. At most five; what more people share means nobody.
  public void typed(WorkspaceId workspace, List<Typed> typed) {
    store.typed(workspace, typed);
  }

  /// Open ones, latest first; `about` one customer or everybody. Those that have become one meanwhile are left out.
  public Page<Suggestion> open(WorkspaceId workspace, @Nullable CustomerId about, @Nullable UUID cursor, int limit) {
    return store.open(workspace, about, cursor, limit);
  }

  /// An open one.
  public Optional<Suggestion> get(WorkspaceId workspace, UUID id) {
    return store.get(workspace, id);
  }

  /// Settles an open one. False if somebody else did.
  public boolean settle(WorkspaceId workspace, UUID id, boolean confirmed, @Nullable UUID by) {
    return store.settle(workspace, id, confirmed, by);
  }
}
