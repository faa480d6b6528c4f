package io.parley.audience.condition;

import com.fasterxml.jackson.annotation.JsonValue;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// How what is there is compared with what is wanted. Texts are compared as people read them (`Words`). Where a
/// property has several values, one that fits is enough; `is_not` and `not_contains` say that none does, so they hold
/// of a value that is not there, too. A value of the wrong type fits nothing.
public enum Op {
  IS("is"), IS_NOT("is_not"), CONTAINS("contains"), NOT_CONTAINS("not_contains"), STARTS_WITH("starts_with"),
  ONE_OF("one_of"), MORE(">"), AT_LEAST(">="), LESS("<"), AT_MOST("<="), KNOWN("known"), BEFORE("before"),
  AFTER("after"), MATCHES("matches");

  public static final int MOST_VALUES = 100;
  private static final int MOST_PATTERNS = 1_000;
  private static final int MOST_SEARCHED = 2_000;
  private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

  private final String word;

  Op(String word) {
    this.word = word;
  }

  @JsonValue
  public String word() {
    return word;
  }

  static Optional<Op> of(String word) {
    return Arrays.stream(values()).filter(op -> op.word.equals(word)).findFirst();
  }

  boolean numeric() {
    return this == MORE || this == AT_LEAST || this == LESS || this == AT_MOST;
  }

  /// The value in one way of writing it. Refuses one that this operator cannot compare with.
  @Nullable JsonNode checked(@Nullable JsonNode value) {
    check(value);
    return value == null ? null : plain(value);
  }

  private static JsonNode plain(JsonNode value) {
    if (value.isNumber()) {
      return DecimalNode.valueOf(Condition.amount(value.decimalValue()));
    }
    if (value.isArray()) {
      var list = JsonNodeFactory.instance.arrayNode();
      value.forEach(one -> list.add(plain(one)));
      return list;
    }
    return value;
  }

  void check(@Nullable JsonNode value) {
    if (this == KNOWN) {
      require(value == null, "「有值」不用填值", "“known” has no value");
      return;
    }
    require(value != null, "「%s」要填一個值".formatted(word), "“%s” compares with a value".formatted(word));
    var wanted = Objects.requireNonNull(value);
    switch (this) {
      case IS, IS_NOT -> scalar(wanted);
      case CONTAINS, NOT_CONTAINS, STARTS_WITH -> text(wanted);
      case ONE_OF -> {
        require(wanted.isArray() && !wanted.isEmpty() && wanted.size() <= MOST_VALUES,
            "「其中之一」要列 1 到 %d 個值".formatted(MOST_VALUES),
            "“one_of” has a list of 1 to %d values".formatted(MOST_VALUES));
        wanted.forEach(Op::scalar);
      }
      case MORE, AT_LEAST, LESS, AT_MOST -> {
        require(wanted.isNumber(), "「%s」要填數字".formatted(word), "“%s” compares with a number".formatted(word));
        Condition.amount(wanted.decimalValue());
      }
      case BEFORE, AFTER -> require(wanted.isString() && Words.time(wanted) != null,
          "「%s」要填日期，例如 2026-01-31 或 2026-01-31T08:00:00Z".formatted(word),
          "“%s” compares with a date like 2026-01-31, or a time like 2026-01-31T08:00:00Z".formatted(word));
      case MATCHES -> {
        text(wanted);
        pattern(wanted.stringValue());
      }
      case KNOWN -> { }
    }
  }

  void checkNumeric() {
    require(numeric() || this == IS || this == IS_NOT, "「%s」不能比數字".formatted(word),
        "“%s” does not compare numbers".formatted(word));
  }

  private static void scalar(JsonNode value) {
    require(value.isString() || value.isNumber() || value.isBoolean(), "值要是文字、數字、true 或 false",
        "The value is a text, a number, true or false");
    if (value.isString()) {
      text(value);
    }
    if (value.isNumber()) {
      Condition.amount(value.decimalValue());
    }
  }

  private static void text(JsonNode value) {
    require(value.isString() && !value.stringValue().isBlank()
            && value.stringValue().codePointCount(0, value.stringValue().length()) <= Condition.MOST_TEXT,
        "值要是 1 到 %d 個字的文字".formatted(Condition.MOST_TEXT),
        "The value is a text of 1 to %d characters".formatted(Condition.MOST_TEXT));
  }

  private static void require(boolean so, String chinese, String english) {
    if (!so) {
      throw new Unfit(chinese, english);
    }
  }

  /// Of a value as it was told: any of several fits, if it is a list.
  public boolean holdsOf(JsonNode told, @Nullable JsonNode wanted) {
    return holds(told.isArray() ? told.valueStream().toList() : List.of(told), wanted);
  }

  boolean holds(List<JsonNode> actual, @Nullable JsonNode wanted) {
    return switch (this) {
      case IS_NOT -> actual.stream().noneMatch(one -> same(one, wanted));
      case NOT_CONTAINS -> actual.stream().noneMatch(one -> CONTAINS.fits(one, wanted));
      case IS, CONTAINS, STARTS_WITH, ONE_OF, MORE, AT_LEAST, LESS, AT_MOST, KNOWN, BEFORE, AFTER, MATCHES ->
          actual.stream().anyMatch(one -> fits(one, wanted));
    };
  }

  /// Addresses of pages are compared as a merchant reads them in the address bar.
  boolean holdsOfAddress(@Nullable String url, @Nullable JsonNode wanted) {
    if (url == null || wanted == null) {
      return this == IS_NOT || this == NOT_CONTAINS || (this == KNOWN && url != null);
    }
    var address = Address.normal(url);
    return switch (this) {
      case CONTAINS -> address.contains(Address.part(wanted.asString()));
      case NOT_CONTAINS -> !address.contains(Address.part(wanted.asString()));
      case STARTS_WITH -> address.startsWith(Address.part(wanted.asString()));
      case IS -> address.equals(Address.normal(wanted.asString()));
      case IS_NOT -> !address.equals(Address.normal(wanted.asString()));
      case ONE_OF -> wanted.valueStream().anyMatch(one -> address.equals(Address.normal(one.asString())));
      case MATCHES -> found(wanted.asString(), url);
      case KNOWN -> true;
      case MORE, AT_LEAST, LESS, AT_MOST, BEFORE, AFTER -> false;
    };
  }

  /// Whether two numbers stand in this relation.
  public boolean compares(BigDecimal actual, BigDecimal wanted) {
    var order = actual.compareTo(wanted);
    return switch (this) {
      case IS -> order == 0;
      case IS_NOT -> order != 0;
      case MORE -> order > 0;
      case AT_LEAST -> order >= 0;
      case LESS -> order < 0;
      case AT_MOST -> order <= 0;
      case CONTAINS, NOT_CONTAINS, STARTS_WITH, ONE_OF, KNOWN, BEFORE, AFTER, MATCHES -> false;
    };
  }

  private boolean fits(JsonNode actual, @Nullable JsonNode wanted) {
    if (wanted == null) {
      return this == KNOWN && !Words.text(actual).isBlank();
    }
    return switch (this) {
      case IS -> same(actual, wanted);
      case ONE_OF -> wanted.valueStream().anyMatch(one -> same(actual, one));
      case CONTAINS -> Words.normal(actual).contains(Words.normal(wanted));
      case STARTS_WITH -> Words.normal(actual).startsWith(Words.normal(wanted));
      case MORE, AT_LEAST, LESS, AT_MOST -> {
        var number = Words.number(actual);
        yield number != null && compares(number, wanted.decimalValue());
      }
      case BEFORE, AFTER -> {
        var time = Words.time(actual);
        var bound = Words.time(wanted);
        yield time != null && bound != null && (this == BEFORE ? time.isBefore(bound) : time.isAfter(bound));
      }
      case MATCHES -> found(wanted.asString(), Words.text(actual));
      case KNOWN, IS_NOT, NOT_CONTAINS -> false;
    };
  }

  private static boolean same(JsonNode actual, @Nullable JsonNode wanted) {
    if (wanted == null) {
      return false;
    }
    if (wanted.isNumber()) {
      var number = Words.number(actual);
      return number != null && number.compareTo(wanted.decimalValue()) == 0;
    }
    return Words.normal(actual).equals(Words.normal(wanted));
  }

  /// RE2 takes time in proportion to the text, whatever the expression: none can hang.
  private static boolean found(String expression, String text) {
    return pattern(expression).matcher(text.length() > MOST_SEARCHED ? text.substring(0, MOST_SEARCHED) : text).find();
  }

  private static Pattern pattern(String expression) {
    var known = PATTERNS.get(expression);
    if (known != null) {
      return known;
    }
    try {
      var made = Pattern.compile(expression, Pattern.CASE_INSENSITIVE);
      if (PATTERNS.size() >= MOST_PATTERNS) {
        PATTERNS.clear();
      }
      PATTERNS.put(expression, made);
      return made;
    } catch (PatternSyntaxException broken) {
      throw new Unfit("這不是可用的正規表示式：" + broken.getDescription(),
          "This is not a regular expression: " + broken.getDescription());
    }
  }
}
