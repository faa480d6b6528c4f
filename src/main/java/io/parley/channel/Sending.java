package io.parley.channel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the composer must know before a message is written: how it would go out now, and what that costs.
///
/// @param until when the free way ends; null when there is none
/// @param quota null while the provider has not told it
/// @param blocked the contact blocks us, so that nothing reaches them
/// @param why nothing reaches them, in the provider's words; null unless it gave any
public record Sending(
    Way way, @Nullable Instant until, @Nullable Quota quota, boolean blocked, @Nullable String why) {

  /// Messages of the month. `limit` is null when the plan has none.
  public record Quota(@Nullable Long limit, long used) {}
}
