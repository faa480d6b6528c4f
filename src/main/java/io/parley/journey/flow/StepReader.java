package io.parley.journey.flow;

import io.parley.audience.condition.Condition;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Reads one step.
final class StepReader {
  private static final List<String> KINDS = List.of("wait", "until", "event", "condition", "split", "message", "tag",
      "attribute", "coupon", "note", "assign", "webhook", "goal", "exit");
  private static final Set<String> CHANNELS = Set.of("line", "web", "email");
  private static final Set<String> SCHEMES = Set.of("https", "http");
  private static final int MOST_ARMS = 6;
  private static final int MOST_DAYS = 3_650;
  private static final int LONGEST_NAME = 80;
  private static final int LONGEST_TEXT = 2_000;
  private static final int LONGEST_TITLE = 200;
  private static final int LONGEST_BUTTON = 20;
  private static final int LONGEST_ADDRESS = 1_000;
  private static final int HUNDRED = 100;

  private final Fields at;
  private final String id;

  StepReader(Fields at, String id) {
    this.at = at;
    this.id = id;
  }

  Step read() {
    var to = to();
    return switch (at.word("kind", KINDS)) {
      case "until" -> new Step.Until(id, to, at.time("time"),
          at.has("weekday") ? at.word("weekday", java.time.DayOfWeek.values()) : null, at.date("date"));
      case "event" -> new Step.Await(id, to, at.event("event"),
          at.has("same") ? at.word("same", Same.values()) : Same.ANY, at.length("within"));
      case "condition" -> ask(to);
      case "split" -> new Step.Split(id, to, arms());
      case "message" -> new Step.Message(id, to, wanted());
      case "tag" -> new Step.Mark(id, to, at.text("tag", LONGEST_NAME), at.node().path("on").asBoolean(true),
          at.has("days") ? at.whole("days", 1, MOST_DAYS) : null);
      case "attribute" -> new Step.Know(id, to, at.text("name", LONGEST_NAME), value());
      case "coupon" -> new Step.Grant(id, to, at.id("coupon"));
      case "note" -> new Step.Note(id, to, at.text("text", LONGEST_TEXT));
      case "assign" -> new Step.Hand(id, to, at.node().path("member").asString("").isEmpty() ? null : at.id("member"),
          at.text("text", LONGEST_TEXT));
      case "webhook" -> new Step.Call(id, to, address());
      case "goal" -> new Step.Goal(id, Map.of());
      case "exit" -> new Step.Exit(id, Map.of());
      default -> new Step.Wait(id, to, at.length("length"));
    };
  }

  private Map<String, String> to() {
    var to = new HashMap<String, String>();
    at.node().path("to").properties().forEach(way -> {
      if (way.getValue().isString()) {
        to.put(way.getKey(), way.getValue().stringValue());
      }
    });
    return Map.copyOf(to);
  }

  private Step ask(Map<String, String> to) {
    var condition = at.condition("condition");
    return new Step.Ask(id, to, condition == null ? new Condition.Tagged("?") : condition);
  }

  private List<Step.Arm> arms() {
    var arms = new ArrayList<Step.Arm>();
    var names = new HashSet<String>();
    var sum = 0;
    for (var told : at.node().path("arms")) {
      var way = told.path("way").asString("");
      var percent = told.path("percent").asInt(-1);
      if (way.isEmpty() || way.length() > LONGEST_BUTTON || !names.add(way) || percent < 1 || percent > HUNDRED) {
        at.amiss("arms", "每一組要有自己的名字，和 1 到 100 的比例", "Each arm has a name of its own, and 1 to 100 percent");
        return List.of(new Step.Arm("a", HUNDRED));
      }
      arms.add(new Step.Arm(way, percent));
      sum += percent;
    }
    if (arms.size() < 2 || arms.size() > MOST_ARMS || sum != HUNDRED) {
      at.amiss("arms", "要有 2 到 %d 組，加起來是 100%%，現在是 %d%%".formatted(MOST_ARMS, sum),
          "2 to %d arms that add up to 100%%, now %d%%".formatted(MOST_ARMS, sum));
      return List.of(new Step.Arm("a", HUNDRED));
    }
    return arms;
  }

  private Wanted wanted() {
    var channels = new ArrayList<String>();
    for (var told : at.node().path("channels")) {
      if (!CHANNELS.contains(told.asString("")) || channels.contains(told.asString(""))) {
        at.amiss("channels", "只能是 line、web、email，各一次", "Only line, web, email, each once");
      } else {
        channels.add(told.asString(""));
      }
    }
    var texts = new HashMap<String, Wanted.Words>();
    at.node().path("texts").properties().forEach(told -> {
      if (told.getKey().equals(Wanted.ANY) || CHANNELS.contains(told.getKey())) {
        texts.put(told.getKey(), words(at.in("texts").in(told.getKey())));
      }
    });
    if (!texts.containsKey(Wanted.ANY) && (channels.isEmpty() || !texts.keySet().containsAll(channels))) {
      at.amiss("texts.any.text", "還沒有寫內容", "There is no text yet");
    }
    return new Wanted(at.has("class") ? at.word("class", Wanted.Kind.values()) : Wanted.Kind.MARKETING, channels,
        texts, at.has("show") ? at.word("show", Wanted.Show.values()) : Wanted.Show.NONE,
        at.node().path("unlessBought").asBoolean(false));
  }

  private static Wanted.Words words(Fields in) {
    var button = in.optional("button", LONGEST_BUTTON);
    var link = in.optional("link", LONGEST_ADDRESS);
    if (button != null && link == null) {
      in.amiss("link", "按鈕還沒有連結", "The button leads nowhere yet");
    }
    return new Wanted.Words(in.optional("title", LONGEST_TITLE), in.text("text", LONGEST_TEXT), button, link);
  }

  private JsonNode value() {
    var value = at.node().path("value");
    if (!value.isValueNode() || value.isNull() || value.asString("").isBlank()) {
      at.amiss("value", "這裡還沒有填", "This is still empty");
    }
    return value;
  }

  private URI address() {
    var text = at.text("address", LONGEST_ADDRESS);
    try {
      var address = URI.create(text);
      if (SCHEMES.contains(String.valueOf(address.getScheme())) && address.getHost() != null) {
        return address;
      }
    } catch (IllegalArgumentException broken) {
      return unusable();
    }
    return unusable();
  }

  private URI unusable() {
    at.amiss("address", "要是 https 開頭的網址", "An address that begins with https");
    return URI.create("https://invalid.example");
  }
}
