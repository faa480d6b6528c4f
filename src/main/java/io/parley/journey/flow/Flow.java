package io.parley.journey.flow;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// A journey that can be walked: every way leads to a step that is there, and nobody goes round without resting.
///
/// @param holdout of a hundred, how many go the whole way without being sent anything
public record Flow(Trigger trigger, Entry entry, List<Stop> stops, int holdout, String start,
    Map<String, Step> steps) {
  public static final int MOST_STEPS = 100;
  public static final int MOST_HOLDOUT = 50;

  public Flow {
    stops = List.copyOf(stops);
    steps = Map.copyOf(steps);
  }

  public Step step(String id) {
    var step = steps.get(id);
    if (step == null) {
      throw new IllegalStateException("There is no step " + id);
    }
    return step;
  }

  /// The names of events that mean something to somebody on the way.
  public Set<String> awaited() {
    var names = new HashSet<String>();
    stops.forEach(stop -> names.add(stop.event().name()));
    steps.values().forEach(step -> {
      if (step instanceof Step.Await await) {
        names.add(await.event().name());
      }
    });
    return names;
  }

  /// Steps that lie on a way round which nobody ever rests.
  static Set<String> restless(Map<String, Step> steps) {
    var found = new LinkedHashSet<String>();
    steps.values().stream().filter(step -> !step.rests()).forEach(step -> {
      if (reaches(steps, step, step.id(), new HashSet<>())) {
        found.add(step.id());
      }
    });
    return found;
  }

  private static boolean reaches(Map<String, Step> steps, Step from, String target, Set<String> seen) {
    return ahead(steps, from).anyMatch(next -> !next.rests()
        && (next.id().equals(target) || seen.add(next.id()) && reaches(steps, next, target, seen)));
  }

  /// Steps to which no way leads from the start.
  static Set<String> stranded(Map<String, Step> steps, String start) {
    var reached = new HashSet<String>();
    var first = steps.get(start);
    if (first != null) {
      spread(steps, first, reached);
    }
    var left = new LinkedHashSet<>(steps.keySet());
    left.removeAll(reached);
    return left;
  }

  private static void spread(Map<String, Step> steps, Step from, Set<String> reached) {
    if (reached.add(from.id())) {
      ahead(steps, from).forEach(next -> spread(steps, next, reached));
    }
  }

  private static Stream<Step> ahead(Map<String, Step> steps, Step from) {
    return from.ways().stream().map(way -> from.to().get(way)).filter(id -> id != null && steps.containsKey(id))
        .map(steps::get);
  }
}
