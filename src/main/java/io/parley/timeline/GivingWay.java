package io.parley.timeline;

import java.time.Duration;

/// When folding waits for those who are being answered. A burst of requests is accepted first, for accepting is what
/// their senders wait for, and folded when it is over; but what has waited for `LONGEST` is folded whatever comes, and
/// nobody is given way again before all of it is.
final class GivingWay {
  static final Duration LONGEST = Duration.ofSeconds(5);

  private boolean given;
  private long sinceNanos;

  /// `crowded` if requests queue to be accepted, `behind` if there is more to fold than came just now.
  boolean decide(boolean crowded, boolean behind, long nanos) {
    if (!given && crowded) {
      given = true;
      sinceNanos = nanos;
    }
    var waits = given && crowded && nanos - sinceNanos < LONGEST.toNanos();
    if (!waits && !behind) {
      given = false;
    }
    return waits;
  }
}
