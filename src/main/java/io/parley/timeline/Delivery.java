package io.parley.timeline;

import io.parley.platform.WorkspaceId;
import io.parley.timeline.Envelope.Slice;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one request to a collector brought: its events as stretches of its bytes, and how many were refused.
record Delivery(WorkspaceId workspace, Instant at, byte[] bytes, List<Event> events, int refused) {
  private static final int ROW_OVERHEAD_BYTES = 64;

  /// `around` is what it needs to know of the request.
  record Event(@Nullable String around, Slice slice) {}

  /// About as many bytes as it needs in the log.
  int length() {
    return bytes.length
        + events.stream().mapToInt(e -> ROW_OVERHEAD_BYTES + (e.around == null ? 0 : e.around.length())).sum();
  }

  String text(Event event) {
    return new String(bytes, event.slice.start(), event.slice.length(), StandardCharsets.UTF_8);
  }
}
