package io.parley.journey;

import io.parley.audience.condition.Happening;
import io.parley.journey.flow.Flow;
import io.parley.journey.flow.Trigger;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What can be walked in a workspace now: the flows that people enter, and those on which somebody still is.
final class Live {
  private final Map<Path, Flow> flows = new HashMap<>();
  private final List<Door> doors;
  private final Set<String> awaited = new HashSet<>();
  private final Map<String, List<Door>> byEvent = new HashMap<>();

  /// One version of a journey.
  record Path(JourneyId journey, int version) {}

  /// A flow that people enter, by what happens from `since` on.
  record Door(Path path, Flow flow, Instant since) {}

  Live(Map<Path, Flow> flows, Collection<Door> doors) {
    this.flows.putAll(flows);
    this.doors = List.copyOf(doors);
    flows.values().forEach(flow -> awaited.addAll(flow.awaited()));
    doors.forEach(door -> {
      if (door.flow.trigger() instanceof Trigger.Happened happened) {
        byEvent.computeIfAbsent(happened.event().name(), _ -> new java.util.ArrayList<>()).add(door);
      }
    });
  }

  boolean isEmpty() {
    return flows.isEmpty();
  }

  Flow flow(Path path) {
    var flow = flows.get(path);
    if (flow == null) {
      throw new IllegalStateException("Nobody walks " + path);
    }
    return flow;
  }

  boolean has(Path path) {
    return flows.containsKey(path);
  }

  List<Door> doors() {
    return doors;
  }

  Optional<Door> door(JourneyId journey) {
    return doors.stream().filter(door -> door.path.journey().equals(journey)).findFirst();
  }

  /// True if somebody on the way may wait for events of this name.
  boolean awaits(String name) {
    return awaited.contains(name);
  }

  /// True if events of this name may open a door.
  boolean opens(String name) {
    return byEvent.containsKey(name);
  }

  /// The doors that this event opens.
  List<Door> opened(Happening event) {
    return byEvent.getOrDefault(event.name(), List.of()).stream()
        .filter(door -> door.flow.trigger() instanceof Trigger.Happened happened && happened.event().holds(event))
        .toList();
  }
}
