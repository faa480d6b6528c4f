package io.parley.outreach;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One way to reach the person: her address on a channel, as it stands now.
///
/// @param channel `line`, `web`, `email` …
/// @param open she can be written to at all: known to a connection that stands
/// @param blocked she blocks us there
/// @param refused she said no to marketing there
/// @param windowUntil until when a free answer is possible; null where there is none now
/// @param windowNeeded outside the window nothing may be sent (WhatsApp without a template, Messenger)
/// @param quotaLeft messages of the month that are left; null where the plan has no limit
/// @param reserve how many of them are kept for replies and service messages
/// @param cost of one message outside the free window, in the workspace's currency
/// @param usedAt when she last wrote or clicked there; null if never
/// @param waits a message lies there until she comes by, nothing tells her of it: chosen only if nothing else is left
public record Route(
    String channel,
    boolean open,
    boolean blocked,
    boolean refused,
    @Nullable Instant windowUntil,
    boolean windowNeeded,
    @Nullable Long quotaLeft,
    long reserve,
    BigDecimal cost,
    @Nullable Instant usedAt,
    boolean waits) {

  boolean free(Instant now) {
    return windowUntil != null && windowUntil.isAfter(now);
  }

  BigDecimal costAt(Instant now) {
    return free(now) ? BigDecimal.ZERO : cost;
  }
}
