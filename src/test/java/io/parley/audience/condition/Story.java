package io.parley.audience.condition;

import io.parley.customer.Lifecycle;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.StringNode;

/// One customer's life, told by chance: few words, few numbers, and instants that often lie exactly a window apart.
public final class Story {
  public static final Instant START = Instant.parse("2026-10-01T00:00:00Z");
  public static final long DAY = Duration.ofDays(1).toNanos() / 1_000;
  public static final List<String> NAMES = List.of("page", "View", "Buy");
  public static final List<String> COLOURS = List.of("red", "blue", "green");
  public static final List<String> PAGES =
      List.of("https://shop/Products/tote?x=1", "https://shop/cup", "https://shop/%E5%8C%85/tote");

  private final Random random;
  public final List<Told> events = new ArrayList<>();

  /// `micros` since `START`.
  public record Told(long micros, long position, String name, String url, String colour, int price) {
    public Instant at() {
      return START.plus(micros, ChronoUnit.MICROS);
    }

    public Happening happening() {
      return new Happening(new Point(at(), position), name, url, null, properties());
    }

    public JsonNode properties() {
      var node = JsonNodeFactory.instance.objectNode().put("price", price);
      node.putObject("look").put("colour", colour);
      return node;
    }
  }

  public Story(Random random) {
    this.random = random;
  }

  public static Story of(Random random, int count) {
    var story = new Story(random);
    for (var n = 0; n < count; n++) {
      story.tell();
    }
    return story;
  }

  public Told tell() {
    var told = new Told(instant(), 1 + random.nextInt(1_000) * 1_000L + events.size(), any(NAMES), any(PAGES),
        any(COLOURS), random.nextInt(5) - 1);
    events.add(told);
    return told;
  }

  /// Half of all instants lie a window, or a microsecond less or more, from another.
  public long instant() {
    if (events.isEmpty() || random.nextInt(3) == 0) {
      return random.nextLong(4 * DAY);
    }
    return Math.max(0, any(events).micros + (random.nextInt(5) - 2) * DAY + random.nextInt(3) - 1);
  }

  public Condition condition() {
    return condition(1 + random.nextInt(3), true);
  }

  public Condition behaviour() {
    return condition(1 + random.nextInt(3), false);
  }

  private Condition condition(int depth, boolean standing) {
    if (depth > 1) {
      return switch (random.nextInt(4)) {
        case 0 -> new Condition.All(List.of(condition(depth - 1, standing), condition(1, standing)));
        case 1 -> new Condition.Any(List.of(condition(depth - 1, standing), condition(1, standing)));
        case 2 -> new Condition.Not(condition(depth - 1, standing));
        default -> condition(depth - 1, standing);
      };
    }
    if (standing && random.nextInt(4) == 0) {
      return standing();
    }
    return random.nextInt(4) == 0 ? sequence()
        : new Condition.Did(match(), measure(), random.nextInt(4) == 0 ? null : window());
  }

  private Condition sequence() {
    var steps = new ArrayList<>(List.of(match(), match()));
    if (random.nextBoolean()) {
      steps.add(match());
    }
    return new Condition.Sequence(steps, window());
  }

  public Condition standing() {
    return switch (random.nextInt(6)) {
      case 0 -> new Condition.Attribute("city", any(List.of(Op.IS, Op.IS_NOT)), StringNode.valueOf(any(COLOURS)));
      case 1 -> new Condition.Tagged(any(COLOURS));
      case 2 -> new Condition.Identified(any(List.of("member", "visitor")));
      case 3 -> new Condition.InStage(any(List.of(Lifecycle.values())));
      case 4 -> new Condition.Ordered(any(List.of(Condition.Bought.values())),
          any(List.of(Op.AT_LEAST, Op.LESS, Op.IS)), BigDecimal.valueOf(random.nextInt(4)), window(), null);
      default -> new Condition.InCart(Condition.Filled.ITEMS, Op.MORE, BigDecimal.valueOf(random.nextInt(3)));
    };
  }

  private Window window() {
    return random.nextBoolean() ? Window.days(1 + random.nextInt(2)) : new Window(24, Window.Unit.HOUR);
  }

  public EventMatch match() {
    return switch (random.nextInt(5)) {
      case 0 -> EventMatch.named("page", filter("url", Op.CONTAINS, StringNode.valueOf(any(List.of("TOTE", "包")))));
      case 1 -> EventMatch.named(any(NAMES), filter("look.colour", Op.IS, StringNode.valueOf(any(COLOURS))));
      case 2 -> EventMatch.named(any(NAMES), filter("price", Op.AT_LEAST,
          DecimalNode.valueOf(BigDecimal.valueOf(random.nextInt(4)))));
      case 3 -> EventMatch.named(any(NAMES), filter("look.colour", Op.IS_NOT, StringNode.valueOf(any(COLOURS))));
      default -> EventMatch.named(any(NAMES));
    };
  }

  private static EventMatch.Filter filter(String property, Op op, JsonNode value) {
    return new EventMatch.Filter(property, op, value);
  }

  private Measure measure() {
    return switch (random.nextInt(5)) {
      case 0 -> new Measure.Sum("price", BigDecimal.valueOf(1 + random.nextInt(5)));
      case 1 -> new Measure.Distinct("look.colour", 1 + random.nextInt(3));
      case 2 -> new Measure.Most("price", BigDecimal.valueOf(1 + random.nextInt(3)));
      default -> new Measure.Count(1 + random.nextInt(4));
    };
  }

  /// Somebody about whom this and that is known, since instants that are as likely as those of events.
  public Facts.Person person() {
    var attributes = new HashMap<String, Facts.Told>();
    var kinds = new HashMap<String, Instant>();
    var tags = new HashMap<String, Instant>();
    if (random.nextBoolean()) {
      attributes.put("city", new Facts.Told(StringNode.valueOf(any(COLOURS)), later()));
    }
    for (var kind : Set.of("member", "visitor", "line")) {
      if (random.nextBoolean()) {
        kinds.put(kind, later());
      }
    }
    for (var tag : COLOURS) {
      if (random.nextBoolean()) {
        tags.put(tag, later());
      }
    }
    var orders = new ArrayList<Facts.Purchase>();
    for (var n = random.nextInt(4); n > 0; n--) {
      orders.add(new Facts.Purchase(later(), BigDecimal.valueOf(random.nextInt(3)), "web"));
    }
    var cart = random.nextBoolean() ? null : new Facts.Basket(random.nextInt(4), BigDecimal.TEN, later());
    return new Facts.Person(attributes, kinds, tags, Set.of(), orders, cart, Map.of());
  }

  private Instant later() {
    return START.plus(instant(), ChronoUnit.MICROS);
  }

  public <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
