package io.parley.customer;

import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.StringNode;

/// What a value of an attribute the merchant defined may be. What was meant is taken where there is no doubt (`"1,280"`
/// for a number, `2026/1/5` for a date); anything else does not fit.
public enum AttributeType {
  TEXT, NUMBER, DATE, DATETIME, BOOLEAN, CHOICE, LIST;

  static final int LONGEST_VALUE = 500;
  private static final int MOST_VALUES = 100;
  private static final List<String> YES = List.of("true", "yes", "y", "1", "是");
  private static final List<String> NO = List.of("false", "no", "n", "0", "否");

  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<AttributeType> of(String word) {
    return Arrays.stream(values()).filter(type -> type.word().equals(word)).findFirst();
  }

  /// The value as it is kept; empty if it does not fit. `choices` are what a choice may be, and, if there are any, the
  /// values of a list.
  Optional<JsonNode> fit(JsonNode told, List<String> choices) {
    return switch (this) {
      case LIST -> list(told, choices);
      case BOOLEAN -> told.isBoolean() ? Optional.of(told) : text(told).flatMap(AttributeType::yesOrNo);
      case NUMBER -> told.isNumber() ? Optional.of(told) : text(told).flatMap(AttributeType::number);
      case TEXT -> text(told).map(StringNode::valueOf);
      case CHOICE -> text(told).flatMap(text -> chosen(text, choices)).map(StringNode::valueOf);
      case DATE -> text(told).flatMap(AttributeType::date).map(date -> StringNode.valueOf(date.toString()));
      case DATETIME -> text(told).flatMap(AttributeType::time);
    };
  }

  private static Optional<String> text(JsonNode told) {
    if (!told.isValueNode() || told.isNull()) {
      return Optional.empty();
    }
    var text = told.asString("").strip();
    return text.isEmpty() || text.length() > LONGEST_VALUE ? Optional.empty() : Optional.of(text);
  }

  private static Optional<JsonNode> yesOrNo(String text) {
    var word = text.toLowerCase(Locale.ROOT);
    return YES.contains(word) ? Optional.of(BooleanNode.TRUE) : NO.contains(word) ? Optional.of(BooleanNode.FALSE)
        : Optional.empty();
  }

  private static Optional<JsonNode> number(String text) {
    if (!text.matches("[+-]?(\\d{1,15}|\\d{1,3}(,\\d{3}){1,4})(\\.\\d{1,10})?")) {
      return Optional.empty();
    }
    return Optional.of(DecimalNode.valueOf(new BigDecimal(text.replace(",", ""))));
  }

  /// Of a time that is told for a date, the day that is written counts.
  private static Optional<LocalDate> date(String text) {
    if (!text.matches("\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}([T ].*)?")) {
      return Optional.empty();
    }
    var parts = text.split("[T ]", 2)[0].split("[-/.]");
    try {
      return Optional.of(LocalDate.of(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]),
          Integer.parseInt(parts[2])));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  private static Optional<JsonNode> time(String text) {
    try {
      return Optional.of(StringNode.valueOf(OffsetDateTime.parse(text).toInstant().toString()));
    } catch (DateTimeException noTime) {
      return Optional.empty();
    }
  }

  private static Optional<String> chosen(String text, List<String> choices) {
    return choices.stream().filter(choice -> choice.equalsIgnoreCase(text)).findFirst();
  }

  private static Optional<JsonNode> list(JsonNode told, List<String> choices) {
    var values = new ArrayList<String>();
    if (told.isArray()) {
      told.forEach(one -> values.add(text(one).orElse("")));
    } else {
      text(told).ifPresent(text -> values.addAll(List.of(text.split("\\s*[,，、;；]\\s*"))));
    }
    var fitting = values.stream().map(one -> choices.isEmpty() ? one : chosen(one, choices).orElse("")).distinct()
        .toList();
    if (values.isEmpty() || values.size() > MOST_VALUES || fitting.contains("")) {
      return Optional.empty();
    }
    var array = JsonNodeFactory.instance.arrayNode();
    fitting.forEach(array::add);
    return Optional.of(array);
  }
}
