package io.parley.outreach;

import java.math.BigDecimal;
import java.time.Instant;

/// The answer to *may we send this to this person now, by which channel, at what cost?*
public sealed interface Decision {

  record Send(String channel, boolean free, BigDecimal cost) implements Decision {}

  /// Not now. `until` is when it is asked again: never earlier than anything could have changed by the clock alone.
  record Hold(Reason reason, Instant until) implements Decision {}

  /// Not at all.
  record Skip(Reason reason) implements Decision {}
}
