package io.parley.integration;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads what people of Taiwan and Hong Kong write into cells: full-width digits, 09xx and 8-digit phones, the years of
/// the Republic, amounts with their currency before or behind.
final class Local {
  private static final Pattern DATE = Pattern.compile("(?:民國|中華民國)?\\s*(\\d{1,4})\\s*[-/.年]\\s*(\\d{1,2})\\s*"
      + "[-/.月]\\s*(\\d{1,4})\\s*日?(?:[T\\s]+(.*))?");
  private static final Pattern DENSE = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})(?:\\s*(.*))?");
  private static final Pattern TIME = Pattern.compile("(上午|下午|AM|PM)?\\s*(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.\\d+)?)?"
      + "\\s*(上午|下午|AM|PM)?\\s*(Z|[+-]\\d{2}:?\\d{2})?", Pattern.CASE_INSENSITIVE);
  private static final Pattern AMOUNT = Pattern.compile(
      "([A-Z]{3}|NT\\$|HK\\$|US\\$|\\$|¥|€|£)?\\s*(-?)\\s*(\\d{1,3}(?:,\\d{3})+|\\d+)(\\.\\d{1,6})?\\s*([A-Z]{3}|元)?");
  private static final Pattern SCIENTIFIC = Pattern.compile("\\d(\\.\\d+)?E\\+?\\d+", Pattern.CASE_INSENSITIVE);
  private static final int LAST_YEAR_OF_THE_REPUBLIC = 200;
  private static final int REPUBLIC = 1911;
  private static final int EARLIEST_YEAR = 1900;
  private static final int LONGEST_AMOUNT = 30;

  private Local() {}

  /// Which number comes first in 11/12/2026. Where the year comes first nobody needs to ask.
  enum DateOrder {
    MONTH_FIRST, DAY_FIRST
  }

  record Amount(BigDecimal value, @Nullable String currency) {}

  /// Full-width letters and digits become plain ones; blanks around go.
  static String plain(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).replace('\u00A0', ' ').strip();
  }

  static String heading(String text) {
    return plain(text).toLowerCase(Locale.ROOT).replaceAll("[^\\p{IsAlphabetic}\\p{IsDigit}]", "");
  }

  /// What people and programs write when there is nothing.
  static boolean nothing(String text) {
    return text.isEmpty() || text.matches("(?i)-+|n/?a|null|none|nan|無|没有|沒有|undefined");
  }

  /// A marketplace hides what it does not want a shop to know: 王**, ****123.
  static boolean masked(String text) {
    return text.contains("**") || text.contains("＊＊") || text.matches(".*\\p{IsIdeographic}\\*.*");
  }

  /// A number that a spreadsheet took for an amount: 12923.0 is the id 12923.
  static String id(String text) {
    return text.matches("\\d+\\.0") ? text.substring(0, text.length() - 2) : text;
  }

  static boolean scientific(String text) {
    return SCIENTIFIC.matcher(text).matches();
  }

  /// E.164. `region` is TW or HK: whose national numbers those without a country code are.
  static Optional<String> phone(String text, String region) {
    var digits = id(plain(text)).replaceAll("[^\\d+]", "");
    var national = digits.startsWith("+") ? digits.substring(1) : digits.replaceFirst("^00", "");
    if (!digits.startsWith("+") && !digits.startsWith("00")) {
      if (digits.matches("09\\d{8}")) {
        return Optional.of("+886" + digits.substring(1));
      }
      if (digits.matches("9\\d{8}") && region.equals("TW")) {
        return Optional.of("+886" + digits);
      }
      if (digits.matches("[2-9]\\d{7}") && region.equals("HK")) {
        return Optional.of("+852" + digits);
      }
      if (digits.matches("0[2-8]\\d{7,8}") && region.equals("TW")) {
        return Optional.of("+886" + digits.substring(1));
      }
    }
    if (national.matches("8860?9\\d{8}")) {
      return Optional.of("+886" + national.replaceFirst("^8860?", ""));
    }
    if (national.matches("852[2-9]\\d{7}")) {
      return Optional.of("+" + national);
    }
    return digits.startsWith("+") && national.matches("[1-9]\\d{7,14}") ? Optional.of("+" + national)
        : Optional.empty();
  }

  static Optional<String> email(String text) {
    var email = plain(text).toLowerCase(Locale.ROOT);
    return email.matches("[^@\\s,;]{1,64}@[^@\\s,;]+\\.[^@\\s,;.]{2,}") && email.length() <= 200
        ? Optional.of(email) : Optional.empty();
  }

  /// An amount in major units, and the currency if it stands there. A `$` alone says nothing of which.
  static Optional<Amount> amount(String text) {
    var plain = plain(text).toUpperCase(Locale.ROOT);
    if (plain.length() > LONGEST_AMOUNT) {
      return Optional.empty();
    }
    var found = AMOUNT.matcher(plain);
    if (!found.matches()) {
      return Optional.empty();
    }
    var digits = found.group(2) + found.group(3).replace(",", "") + (found.group(4) == null ? "" : found.group(4));
    return Optional.of(new Amount(new BigDecimal(digits), currency(found.group(1), found.group(5))));
  }

  private static @Nullable String currency(@Nullable String before, @Nullable String behind) {
    var word = before == null || before.equals("$") ? behind : before;
    return switch (word) {
      case null -> null;
      case "NT$", "元" -> "TWD";
      case "HK$" -> "HKD";
      case "US$" -> "USD";
      case "¥", "€", "£" -> null;
      default -> word;
    };
  }

  /// NT$ has no decimals in use, whatever ISO 4217 says; HK$ has two.
  static int decimals(String currency) {
    if (currency.equals("TWD")) {
      return 0;
    }
    try {
      return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    } catch (IllegalArgumentException unknown) {
      return 2;
    }
  }

  static boolean tooFine(BigDecimal amount, String currency) {
    return amount.stripTrailingZeros().scale() > decimals(currency);
  }

  /// 2026/11/22 18:05, 115/11/22, 民國115年11月22日, 20261122, 11/22/2026, 2026-11-22T18:05:00+08:00.
  static Optional<Instant> instant(String text, DateOrder order, ZoneId zone) {
    var plain = plain(text);
    var found = DATE.matcher(plain);
    var dense = DENSE.matcher(plain);
    try {
      if (found.matches()) {
        return at(date(found.group(1), found.group(2), found.group(3), order), found.group(4), zone);
      }
      return dense.matches()
          ? at(date(dense.group(1), dense.group(2), dense.group(3), order), dense.group(4), zone) : Optional.empty();
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  static Optional<LocalDate> date(String text, DateOrder order) {
    return instant(text, order, ZoneId.of("UTC")).map(at -> LocalDate.ofInstant(at, ZoneId.of("UTC")));
  }

  private static LocalDate date(String first, String second, String third, DateOrder order) {
    var a = Integer.parseInt(first);
    var b = Integer.parseInt(second);
    var c = Integer.parseInt(third);
    if (first.length() <= 2 && third.length() == 4) {
      return order == DateOrder.DAY_FIRST ? year(c, b, a) : year(c, a, b);
    }
    return year(first.length() <= 3 && a < LAST_YEAR_OF_THE_REPUBLIC ? a + REPUBLIC : a, b, c);
  }

  private static LocalDate year(int year, int month, int day) {
    if (year < EARLIEST_YEAR) {
      throw new DateTimeException("Before 1900");
    }
    return LocalDate.of(year, month, day);
  }

  private static Optional<Instant> at(LocalDate day, @Nullable String rest, ZoneId zone) {
    if (rest == null || rest.isBlank()) {
      return Optional.of(day.atStartOfDay(zone).toInstant());
    }
    var time = TIME.matcher(rest.strip());
    if (!time.matches()) {
      return Optional.empty();
    }
    var half = time.group(1) == null ? time.group(5) : time.group(1);
    var hour = Integer.parseInt(time.group(2));
    if (half != null) {
      hour = hour % 12 + (half.equals("下午") || half.equalsIgnoreCase("PM") ? 12 : 0);
    }
    var clock = LocalTime.of(hour, Integer.parseInt(time.group(3)),
        time.group(4) == null ? 0 : Integer.parseInt(time.group(4)));
    return Optional.of(day.atTime(clock).atZone(time.group(6) == null ? zone : ZoneId.of(time.group(6))).toInstant());
  }
}
