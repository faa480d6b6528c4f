package io.parley.channel;

import io.parley.platform.WorkspaceId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of an outgoing.
///
/// @param reason for a person, in the provider's words where it gave any; null when there is nothing to explain
/// @param way null until it is decided
/// @param providerIds the provider's ids of the messages this became; empty until accepted
public record Receipt(
    WorkspaceId workspace,
    OutgoingId id,
    State state,
    @Nullable String reason,
    @Nullable Way way,
    List<String> providerIds,
    Instant at) {

  /// - `HELD`: waits, will go on by itself; `reason` says for what.
  /// - `SENT`: the provider accepted it. LINE never tells more.
  /// - `FAILED`: it surely was not sent, and will not be.
  /// - `SKIPPED`: it was not tried, because it could not reach anybody.
  /// - `UNKNOWN`: the provider was called and nothing certain came back; it may have been sent.
  public enum State {
    HELD,
    SENT,
    FAILED,
    SKIPPED,
    UNKNOWN
  }
}
