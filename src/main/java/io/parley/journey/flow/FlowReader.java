package io.parley.journey.flow;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads a journey from JSON that nobody vouches for, and finds all that is amiss with it at once.
public final class FlowReader {
  private static final int MOST_STOPS = 10;
  private static final int MOST_DAYS = 3_650;
  private static final int MOST_LOOKED = 180;
  private static final int LONGEST_ID = 40;
  private static final int LONGEST_NAME = 80;
  static final int MOST_PRODUCTS = 200;

  private final JsonNode json;
  private final List<Amiss> amiss = new ArrayList<>();

  /// A flow that is whole, or what keeps it from being so.
  public sealed interface Reading {
    record Whole(Flow flow) implements Reading {}

    record Broken(List<Amiss> amiss) implements Reading {}
  }

  private FlowReader(JsonNode json) {
    this.json = json;
  }

  public static Reading read(JsonNode json) {
    return new FlowReader(json).read();
  }

  private Reading read() {
    var all = new Fields(json, null, "", amiss);
    var trigger = trigger(all.in("trigger"));
    var entry = entry(all.in("entry"));
    var stops = stops(all);
    var holdout = all.has("holdout") ? all.whole("holdout", 0, Flow.MOST_HOLDOUT) : 0;
    var steps = steps(all);
    var start = json.path("start").asString("");
    connected(all, steps, start);
    return amiss.isEmpty() && trigger != null && entry != null
        ? new Reading.Whole(new Flow(trigger, entry, stops, holdout, start, steps)) : new Reading.Broken(amiss);
  }

  private @Nullable Trigger trigger(Fields at) {
    if (at.node().path("kind").asString("").isEmpty()) {
      at.amiss("kind", "還沒有選誰會走進來", "Who comes in is not chosen yet");
      return null;
    }
    return switch (at.word("kind", List.of("event", "tag", "segment", "cart", "date", "cycle", "schedule", "stock",
        "price", "coupon"))) {
      case "tag" -> new Trigger.Tagged(at.text("tag", LONGEST_NAME));
      case "segment" -> new Trigger.Flipped(at.id("segment"),
          !at.has("way") || at.word("way", List.of("entered", "left")).equals("entered"));
      case "cart" -> new Trigger.CartLeft(at.length("idle"), at.amount("atLeast"));
      case "date" -> new Trigger.DayOf(at.text("attribute", LONGEST_NAME),
          at.has("daysBefore") ? at.whole("daysBefore", -180, 180) : 0, at.time("time"));
      case "cycle" -> new Trigger.CycleEnded(products(at), at.whole("days", 1, MOST_DAYS));
      case "schedule" -> scheduled(at);
      case "stock" -> new Trigger.Changed(Trigger.What.STOCK, products(at), at.whole("days", 1, MOST_LOOKED));
      case "price" -> new Trigger.Changed(Trigger.What.PRICE, products(at), at.whole("days", 1, MOST_LOOKED));
      case "coupon" -> new Trigger.CouponEnds(at.node().path("coupon").asString("").isEmpty() ? null : at.id("coupon"),
          at.whole("days", 1, MOST_LOOKED));
      default -> new Trigger.Happened(at.event("event"),
          at.has("key") ? at.word("key", Same.values()) : Same.ANY);
    };
  }

  private static Trigger scheduled(Fields at) {
    var every = at.word("every", Trigger.Every.values());
    var date = at.date("date");
    if (every == Trigger.Every.ONCE && date == null) {
      at.amiss("date", "還沒有選日期", "There is no date yet");
    }
    var weekday = at.has("weekday") ? at.word("weekday", java.time.DayOfWeek.values()) : null;
    if (every == Trigger.Every.WEEK && weekday == null) {
      at.amiss("weekday", "還沒有選星期幾", "There is no day of the week yet");
    }
    return new Trigger.Scheduled(at.id("segment"), every, date, weekday, at.time("time"));
  }

  private static Set<String> products(Fields at) {
    var products = at.node().path("products").valueStream().map(one -> one.asString("").strip())
        .filter(one -> !one.isEmpty()).collect(Collectors.toSet());
    if (products.size() > MOST_PRODUCTS) {
      at.amiss("products", "最多 %d 個商品".formatted(MOST_PRODUCTS), "At most %d products".formatted(MOST_PRODUCTS));
    }
    return products;
  }

  private @Nullable Entry entry(Fields at) {
    return switch (at.word("kind", List.of("once", "again", "each"))) {
      case "again" -> new Entry.Again(at.whole("days", 1, MOST_DAYS));
      case "each" -> new Entry.Each();
      default -> new Entry.Once();
    };
  }

  private List<Stop> stops(Fields all) {
    var stops = new ArrayList<Stop>();
    var told = json.path("stops");
    if (told.size() > MOST_STOPS) {
      all.amiss("stops", "最多 %d 項".formatted(MOST_STOPS), "At most %d".formatted(MOST_STOPS));
    }
    for (var n = 0; n < Math.min(told.size(), MOST_STOPS); n++) {
      var at = new Fields(told.get(n), null, "stops[%d].".formatted(n), amiss);
      stops.add(new Stop(at.event("event"), at.has("same") ? at.word("same", Same.values()) : Same.ANY,
          at.node().path("goal").asBoolean(false)));
    }
    return stops;
  }

  private Map<String, Step> steps(Fields all) {
    var steps = new LinkedHashMap<String, Step>();
    var told = json.path("steps");
    if (told.isEmpty()) {
      all.amiss("steps", "還沒有步驟", "There are no steps yet");
    }
    if (told.size() > Flow.MOST_STEPS) {
      all.amiss("steps", "最多 %d 個步驟".formatted(Flow.MOST_STEPS), "At most %d steps".formatted(Flow.MOST_STEPS));
      return steps;
    }
    for (var node : told) {
      var id = node.path("id").asString("");
      if (id.isEmpty() || id.length() > LONGEST_ID || steps.containsKey(id)) {
        all.amiss("steps", "步驟的代號不對", "A step has no id of its own");
        continue;
      }
      steps.put(id, new StepReader(new Fields(node, id, "", amiss), id).read());
    }
    return steps;
  }

  /// Every way leads somewhere, every step can be reached, and nobody goes round without resting.
  private void connected(Fields all, Map<String, Step> steps, String start) {
    if (steps.isEmpty()) {
      return;
    }
    if (!steps.containsKey(start)) {
      all.amiss("start", "開頭還沒有接到步驟", "The beginning leads to no step yet");
    }
    steps.values().forEach(step -> step.ways().forEach(way -> {
      if (!steps.containsKey(step.to().getOrDefault(way, ""))) {
        amiss.add(new Amiss(step.id(), "to." + way, "這條路還沒有接到下一步", "This way leads nowhere yet"));
      }
    }));
    var stranded = Flow.stranded(steps, start);
    if (steps.containsKey(start)) {
      stranded.forEach(id -> amiss.add(new Amiss(id, "id", "沒有路通到這一步", "No way leads to this step")));
    }
    var restless = new HashSet<>(Flow.restless(steps));
    restless.forEach(id -> amiss.add(
        new Amiss(id, "to", "這裡會一直繞圈，圈裡要有一個等待", "This goes round for ever: the circle needs a wait")));
  }
}
