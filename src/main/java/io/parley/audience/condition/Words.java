package io.parley.audience.condition;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// How values are read. Texts are the same if people read them as the same: full and half width, either case, 台 and
/// 臺, blanks around.
final class Words {
  private static final int MOST_CHARACTERS = 2_000;
  private static final int LONGEST_NUMBER = 32;
  private static final BigDecimal LARGEST = new BigDecimal("1e15");
  private static final int DECIMALS = 6;

  private Words() {}

  static String normal(JsonNode value) {
    return normal(text(value));
  }

  static String normal(String text) {
    var cut = text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) : text;
    return Normalizer.normalize(cut, Normalizer.Form.NFKC).replace('臺', '台').toLowerCase(Locale.ROOT).strip();
  }

  static String text(JsonNode value) {
    return value.isString() || value.isBoolean() ? value.asString() : value.isNumber() ? plain(value) : "";
  }

  private static String plain(JsonNode value) {
    var number = number(value);
    return number == null ? value.asString() : number.stripTrailingZeros().toPlainString();
  }

  /// A number, or a text that is one. Absurd ones count as not told.
  static @Nullable BigDecimal number(JsonNode value) {
    if (!value.isNumber() && !value.isString()) {
      return null;
    }
    var text = value.asString().strip();
    if (text.isEmpty() || text.length() > LONGEST_NUMBER) {
      return null;
    }
    try {
      var number = new BigDecimal(text);
      // 1E-999999999 is short to write and takes hours to round.
      if (number.scale() > LONGEST_NUMBER || number.precision() - number.scale() > 16
          || number.abs().compareTo(LARGEST) > 0) {
        return null;
      }
      return number.scale() > DECIMALS ? number.setScale(DECIMALS, java.math.RoundingMode.HALF_UP) : number;
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }

  /// An ISO date (its first instant in UTC) or time; milliseconds since 1970; null if it is none of these.
  static @Nullable Instant time(JsonNode value) {
    if (value.isIntegralNumber()) {
      return Instant.ofEpochMilli(value.asLong());
    }
    if (!value.isString()) {
      return null;
    }
    var text = value.stringValue().strip();
    try {
      if (text.length() == 10) {
        return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
      }
      var parsed = DateTimeFormatter.ISO_DATE_TIME.parseBest(text.replace(' ', 'T'), OffsetDateTime::from,
          LocalDateTime::from);
      return parsed instanceof OffsetDateTime exact
          ? exact.toInstant() : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException notATime) {
      return null;
    }
  }
}
