package io.parley.timeline;

import io.parley.customer.CustomerId;
import io.parley.platform.Page;
import io.parley.platform.WorkspaceId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What happened.
@Component
public final class Timeline {
  private final Log log;
  private final EventStore events;

  Timeline(Log log, EventStore events) {
    this.log = log;
    this.events = events;
  }

  /// Appends facts with the running transaction, a tenant's or the engine's. They are folded within a second of its
  /// commit, and never if it rolls back.
  public void append(WorkspaceId workspace, List<NewFact> facts) {
    log.append(workspace, facts);
  }

  /// Appends calls that the merchant's own files and systems told, as `append` does.
  public void vouch(WorkspaceId workspace, List<NewCall> calls) {
    log.vouch(workspace, calls);
  }

  /// How many facts of all workspaces wait to be folded, counted up to `most`. Whoever has much to append asks first
  /// and lets others go before.
  public int behind(int most) {
    return log.behind(most);
  }

  /// True once everything is folded that the workspace had appended until then.
  public boolean folded(WorkspaceId workspace, Instant until) {
    return log.folded(workspace, until);
  }

  /// A customer's timeline over all her identities, latest first.
  public Page<TimelineEntry> of(
      WorkspaceId workspace, CustomerId customer, TimelineEntry.@Nullable Kind kind, @Nullable String cursor,
      int limit) {
    return events.page(workspace, customer, kind, cursor, limit);
  }

  public Ledger ledger(WorkspaceId workspace) {
    return log.ledger(workspace);
  }
}
