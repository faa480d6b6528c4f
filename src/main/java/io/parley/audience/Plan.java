package io.parley.audience;

import io.parley.audience.condition.Condition;
import io.parley.audience.condition.EventIndex;
import io.parley.audience.condition.Facts;
import io.parley.audience.condition.Judge;
import io.parley.audience.condition.Point;
import io.parley.audience.condition.Sense;
import io.parley.audience.condition.Trace;
import io.parley.audience.condition.Window;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Everything that is live in a workspace, arranged so that a fact finds whom it may concern. Never changes; another
/// revision is another plan.
final class Plan {
  private final List<Watch> watches;
  private final List<Watch> segments;
  private final EventIndex index;
  private final List<Watch> everybody;
  private final Map<Trace, List<Watch>> byTrace = new HashMap<>();
  private final Map<Sense, List<Watch>> bySense = new EnumMap<>(Sense.class);
  private final Map<String, List<Watch>> byTag = new HashMap<>();
  private final Map<String, List<Watch>> bySegment = new HashMap<>();
  private final Map<UUID, Watch> byId = new HashMap<>();
  private final Map<Watch, Set<Watch>> reach = new ConcurrentHashMap<>();

  Plan(Collection<Watch> watches) {
    this.watches = List.copyOf(watches);
    this.segments = inOrder(this.watches.stream().filter(watch -> !watch.isRule()).toList());
    this.index = new EventIndex(this.watches.stream().flatMap(watch -> watch.traces().stream()).toList());
    this.everybody = Stream.concat(
        segments.stream().filter(segment -> !segment.senses().isEmpty() || ofNothing(segment)),
        rules().stream().filter(rule -> !rule.senses().isEmpty() && ofNothing(rule))).toList();
    for (var watch : this.watches) {
      byId.put(watch.id(), watch);
      watch.traces().forEach(trace -> put(byTrace, trace, watch));
      watch.senses().forEach(sense -> put(bySense, sense, watch));
      watch.condition().nodes().forEach(node -> {
        if (node instanceof Condition.Tagged tagged) {
          put(byTag, Facts.Person.tag(tagged.tag()), watch);
        }
        if (node instanceof Condition.InSegment segment) {
          put(bySegment, segment.segment(), watch);
        }
      });
    }
  }

  private static boolean ofNothing(Watch watch) {
    return Judge.holds(watch.condition(), Facts.NOTHING, Point.endOf(Instant.EPOCH));
  }

  private static <K> void put(Map<K, List<Watch>> map, K key, Watch watch) {
    var list = map.computeIfAbsent(key, _ -> new ArrayList<>());
    if (!list.contains(watch)) {
      list.add(watch);
    }
  }

  /// Segments, each after those it asks.
  private static List<Watch> inOrder(List<Watch> segments) {
    var known = new HashMap<String, Watch>();
    segments.forEach(segment -> known.put(segment.id().toString(), segment));
    var ordered = new LinkedHashSet<Watch>();
    segments.forEach(segment -> visit(segment, known, ordered, 0));
    return List.copyOf(ordered);
  }

  private static void visit(Watch segment, Map<String, Watch> known, Set<Watch> ordered, int depth) {
    if (ordered.contains(segment) || depth > known.size()) {
      return;
    }
    for (var asked : Segment.asked(segment.condition())) {
      var other = known.get(asked);
      if (other != null) {
        visit(other, known, ordered, depth + 1);
      }
    }
    ordered.add(segment);
  }

  List<Watch> watches() {
    return watches;
  }

  List<Watch> segments() {
    return segments;
  }

  List<Watch> rules() {
    return watches.stream().filter(Watch::isRule).toList();
  }

  EventIndex index() {
    return index;
  }

  List<Watch> of(Trace trace) {
    return byTrace.getOrDefault(trace, List.of());
  }

  List<Watch> of(Sense sense) {
    return bySense.getOrDefault(sense, List.of());
  }

  List<Watch> ofTag(String normalName) {
    return byTag.getOrDefault(normalName, List.of());
  }

  List<Watch> ofSegment(UUID segment) {
    return bySegment.getOrDefault(segment.toString(), List.of());
  }

  /// Since when events may still decide something about these traces; empty if since ever. Rules ask when somebody
  /// first completed them, and so for everything; segments ask what lies in their windows, and all of them that share
  /// a trace remember it together.
  Optional<Instant> since(Collection<Trace> traces, Instant now) {
    var windows = new ArrayList<Window>();
    for (var trace : traces) {
      for (var watch : of(trace)) {
        var within = watch.isRule() ? Optional.<Window>empty() : Judge.longest(watch.condition(), trace);
        if (within.isEmpty()) {
          return Optional.empty();
        }
        windows.add(within.get());
      }
    }
    return windows.stream().map(Window::length).max(Comparator.naturalOrder()).map(now::minus);
  }

  Optional<Watch> watch(UUID id) {
    return Optional.ofNullable(byId.get(id));
  }

  /// Segments that somebody may be in who did nothing yet, and rules that may be complete for her: those that look at
  /// more than events.
  List<Watch> ofEverybody() {
    return everybody;
  }

  /// Those whose answer may change along with these: they ask for a tag one of them puts on, or for being in it. Rules
  /// that put on the same tag belong together, too: if one takes it off, the other puts it on.
  Set<Watch> reach(Collection<Watch> from) {
    var all = new LinkedHashSet<Watch>();
    from.forEach(watch -> all.addAll(reach.computeIfAbsent(watch, this::reach)));
    return all;
  }

  private Set<Watch> reach(Watch from) {
    var reached = new LinkedHashSet<Watch>(List.of(from));
    var waiting = new ArrayDeque<Watch>(reached);
    while (!waiting.isEmpty()) {
      var watch = waiting.remove();
      var next = new ArrayList<>(watch.isRule() ? ofTag(watch.name()) : ofSegment(watch.id()));
      if (watch.isRule()) {
        watches.stream().filter(other -> other.isRule() && other.rule().tag().equals(watch.rule().tag()))
            .forEach(next::add);
      }
      next.stream().filter(reached::add).forEach(waiting::add);
    }
    return Set.copyOf(reached);
  }
}
