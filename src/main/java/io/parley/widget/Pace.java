package io.parley.widget;

import io.parley.platform.Clocks;
import io.parley.platform.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// How fast one visitor may go: so many calls in each span of ten seconds, on each node.
@Component
class Pace {
  static final int MESSAGES = 30;
  static final int CALLS = 120;
  private static final Duration SPAN = Duration.ofSeconds(10);
  private static final int MAX_KNOWN = 50_000;

  private final Clocks clocks;
  private final Map<String, Span> spans = new ConcurrentHashMap<>();

  private record Span(Instant since, int count) {}

  Pace(Clocks clocks) {
    this.clocks = clocks;
  }

  void keep(String who, int most) {
    if (!within(who, most)) {
      throw new Problem(429, "too_fast", "傳得太快了，請等幾秒再送", "That was too fast. Wait a few seconds, then send it again");
    }
  }

  boolean within(String who, int most) {
    var now = clocks.wall();
    if (spans.size() > MAX_KNOWN) {
      spans.values().removeIf(span -> over(span, now));
    }
    return spans.compute(who, (key, span) -> span == null || over(span, now)
        ? new Span(now, 1) : new Span(span.since, span.count + 1)).count <= most;
  }

  private static boolean over(Span span, Instant now) {
    return Duration.between(span.since, now).compareTo(SPAN) > 0;
  }
}
