package io.parley.journey.flow;

import io.parley.audience.condition.Condition;
import io.parley.audience.condition.ConditionReader;
import io.parley.audience.condition.EventMatch;
import io.parley.platform.Problem;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Reads the fields of one place of a journey from JSON that nobody vouches for. What is amiss is written down with its
/// place and something harmless stands in for it, so that one reading finds everything.
final class Fields {
  private static final Duration LONGEST = Duration.ofDays(366);
  private static final EventMatch NO_EVENT = EventMatch.named("page");
  private static final UUID NOBODY = new UUID(0, 0);

  private final JsonNode node;
  private final @Nullable String step;
  private final String place;
  private final List<Amiss> amiss;

  Fields(JsonNode node, @Nullable String step, String place, List<Amiss> amiss) {
    this.node = node;
    this.step = step;
    this.place = place;
    this.amiss = amiss;
  }

  Fields in(String field) {
    return new Fields(node.path(field), step, place + field + ".", amiss);
  }

  JsonNode node() {
    return node;
  }

  boolean has(String field) {
    return node.hasNonNull(field);
  }

  void amiss(String field, String chinese, String english) {
    amiss.add(new Amiss(step, place + field, chinese, english));
  }

  String text(String field, int most) {
    var text = node.path(field).isString() ? node.path(field).stringValue().strip() : "";
    if (text.isEmpty() || text.codePointCount(0, text.length()) > most) {
      amiss(field, text.isEmpty() ? "這裡還沒有填" : "這裡最多 %d 個字".formatted(most),
          text.isEmpty() ? "This is still empty" : "At most %d characters".formatted(most));
      return "?";
    }
    return text;
  }

  @Nullable String optional(String field, int most) {
    return node.path(field).asString("").isBlank() ? null : text(field, most);
  }

  int whole(String field, int least, int most) {
    var number = node.path(field);
    if (!number.isIntegralNumber() || !number.canConvertToInt() || number.intValue() < least
        || number.intValue() > most) {
      amiss(field, "要是 %d 到 %d 的整數".formatted(least, most),
          "A whole number from %d to %d".formatted(least, most));
      return least;
    }
    return number.intValue();
  }

  @Nullable BigDecimal amount(String field) {
    if (!has(field)) {
      return null;
    }
    if (!node.path(field).isNumber() || node.path(field).decimalValue().signum() < 0) {
      amiss(field, "要是數字", "A number");
      return null;
    }
    return node.path(field).decimalValue();
  }

  /// From one minute to a year.
  Duration length(String field) {
    var within = in(field);
    var amount = within.whole("amount", 1, 1_000_000);
    var length = switch (within.word("unit", List.of("minute", "hour", "day"))) {
      case "day" -> Duration.ofDays(Math.min(amount, 10_000));
      case "hour" -> Duration.ofHours(amount);
      default -> Duration.ofMinutes(amount);
    };
    if (length.compareTo(LONGEST) > 0) {
      amiss(field, "最長一年", "A year at most");
      return LONGEST;
    }
    return length;
  }

  LocalTime time(String field) {
    return parsed(field, LocalTime::parse, LocalTime.NOON, "要是時間，例如 10:00", "A time of day, like 10:00");
  }

  @Nullable LocalDate date(String field) {
    return has(field) ? parsed(field, LocalDate::parse, LocalDate.EPOCH, "要是日期，例如 2026-12-31",
        "A date, like 2026-12-31") : null;
  }

  UUID id(String field) {
    return parsed(field, UUID::fromString, NOBODY, "這裡還沒有選", "Nothing is chosen here yet");
  }

  private <T> T parsed(String field, Function<String, T> reading, T instead, String chinese, String english) {
    try {
      return reading.apply(node.path(field).asString(""));
    } catch (DateTimeException | IllegalArgumentException broken) {
      amiss(field, chinese, english);
      return instead;
    }
  }

  <E extends Enum<E>> E word(String field, E[] words) {
    var word = word(field, Arrays.stream(words).map(one -> one.name().toLowerCase(Locale.ROOT)).toList());
    return Arrays.stream(words).filter(one -> one.name().toLowerCase(Locale.ROOT).equals(word)).findFirst()
        .orElse(words[0]);
  }

  String word(String field, List<String> words) {
    var word = node.path(field).asString("");
    if (!words.contains(word)) {
      amiss(field, "只能是：" + String.join(" ", words), "One of: " + String.join(" ", words));
      return words.getFirst();
    }
    return word;
  }

  @Nullable Condition condition(String field) {
    try {
      return ConditionReader.read(node.path(field));
    } catch (Problem broken) {
      amiss(field, broken.sentence(Locale.TRADITIONAL_CHINESE), broken.sentence(Locale.ENGLISH));
      return null;
    }
  }

  /// An event is read as the condition that it happened once.
  EventMatch event(String field) {
    var did = JsonNodeFactory.instance.objectNode().put("kind", "did");
    did.set("event", node.path(field));
    did.putObject("measure").put("kind", "count").put("atLeast", 1);
    try {
      return ConditionReader.read(did) instanceof Condition.Did read ? read.event() : NO_EVENT;
    } catch (Problem broken) {
      amiss(field, broken.sentence(Locale.TRADITIONAL_CHINESE), broken.sentence(Locale.ENGLISH));
      return NO_EVENT;
    }
  }
}
