package io.parley.timeline;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One line of a customer's timeline.
public record TimelineEntry(
    long id,
    Instant at,
    Kind kind,
    String name,
    @Nullable String title,
    @Nullable String url,
    @Nullable String channel,
    @Nullable String text,
    @Nullable Money amount,
    JsonNode properties) {

  /// What a line is about; `track` is every other event.
  public enum Kind {
    page, product, cart, order, message, tag, consent, link, identify, track
  }

  public record Money(BigDecimal amount, String currency) {}
}
