package io.parley.audience;

import static java.util.stream.Collectors.toSet;

import io.parley.audience.condition.EventIndex;
import io.parley.audience.condition.Facts.Person;
import io.parley.audience.condition.Happening;
import io.parley.audience.condition.Point;
import io.parley.audience.condition.Sense;
import io.parley.audience.condition.Trace;
import io.parley.customer.CustomerId;
import io.parley.platform.Clocks;
import io.parley.platform.WorkspaceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Works facts, and the passing of time, into what is remembered of customers: reads what is needed in one statement a
/// question, lets each `Life` decide, writes what changed.
@Component
class Reckoning {
  private final CellStore cells;
  private final StateStore states;
  private final People people;
  private final Anew anew;
  private final Aftermath aftermath;
  private final Clocks clocks;

  /// What is new about one customer. `told` is when what the senses see was told, `at` the last of all; `depth` is how
  /// many facts followed from facts before.
  record Touch(List<Happening> events, Set<Sense> senses, TreeSet<Instant> told, Point at, int depth) {}

  /// What is live, and how far it counts already.
  record Scope(WorkspaceId workspace, Plan plan, Progress progress) {
    Set<Watch> counting(Collection<Watch> watches, CustomerId customer) {
      return watches.stream().filter(watch -> progress.reached(watch, customer)).collect(toSet());
    }
  }

  Reckoning(CellStore cells, StateStore states, People people, Anew anew, Aftermath aftermath, Clocks clocks) {
    this.cells = cells;
    this.states = states;
    this.people = people;
    this.anew = anew;
    this.aftermath = aftermath;
    this.clocks = clocks;
  }

  private record Met(List<Life.Seen> seen, Set<Trace> traces, Set<Watch> watches) {}

  /// Returns the customers for whom something changed that a screen shows.
  Set<CustomerId> advance(Scope scope, Map<CustomerId, Touch> touches) {
    var met = new HashMap<CustomerId, Met>();
    touches.forEach((customer, touch) -> {
      var one = meet(scope, customer, touch);
      if (!one.watches.isEmpty()) {
        met.put(customer, one);
      }
    });
    if (met.isEmpty()) {
      return Set.of();
    }
    var wanted = new HashMap<CustomerId, Set<Watch>>();
    met.forEach((customer, one) -> wanted.put(customer, one.watches));
    var late = new HashMap<CustomerId, Set<Watch>>();
    var lives = new ArrayList<Life>();
    for (var life : lives(scope, wanted)) {
      var one = Objects.requireNonNull(met.get(life.customer()));
      var touch = Objects.requireNonNull(touches.get(life.customer()));
      if (!one.seen.isEmpty() && life.late(one.seen.getFirst().point(), one.traces)
          || !touch.told.isEmpty() && life.late(touch.told.getFirst(), touch.senses)) {
        late.put(life.customer(), one.watches);
      } else {
        life.advance(one.seen, new Life.Changed(touch.senses, touch.told, touch.at));
        lives.add(life);
      }
    }
    var told = aftermath.write(scope, lives, customer -> depth(touches, customer));
    told.addAll(anew.late(scope, late, customer -> depth(touches, customer)));
    return told;
  }

  private static int depth(Map<CustomerId, Touch> touches, CustomerId customer) {
    var touch = touches.get(customer);
    return touch == null ? 0 : touch.depth;
  }

  private static Met meet(Scope scope, CustomerId customer, Touch touch) {
    var seen = new ArrayList<Life.Seen>();
    var traces = new LinkedHashSet<Trace>();
    var watches = new LinkedHashSet<Watch>();
    touch.events.stream().sorted(Comparator.comparing(Happening::point)).forEach(event -> {
      var hits = scope.plan.index().hits(event);
      if (!hits.isEmpty()) {
        seen.add(new Life.Seen(event.point(), event.name(), hits));
        hits.stream().map(EventIndex.Hit::trace).forEach(trace -> {
          traces.add(trace);
          watches.addAll(scope.plan.of(trace));
        });
      }
    });
    touch.senses.forEach(sense -> watches.addAll(scope.plan.of(sense)));
    if (touch.senses.contains(Sense.IDENTITY)) {
      watches.addAll(scope.plan.ofEverybody());
    }
    var counting = scope.counting(watches, customer);
    return new Met(seen, traces, counting.isEmpty() ? Set.of() : scope.counting(scope.plan.reach(counting), customer));
  }

  /// Lets the clock of the workspace run to `now`: at most `most` changes, in the order they are due, each at its own
  /// instant. True if there may be more.
  boolean pass(Scope scope, Instant now, int most) {
    var due = states.due(scope.workspace, now, most);
    if (due.isEmpty()) {
      return false;
    }
    var until = due.size() < most ? now : due.getLast().at();
    var wanted = new HashMap<CustomerId, Set<Watch>>();
    for (var one : due) {
      scope.plan.watch(one.key().watch()).ifPresentOrElse(
          watch -> wanted.computeIfAbsent(one.key().customer(), _ -> new LinkedHashSet<>())
              .addAll(scope.plan.reach(List.of(watch))),
          () -> aftermath.forget(scope.workspace, one.key()));
    }
    var lives = lives(scope, wanted);
    lives.forEach(life -> life.pass(Objects.requireNonNull(wanted.get(life.customer())), until));
    aftermath.write(scope, lives, _ -> 0);
    return due.size() == most;
  }

  /// Everybody with what is remembered of her for her watches. Whoever has no identities any more is left out.
  private List<Life> lives(Scope scope, Map<CustomerId, Set<Watch>> wanted) {
    var all = wanted.values().stream().flatMap(Set::stream).collect(toSet());
    var persons = persons(scope, wanted.keySet(), all);
    var kept = cells.load(scope.workspace, wanted.entrySet().stream().flatMap(entry -> entry.getValue().stream()
        .flatMap(watch -> watch.traces().stream()).distinct()
        .map(trace -> new CellStore.Key(trace.hash(), entry.getKey()))).toList());
    var remembered = remembered(scope, wanted.keySet(), all);
    var lives = new ArrayList<Life>();
    wanted.forEach((customer, watches) -> {
      var life = new Life(customer, scope.plan, watches, persons.getOrDefault(customer, Person.NOBODY),
          clocks.now(scope.workspace));
      watches.forEach(watch -> watch.traces().forEach(trace -> {
        var moments = kept.get(new CellStore.Key(trace.hash(), customer));
        if (moments != null) {
          life.remember(trace, moments);
        }
      }));
      remembered.into(life, customer, watches);
      lives.add(life);
    });
    return lives;
  }

  /// Who she is, as far as these watches look at it; asked for only if one does.
  private Map<CustomerId, Person> persons(Scope scope, Set<CustomerId> customers, Set<Watch> watches) {
    var senses = EnumSet.noneOf(Sense.class);
    watches.forEach(watch -> senses.addAll(watch.senses()));
    senses.remove(Sense.SEGMENTS);
    return senses.isEmpty() ? Map.of() : people.of(scope.workspace, customers, senses);
  }

  Remembered remembered(Scope scope, Collection<CustomerId> customers, Collection<Watch> watches) {
    return Remembered.load(states, scope, customers, watches);
  }

  /// Completed rules and segments of some customers.
  record Remembered(Plan plan, Map<StateStore.Key, Completion> completions,
      Map<StateStore.Key, Membership> memberships) {

    static Remembered load(StateStore states, Scope scope, Collection<CustomerId> customers,
        Collection<Watch> watches) {
      var rules = new HashSet<UUID>();
      var segments = new HashSet<UUID>();
      for (var watch : watches) {
        (watch.isRule() ? rules : segments).add(watch.id());
        for (var asked : Segment.asked(watch.condition())) {
          segments.add(UUID.fromString(asked));
        }
      }
      return new Remembered(scope.plan, states.completions(scope.workspace, rules, customers),
          states.memberships(scope.workspace, segments, customers));
    }

    void into(Life life, CustomerId customer, Collection<Watch> watches) {
      for (var watch : watches) {
        var completion = completions.get(new StateStore.Key(watch.id(), customer));
        if (completion != null) {
          life.remember(watch, completion);
        }
      }
      segmentsInto(life, customer, watches);
    }

    void segmentsInto(Life life, CustomerId customer, Collection<Watch> watches) {
      var segments = new HashSet<UUID>();
      for (var watch : watches) {
        if (!watch.isRule()) {
          segments.add(watch.id());
        }
        Segment.asked(watch.condition()).forEach(asked -> segments.add(UUID.fromString(asked)));
      }
      for (var segment : segments) {
        var membership = memberships.get(new StateStore.Key(segment, customer));
        if (membership != null) {
          plan.watch(segment).ifPresent(watch -> life.remember(watch, membership));
        }
      }
    }
  }

}
