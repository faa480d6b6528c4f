package io.parley.timeline;

import io.parley.platform.Clocks;
import io.parley.platform.Problem;
import io.parley.platform.Settings;
import io.parley.platform.WorkspaceId;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/// How many requests one workspace may send to the collectors in a second, on each node (Segment asks for at most
/// 1,000, HTTP API, "Rate limits"). Who is told 429 sends the same again after `Retry-After`; nothing is lost by it.
@Component
class CollectorPace {
  private static final Duration SPAN = Duration.ofSeconds(1);

  private final Clocks clocks;
  private final int most;
  private final Map<WorkspaceId, Span> spans = new ConcurrentHashMap<>();

  private record Span(Instant since, int count) {}

  CollectorPace(Clocks clocks, Settings settings) {
    this.clocks = clocks;
    this.most = settings.requestsASecond();
  }

  boolean within(WorkspaceId workspace) {
    var now = clocks.wall();
    var span = spans.compute(workspace, (key, known) -> known == null || now.isAfter(known.since.plus(SPAN))
        ? new Span(now, 1) : new Span(known.since, known.count + 1));
    return span.count <= most;
  }

  /// `X-RateLimit-Reset` is in milliseconds since 1970, as Segment's own clients read it.
  static ResponseEntity<byte[]> tooFast(HttpServletRequest request, CollectorPace pace) {
    var english = "en".equals(request.getLocale().getLanguage());
    var problem = new Problem(429, "too_fast", "送得太快了，請稍後再送一次", "That was too fast. Send it again shortly");
    var title = problem.sentence(english ? java.util.Locale.ENGLISH : java.util.Locale.TRADITIONAL_CHINESE);
    return ResponseEntity.status(problem.status())
        .header(HttpHeaders.RETRY_AFTER, Long.toString(SPAN.toSeconds()))
        .header("X-RateLimit-Reset", Long.toString(pace.clocks.wall().plus(SPAN).toEpochMilli()))
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body("{\"status\":429,\"code\":\"too_fast\",\"title\":\"%s\"}".formatted(title)
            .getBytes(StandardCharsets.UTF_8));
  }
}
