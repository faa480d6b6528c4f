package io.parley.audience.condition;

import io.parley.audience.condition.EventMatch.Filter;
import io.parley.customer.Lifecycle;
import io.parley.platform.Problem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads a condition from JSON that nobody vouches for. What cannot be one is refused with a sentence that names the
/// place, as in `of[1].where[0].op`.
public final class ConditionReader {
  private static final Set<String> KINDS = Set.of("all", "any", "not", "did", "sequence", "attribute", "tagged",
      "identified", "reachable", "lifecycle", "ordered", "cart", "segment");

  private ConditionReader() {}

  /// `json` as it came in; null and a missing node are no condition.
  public static Condition read(@Nullable JsonNode json) {
    if (json == null || json.isNull() || json.isMissingNode()) {
      throw problem("", new Unfit("還沒有條件", "There is no condition"));
    }
    return condition(json, "", 1);
  }

  private static Condition condition(JsonNode node, String place, int depth) {
    object(node, place);
    if (depth > Condition.MOST_DEPTH) {
      throw problem(place, new Unfit("條件最多 %d 層".formatted(Condition.MOST_DEPTH),
          "A condition is at most %d levels deep".formatted(Condition.MOST_DEPTH)));
    }
    var kind = text(node, place, "kind");
    if (!KINDS.contains(kind)) {
      throw problem(at(place, "kind"), new Unfit("沒有「%s」這種條件".formatted(cut(kind)),
          "There is no condition of the kind “%s”".formatted(cut(kind))));
    }
    return fitting(place, () -> switch (kind) {
      case "all" -> new Condition.All(many(only(node, place, "of"), place, depth));
      case "any" -> new Condition.Any(many(only(node, place, "of"), place, depth));
      case "not" -> new Condition.Not(condition(only(node, place, "of").path("of"), at(place, "of"), depth + 1));
      case "did" -> new Condition.Did(event(only(node, place, "event", "measure", "within").path("event"),
          at(place, "event")), measure(node.path("measure"), at(place, "measure")), window(node, place));
      case "sequence" -> new Condition.Sequence(
          list(only(node, place, "steps", "within"), place, "steps", ConditionReader::event), needed(node, place));
      case "attribute" -> new Condition.Attribute(text(only(node, place, "name", "op", "value"), place, "name"),
          op(node, place), checked(op(node, place), node, place));
      case "tagged" -> new Condition.Tagged(text(only(node, place, "tag"), place, "tag"));
      case "identified" -> new Condition.Identified(text(only(node, place, "by"), place, "by"));
      case "reachable" -> new Condition.Reachable(
          word(only(node, place, "channel"), place, "channel", Condition.Way.values(), Condition.Way::word));
      case "lifecycle" -> new Condition.InStage(
          word(only(node, place, "stage"), place, "stage", Lifecycle.values(), Lifecycle::word));
      case "ordered" -> new Condition.Ordered(
          word(only(node, place, "measure", "op", "value", "within", "channel"), place, "measure",
              Condition.Bought.values(), Condition.Bought::word),
          numeric(node, place), number(node, place, "value"), window(node, place),
          node.hasNonNull("channel") ? text(node, place, "channel") : null);
      case "cart" -> new Condition.InCart(word(only(node, place, "measure", "op", "value"), place, "measure",
          Condition.Filled.values(), Condition.Filled::word), numeric(node, place), number(node, place, "value"));
      case "segment" -> new Condition.InSegment(text(only(node, place, "segment"), place, "segment"));
      default -> throw new IllegalStateException(kind);
    });
  }

  private static List<Condition> many(JsonNode node, String place, int depth) {
    return list(node, place, "of", (part, at) -> condition(part, at, depth + 1));
  }

  private static EventMatch event(JsonNode node, String place) {
    object(node, place);
    only(node, place, "name", "where");
    var name = text(node, place, "name");
    var where = node.hasNonNull("where")
        ? ConditionReader.<Filter>list(node, place, "where", ConditionReader::filter) : List.<Filter>of();
    return fitting(place, () -> new EventMatch(name, where));
  }

  private static Filter filter(JsonNode node, String place) {
    object(node, place);
    only(node, place, "property", "op", "value");
    var property = text(node, place, "property");
    var op = op(node, place);
    var value = checked(op, node, place);
    return fitting(place, () -> new Filter(property, op, value));
  }

  private static Measure measure(JsonNode node, String place) {
    object(node, place);
    var kind = text(node, place, "kind");
    return fitting(place, () -> switch (kind) {
      case "count" -> new Measure.Count(whole(only(node, place, "atLeast"), place, "atLeast"));
      case "sum" -> new Measure.Sum(text(only(node, place, "property", "atLeast"), place, "property"),
          number(node, place, "atLeast"));
      case "distinct" -> new Measure.Distinct(text(only(node, place, "property", "atLeast"), place, "property"),
          whole(node, place, "atLeast"));
      case "most" -> new Measure.Most(text(only(node, place, "property", "atLeast"), place, "property"),
          number(node, place, "atLeast"));
      default -> throw problem(at(place, "kind"), new Unfit("只有 count、sum、distinct、most",
          "It is count, sum, distinct or most"));
    });
  }

  private static Window needed(JsonNode node, String place) {
    var window = window(node, place);
    if (window == null) {
      throw problem(at(place, "within"), new Unfit("順序要有期間", "A sequence has a window"));
    }
    return window;
  }

  private static @Nullable Window window(JsonNode node, String place) {
    if (!node.hasNonNull("within")) {
      return null;
    }
    var within = at(place, "within");
    var window = node.path("within");
    object(window, within);
    for (var name : window.propertyNames()) {
      known(name, within, Set.of("amount", "unit"));
    }
    return fitting(within, () -> new Window(whole(window, within, "amount"),
        word(window, within, "unit", Window.Unit.values(), Window.Unit::word)));
  }

  private static Op op(JsonNode node, String place) {
    return word(node, place, "op", Op.values(), Op::word);
  }

  private static Op numeric(JsonNode node, String place) {
    var op = op(node, place);
    return fitting(at(place, "op"), () -> {
      op.checkNumeric();
      return op;
    });
  }

  private static @Nullable JsonNode checked(Op op, JsonNode node, String place) {
    var value = node.hasNonNull("value") ? node.path("value") : null;
    fitting(at(place, "value"), () -> {
      op.check(value);
      return op;
    });
    return value;
  }

  private static <T> List<T> list(JsonNode node, String place, String name, BiFunction<JsonNode, String, T> each) {
    var list = node.path(name);
    if (!list.isArray() || list.size() > Condition.MOST_LEAVES) {
      throw problem(at(place, name), new Unfit("這裡是一個清單，最多 %d 項".formatted(Condition.MOST_LEAVES),
          "This is a list of at most %d parts".formatted(Condition.MOST_LEAVES)));
    }
    var read = new ArrayList<T>();
    for (var n = 0; n < list.size(); n++) {
      read.add(each.apply(list.path(n), at(place, "%s[%d]".formatted(name, n))));
    }
    return read;
  }

  private static <E> E word(JsonNode node, String place, String name, E[] words, Function<E, String> word) {
    var text = text(node, place, name);
    return Arrays.stream(words).filter(one -> word.apply(one).equals(text)).findFirst().orElseThrow(() -> {
      var all = String.join(" ", Arrays.stream(words).map(word).toList());
      return problem(at(place, name), new Unfit("只能是：" + all, "It is one of: " + all));
    });
  }

  private static String text(JsonNode node, String place, String name) {
    var text = node.path(name);
    if (!text.isString() || text.stringValue().isBlank()) {
      throw problem(at(place, name), new Unfit("這裡要有文字", "This is a text"));
    }
    return text.stringValue();
  }

  private static int whole(JsonNode node, String place, String name) {
    var number = node.path(name);
    if (!number.isIntegralNumber() || !number.canConvertToInt()) {
      throw problem(at(place, name), new Unfit("這裡要是整數", "This is a whole number"));
    }
    return number.intValue();
  }

  private static BigDecimal number(JsonNode node, String place, String name) {
    var number = node.path(name);
    if (!number.isNumber()) {
      throw problem(at(place, name), new Unfit("這裡要是數字", "This is a number"));
    }
    return fitting(at(place, name), () -> Condition.amount(number.decimalValue()));
  }

  private static void object(JsonNode node, String place) {
    if (!node.isObject()) {
      throw problem(place, new Unfit("這裡要是一個物件", "This is an object"));
    }
  }

  /// A word that means nothing is a mistake, and a mistake that is told is soon mended.
  private static JsonNode only(JsonNode node, String place, String... names) {
    var all = new ArrayList<>(List.of(names));
    all.add("kind");
    for (var name : node.propertyNames()) {
      known(name, place, Set.copyOf(all));
    }
    return node;
  }

  private static void known(String name, String place, Set<String> names) {
    if (!names.contains(name)) {
      throw problem(at(place, cut(name)), new Unfit("這裡不認得這個欄位", "There is no such field here"));
    }
  }

  private static <T> T fitting(String place, Supplier<T> made) {
    try {
      return made.get();
    } catch (Unfit unfit) {
      throw problem(place, unfit);
    }
  }

  private static String at(String place, String name) {
    return place.isEmpty() ? name : place + "." + name;
  }

  private static String cut(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }

  private static Problem problem(String place, Unfit unfit) {
    return Problem.invalid("condition", (place.isEmpty() ? "條件：" : "條件的 " + place + "：") + unfit.chinese(),
        (place.isEmpty() ? "The condition: " : "The condition, at " + place + ": ") + unfit.english());
  }
}
