package io.parley.audience;

import static java.util.stream.Collectors.toSet;

import io.parley.audience.condition.EventIndex;
import io.parley.audience.condition.Facts.Person;
import io.parley.audience.condition.Happening;
import io.parley.audience.condition.Moment;
import io.parley.audience.condition.Sense;
import io.parley.customer.CarriedTag;
import io.parley.customer.CustomerId;
import io.parley.platform.Clocks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Works customers out anew from their whole history: when an event came late, when identities moved, and when a rule
/// or segment is new.
@Component
class Anew {
  private static final int CUSTOMERS_AT_ONCE = 500;

  private final CellStore cells;
  private final StateStore states;
  private final People people;
  private final History history;
  private final Tagging tagging;
  private final Aftermath aftermath;
  private final Clocks clocks;

  /// Why a history is replayed. `moved`: identities moved and tags went along, so all that holds is attached again;
  /// else only what is new, so that what a member of the team took off stays off. `silent` are segments whose
  /// members were always in them, as far as anybody is told.
  record Reason(boolean moved, Set<Watch> silent) {
    static final Reason LATE = new Reason(false, Set.of());
    static final Reason MOVED = new Reason(true, Set.of());

    static Reason fill(Set<Watch> watches) {
      return new Reason(true, watches);
    }
  }

  Anew(CellStore cells, StateStore states, People people, History history, Tagging tagging, Aftermath aftermath,
      Clocks clocks) {
    this.cells = cells;
    this.states = states;
    this.people = people;
    this.history = history;
    this.tagging = tagging;
    this.aftermath = aftermath;
    this.clocks = clocks;
  }

  Set<CustomerId> late(Reckoning.Scope scope, Map<CustomerId, Set<Watch>> late, ToIntFunction<CustomerId> depth) {
    if (late.isEmpty()) {
      return Set.of();
    }
    var watches = late.values().stream().flatMap(Set::stream).collect(toSet());
    return of(scope, late.keySet(), watches, Reason.LATE, depth);
  }

  /// Returns whose tags or segments changed.
  Set<CustomerId> of(Reckoning.Scope scope, Collection<CustomerId> customers, Set<Watch> watches, Reason reason,
      ToIntFunction<CustomerId> depth) {
    var told = new HashSet<CustomerId>();
    var all = List.copyOf(customers);
    for (var from = 0; from < all.size(); from += CUSTOMERS_AT_ONCE) {
      var some = all.subList(from, Math.min(from + CUSTOMERS_AT_ONCE, all.size()));
      told.addAll(some(scope, some, watches, reason, depth));
    }
    return told;
  }

  private Set<CustomerId> some(Reckoning.Scope scope, List<CustomerId> customers, Set<Watch> watches, Reason reason,
      ToIntFunction<CustomerId> depth) {
    var workspace = scope.workspace();
    var senses = EnumSet.of(Sense.IDENTITY);
    watches.forEach(watch -> senses.addAll(watch.senses()));
    var persons = people.of(workspace, customers, senses, (customer, tag) -> !replayed(scope, tag, reason)
        .filter(watches::contains).filter(rule -> scope.progress().reached(rule, customer)).isPresent());
    var events = new HashMap<CustomerId, List<Life.Seen>>();
    var traces = watches.stream().flatMap(watch -> watch.traces().stream()).collect(toSet());
    var index = new EventIndex(traces);
    var since = scope.plan().since(traces, clocks.now(workspace)).orElse(null);
    history.each(workspace, new History.Part(customers, traces, since),
        (customer, hers) -> events.put(customer, seen(index, hers)));
    var remembered = Reckoning.Remembered.load(states, scope, customers, watches);
    var lives = new ArrayList<Life>();
    for (var customer : customers) {
      var counting = scope.counting(watches, customer);
      var person = persons.get(customer);
      var life = new Life(customer, scope.plan(), counting, person == null ? Person.NOBODY : person,
          clocks.now(workspace));
      remembered.segmentsInto(life, customer, counting);
      if (person == null) {
        life.end();
      } else {
        life.replay(events.getOrDefault(customer, List.of()), counting);
      }
      lives.add(life);
    }
    return write(scope, lives, remembered, reason, depth);
  }

  /// The rule that put the tag on, if that is found out anew: whether others that ask for the tag hold must not come
  /// of what it was before.
  private static Optional<Watch> replayed(Reckoning.Scope scope, CarriedTag tag, Reason reason) {
    return Optional.ofNullable(tag.rule()).flatMap(scope.plan()::watch)
        .filter(rule -> reason.moved || rule.senses().isEmpty());
  }

  private static List<Life.Seen> seen(EventIndex index, List<Happening> events) {
    var seen = new ArrayList<Life.Seen>();
    for (var event : events) {
      var hits = index.hits(event);
      if (!hits.isEmpty()) {
        seen.add(new Life.Seen(event.point(), event.name(), hits));
      }
    }
    return seen;
  }

  private Set<CustomerId> write(Reckoning.Scope scope, List<Life> lives, Reckoning.Remembered before, Reason reason,
      ToIntFunction<CustomerId> depth) {
    var kept = new HashMap<CellStore.Key, List<Moment>>();
    var settling = new ArrayList<Tagging.Settling>();
    var flips = new ArrayList<Flip>();
    for (var life : lives) {
      for (var watch : life.watched()) {
        for (var trace : watch.traces()) {
          kept.put(new CellStore.Key(trace.hash(), life.customer()), life.moments(trace));
        }
        if (watch.isRule()) {
          var old = before.completions().get(new StateStore.Key(watch.id(), life.customer()));
          settling.add(settle(life, watch, old, reason));
        }
      }
      life.flips().stream().filter(flip -> !reason.silent.contains(flip.segment())).forEach(flips::add);
    }
    cells.replace(scope.workspace(), lives.stream().map(Life::customer).toList(),
        kept.keySet().stream().map(CellStore.Key::trace).distinct().toList(), kept);
    aftermath.save(scope.workspace(), lives);
    var told = tagging.settle(scope.workspace(), settling);
    aftermath.tell(scope.workspace(), lives, flips, depth);
    flips.forEach(flip -> told.add(flip.customer()));
    return told;
  }

  /// A rule that looks at more than events may have been completed by something that stands no more: nobody can tell
  /// from the history, so its tag stays.
  private static Tagging.Settling settle(Life life, Watch rule, @Nullable Completion old, Reason reason) {
    var computed = life.completion(rule);
    if (old != null && computed == null && !reason.moved && !rule.senses().isEmpty()) {
      life.remember(rule, old);
      computed = old;
    }
    if (old != null || computed != null) {
      life.note(rule);
    }
    var fresh = computed != null && (reason.moved || !computed.sameAs(old));
    return new Tagging.Settling(life.customer(), rule, computed, fresh);
  }
}
