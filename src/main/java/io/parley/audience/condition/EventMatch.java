package io.parley.audience.condition;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Which events: those of a name of which every filter holds. The name `page` means page views, `message`, `link` and
/// the other kinds of facts mean those, every other name is the name of a track call, letter for letter.
public record EventMatch(String name, List<Filter> where) {
  public static final int MOST_FILTERS = 10;
  private static final BigDecimal ROUNDING = new BigDecimal("0.000001");

  /// One property of an event; dots lead inside (`products.product_id` means any of the products).
  @Schema(name = "EventFilter")
  public record Filter(String property, Op op, @Nullable JsonNode value) {
    public Filter {
      checkProperty(property);
      value = op.checked(value);
    }

    /// A piece of the lower-case address of every event that fits, as far as it is written without escapes (`%`). Null
    /// if there is none: then nothing can be said about the address.
    public @Nullable String piece() {
      if (!property.equals(Happening.URL) || value == null || !value.isString()
          || op != Op.CONTAINS && op != Op.STARTS_WITH && op != Op.IS) {
        return null;
      }
      var piece = Address.part(value.stringValue());
      return piece.chars().allMatch(letter -> letter > ' ' && letter < 0x7F && letter != '%') ? piece : null;
    }

    /// A little less than every number that fits, so that rounding cannot matter, if it is a number at the first level
    /// of an event's properties that must be so large. Null if it need not.
    public @Nullable BigDecimal least() {
      return op != Op.MORE && op != Op.AT_LEAST || value == null || !value.isNumber() || property.indexOf('.') >= 0
          || property.equals(Happening.URL) || property.equals(Happening.TITLE) ? null
          : value.decimalValue().subtract(ROUNDING);
    }

    boolean holds(Happening event) {
      return property.equals(Happening.URL) ? op.holdsOfAddress(event.url(), value)
          : op.holds(event.values(property), value);
    }
  }

  public EventMatch {
    where = List.copyOf(where);
    if (name.isBlank() || name.codePointCount(0, name.length()) > Condition.MOST_TEXT) {
      throw new Unfit("事件名稱要有 1 到 %d 個字".formatted(Condition.MOST_TEXT),
          "The name of an event has 1 to %d characters".formatted(Condition.MOST_TEXT));
    }
    if (where.size() > MOST_FILTERS) {
      throw new Unfit("一個事件最多 %d 個篩選".formatted(MOST_FILTERS),
          "An event has at most %d filters".formatted(MOST_FILTERS));
    }
  }

  public static EventMatch named(String name, Filter... where) {
    return new EventMatch(name, List.of(where));
  }

  public boolean holds(Happening event) {
    return event.name().equals(name) && where.stream().allMatch(filter -> filter.holds(event));
  }

  static void checkProperty(String property) {
    if (property.isBlank() || property.codePointCount(0, property.length()) > Condition.MOST_TEXT) {
      throw new Unfit("屬性名稱要有 1 到 %d 個字".formatted(Condition.MOST_TEXT),
          "The name of a property has 1 to %d characters".formatted(Condition.MOST_TEXT));
    }
  }
}
