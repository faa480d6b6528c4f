package io.parley.audience.condition;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Which traces an event means something to, without asking all of them: by the name of the event, then by one filter
/// of each. Filters that look for a part of a text, or its beginning, are asked together, in one pass over the text
/// however many there are; filters for a whole text, or one of a few, are looked up. Only what is left (numbers, times,
/// expressions, what is not so) is compared one by one.
public final class EventIndex {
  private static final int MOST_REMEMBERED = 20_000;
  private static final int LONGEST_REMEMBERED = 500;

  private final Set<Trace> traces;
  private final Map<String, Named> names = new HashMap<>();

  public record Hit(Trace trace, Moment moment) {}

  public EventIndex(Collection<Trace> traces) {
    this.traces = new LinkedHashSet<>(traces);
    var users = new LinkedHashMap<EventMatch, List<Trace>>();
    for (var trace : this.traces) {
      for (var event : new LinkedHashSet<>(trace.events())) {
        users.computeIfAbsent(event, _ -> new ArrayList<>()).add(trace);
      }
    }
    users.forEach((event, of) ->
        names.computeIfAbsent(event.name(), _ -> new Named()).add(new Asked(event, List.copyOf(of))));
    names.values().forEach(Named::close);
  }

  public Set<Trace> traces() {
    return traces;
  }

  public boolean knows(String name) {
    return names.containsKey(name);
  }

  public List<Hit> hits(Happening event) {
    var named = names.get(event.name());
    if (named == null) {
      return List.of();
    }
    var met = new LinkedHashSet<Trace>();
    named.candidates(event, asked -> {
      if (asked.event.holds(event)) {
        met.addAll(asked.traces);
      }
    });
    var hits = new ArrayList<Hit>(met.size());
    for (var trace : met) {
      var moment = switch (trace) {
        case Trace.Measured measured -> measured.measured(event);
        case Trace.Steps steps -> steps.moment(event);
      };
      if (moment != null) {
        hits.add(new Hit(trace, moment));
      }
    }
    return hits;
  }

  private record Asked(EventMatch event, List<Trace> traces) {}

  /// What is asked of events with one name.
  private static final class Named {
    private final Map<String, Parts> parts = new HashMap<>();
    private final Map<String, Map<String, List<Asked>>> wholes = new HashMap<>();
    private final List<Asked> rest = new ArrayList<>();

    void add(Asked asked) {
      for (var filter : asked.event.where()) {
        var texts = texts(filter);
        if (!texts.isEmpty()) {
          if (filter.op() == Op.IS || filter.op() == Op.ONE_OF) {
            var byText = wholes.computeIfAbsent(filter.property(), _ -> new HashMap<>());
            texts.forEach(text -> byText.computeIfAbsent(whole(filter.property(), text), _ -> new ArrayList<>())
                .add(asked));
            return;
          }
          if (filter.op() == Op.CONTAINS || filter.op() == Op.STARTS_WITH) {
            parts.computeIfAbsent(filter.property(), Parts::new).add(asked, texts.getFirst());
            return;
          }
        }
      }
      rest.add(asked);
    }

    /// The texts a filter wants; none if it wants anything else than texts.
    private static List<String> texts(EventMatch.Filter filter) {
      var value = filter.value();
      if (value == null) {
        return List.of();
      }
      var all = value.isArray() ? value.valueStream().toList() : List.of(value);
      return all.stream().allMatch(JsonNode::isString) ? all.stream().map(JsonNode::stringValue).distinct().toList()
          : List.of();
    }

    private static String whole(String property, String text) {
      return property.equals(Happening.URL) ? Address.normal(text) : Words.normal(text);
    }

    void close() {
      parts.values().forEach(Parts::close);
    }

    void candidates(Happening event, Consumer<Asked> each) {
      rest.forEach(each);
      wholes.forEach((property, byText) -> told(event, property).map(text -> whole(property, text)).distinct()
          .forEach(text -> byText.getOrDefault(text, List.of()).forEach(each)));
      parts.values().forEach(of -> of.candidates(event, each));
    }

    /// An event tells of one address, whatever else stands in its properties.
    private static Stream<String> told(Happening event, String property) {
      return property.equals(Happening.URL) ? Stream.ofNullable(event.url())
          : event.values(property).stream().map(Words::text);
    }
  }

  /// Those that look for a part of one property.
  private static final class Parts {
    private final String property;
    private final List<Asked> all = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final Map<String, List<Asked>> remembered = new ConcurrentHashMap<>();
    private @Nullable Needles needles;

    Parts(String property) {
      this.property = property;
    }

    void add(Asked asked, String text) {
      all.add(asked);
      texts.add(property.equals(Happening.URL) ? Address.part(text) : Words.normal(text));
    }

    void close() {
      needles = new Needles(texts);
    }

    void candidates(Happening event, Consumer<Asked> each) {
      if (property.equals(Happening.URL)) {
        if (event.url() != null) {
          found(event.url(), true).forEach(each);
        }
        return;
      }
      for (var value : event.values(property)) {
        found(Words.text(value), false).forEach(each);
      }
    }

    private List<Asked> found(String text, boolean address) {
      var known = remembered.get(text);
      if (known != null) {
        return known;
      }
      var hits = needles == null ? new BitSet() : needles.in(address ? Address.normal(text) : Words.normal(text));
      var found = hits.stream().mapToObj(all::get).toList();
      if (remembered.size() >= MOST_REMEMBERED) {
        remembered.clear();
      }
      if (text.length() <= LONGEST_REMEMBERED) {
        remembered.put(text, found);
      }
      return found;
    }
  }
}
