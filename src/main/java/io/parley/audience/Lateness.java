package io.parley.audience;

import io.parley.audience.condition.Point;
import io.parley.audience.condition.Sense;
import io.parley.audience.condition.Trace;
import java.util.Collection;
import java.util.Set;

/// Whether something comes from before what is remembered of a life: what is remembered is only as much as is needed
/// for what comes after it.
record Lateness(Life life, Plan plan) {
  boolean of(Point first, Collection<Trace> traces) {
    for (var trace : traces) {
      for (var watch : plan.of(trace)) {
        if (!life.watched().contains(watch)) {
          continue;
        }
        var done = watch.isRule() ? life.completion(watch) : null;
        if (done != null && done.since().compareTo(first) >= 0) {
          return true;
        }
        if (watch.traces().stream().anyMatch(other -> remembers(other, first))) {
          return true;
        }
      }
    }
    return false;
  }

  boolean told(Point told, Set<Sense> senses) {
    return senses.stream().flatMap(sense -> plan.of(sense).stream())
        .filter(watch -> watch.isRule() && life.watched().contains(watch) && !life.settled(watch))
        .flatMap(watch -> watch.traces().stream())
        .anyMatch(trace -> remembers(trace, told));
  }

  private boolean remembers(Trace trace, Point from) {
    var known = life.moments(trace);
    return !known.isEmpty() && known.getLast().point().compareTo(from) >= 0;
  }
}
