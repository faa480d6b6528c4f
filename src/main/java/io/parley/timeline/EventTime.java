package io.parley.timeline;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// When an event happened: its own word, corrected by how wrong the sender's clock was when it sent it
/// (`receivedAt - (sentAt - timestamp)`, Segment spec, "Timestamps"). What lies over a day ahead, or before the year
/// 2000, is a mistake of the sender and becomes `receivedAt`; the log keeps what was said.
final class EventTime {
  private static final Duration MOST_AHEAD = Duration.ofHours(24);
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ISO_DATE_TIME;

  private EventTime() {}

  /// Why an event got the time it has.
  enum How {
    as_told, clock_corrected, not_told, too_far_ahead, too_long_ago
  }

  /// `told` and `sentAt` are the sender's words, as far as they are times.
  record Judged(Instant at, How how, @Nullable Instant told, @Nullable Instant sentAt) {}

  /// The time of a Segment call: `timestamp`, else `originalTimestamp`; its own `sentAt`, else the batch's.
  static Judged of(JsonNode body, JsonNode envelope, Instant receivedAt) {
    var told = read(body.hasNonNull("timestamp") ? body.path("timestamp") : body.path("originalTimestamp"));
    var sentAt = read(body.hasNonNull("sentAt") ? body.path("sentAt") : envelope.path("sentAt"));
    return judged(receivedAt, told, sentAt);
  }

  static Instant corrected(Instant receivedAt, @Nullable Instant told, @Nullable Instant sentAt) {
    return judged(receivedAt, told, sentAt).at;
  }

  private static Judged judged(Instant receivedAt, @Nullable Instant told, @Nullable Instant sentAt) {
    if (told == null) {
      return new Judged(receivedAt, How.not_told, null, sentAt);
    }
    try {
      var at = sentAt == null ? told : receivedAt.minus(Duration.between(told, sentAt));
      if (at.isAfter(receivedAt.plus(MOST_AHEAD))) {
        return new Judged(receivedAt, How.too_far_ahead, told, sentAt);
      }
      if (at.isBefore(EARLIEST)) {
        return new Judged(receivedAt, How.too_long_ago, told, sentAt);
      }
      return new Judged(at.truncatedTo(ChronoUnit.MICROS), sentAt == null ? How.as_told : How.clock_corrected, told,
          sentAt);
    } catch (DateTimeException | ArithmeticException absurd) {
      return new Judged(receivedAt, told.isAfter(receivedAt) ? How.too_far_ahead : How.too_long_ago, told, sentAt);
    }
  }

  /// An ISO 8601 time, with a blank for the `T` too, or milliseconds since 1970; null if it is none of these.
  static @Nullable Instant read(JsonNode node) {
    if (node.isIntegralNumber()) {
      return Instant.ofEpochMilli(node.asLong());
    }
    if (!node.isString()) {
      return null;
    }
    var text = node.stringValue().strip();
    try {
      if (text.endsWith("Z")) {
        return Instant.parse(text.replace(' ', 'T'));
      }
      text = text.endsWith(" UTC") ? text.substring(0, text.length() - 4) : text;
      text = text.replace(' ', 'T');
      if (text.length() == 10) {
        return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
      }
      var parsed = DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
      return parsed instanceof OffsetDateTime exact
          ? exact.toInstant() : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException notATime) {
      return null;
    }
  }
}
