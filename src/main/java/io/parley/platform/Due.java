package io.parley.platform;

import java.time.Instant;
import java.util.Optional;

/// What the clock of a workspace alone makes happen: a wait that is over, a tag that runs out, a segment somebody
/// leaves. When it is due stands in the row it belongs to; a worker of its own lets it happen as time goes by, and the
/// time machine asks here where to stop.
public interface Due {
  /// When the next of it is due, if any waits; in the past if it is overdue.
  Optional<Instant> next(WorkspaceId workspace);

  /// Lets happen what is due until `now`, in its order and each at its own instant, as far as one batch goes. True if
  /// there may be more.
  boolean pass(WorkspaceId workspace, Instant now);
}
