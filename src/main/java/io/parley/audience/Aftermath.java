package io.parley.audience;

import io.parley.audience.condition.Moment;
import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.customer.IdentityId;
import io.parley.platform.WorkspaceId;
import io.parley.timeline.FactKind;
import io.parley.timeline.NewFact;
import io.parley.timeline.Timeline;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;

/// Writes down what became of customers: what is remembered of them, their tags, and that they came into a segment or
/// left it, which goes onto the log for their timeline and for whoever acts upon it.
@Component
class Aftermath {
  private final CellStore cells;
  private final StateStore states;
  private final Tagging tagging;
  private final Timeline timeline;
  private final Customers customers;
  private final SegmentHistory history;

  Aftermath(CellStore cells, StateStore states, Tagging tagging, Timeline timeline, Customers customers,
      SegmentHistory history) {
    this.cells = cells;
    this.states = states;
    this.tagging = tagging;
    this.timeline = timeline;
    this.customers = customers;
    this.history = history;
  }

  /// Returns whose tags or segments changed.
  Set<CustomerId> write(Reckoning.Scope scope, Collection<Life> lives, ToIntFunction<CustomerId> depth) {
    var workspace = scope.workspace();
    var moved = new HashMap<CellStore.Key, List<Moment>>();
    var fresh = new ArrayList<Tagging.Completed>();
    var over = new ArrayList<Tagging.Completed>();
    var flips = new ArrayList<Flip>();
    for (var life : lives) {
      life.movedMoments().forEach((trace, moments) ->
          moved.put(new CellStore.Key(trace.hash(), life.customer()), moments));
      for (var watch : life.changed()) {
        var completion = watch.isRule() ? life.completion(watch) : null;
        if (completion != null && life.completed().contains(watch)) {
          fresh.add(new Tagging.Completed(life.customer(), watch, completion));
        }
        if (watch.isRule() && (completion == null || life.renewed().contains(watch))) {
          over.add(new Tagging.Completed(life.customer(), watch, null));
        }
      }
      flips.addAll(life.flips());
    }
    cells.save(workspace, moved);
    save(workspace, lives);
    tagging.detach(workspace, over);
    tagging.attach(workspace, fresh);
    tagging.hold(scope, over);
    tell(workspace, lives, flips, depth);
    var told = new HashSet<CustomerId>();
    fresh.forEach(one -> told.add(one.customer()));
    over.forEach(one -> told.add(one.customer()));
    flips.forEach(flip -> told.add(flip.customer()));
    return told;
  }

  void save(WorkspaceId workspace, Collection<Life> lives) {
    var completions = new HashMap<StateStore.Key, @Nullable Completion>();
    var memberships = new HashMap<StateStore.Key, Membership>();
    for (var life : lives) {
      for (var watch : life.changed()) {
        var key = new StateStore.Key(watch.id(), life.customer());
        if (watch.isRule()) {
          completions.put(key, life.completion(watch));
        } else {
          memberships.put(key, life.membership(watch));
        }
      }
    }
    states.saveCompletions(workspace, completions);
    states.saveMemberships(workspace, memberships);
  }

  /// In the order they happened. What followed from too many facts in a row is no longer told: two rules that chase
  /// each other come to rest.
  void tell(WorkspaceId workspace, Collection<Life> lives, List<Flip> flips, ToIntFunction<CustomerId> depth) {
    history.keep(workspace, lives, flips);
    if (flips.isEmpty()) {
      return;
    }
    var identities = new HashMap<CustomerId, IdentityId>();
    customers.identitiesOf(workspace, flips.stream().map(Flip::customer).distinct().toList())
        .forEach((identity, customer) -> identities.merge(customer, identity,
            (one, other) -> one.toString().compareTo(other.toString()) < 0 ? one : other));
    var facts = new ArrayList<NewFact>();
    flips.stream().sorted(Comparator.comparing(Flip::at)).forEach(flip -> {
      var identity = identities.get(flip.customer());
      var deep = depth.applyAsInt(flip.customer()) + 1;
      if (identity != null && deep <= Life.MOST_ROUNDS) {
        facts.add(fact(flip, identity, deep));
      }
    });
    if (!facts.isEmpty()) {
      timeline.append(workspace, facts);
    }
  }

  private static NewFact fact(Flip flip, IdentityId identity, int depth) {
    var body = JsonNodeFactory.instance.objectNode()
        .put("identityId", identity.toString())
        .put("segmentId", flip.segment().id().toString())
        .put("text", flip.segment().name())
        .put("depth", depth);
    var kind = flip.entered() ? FactKind.SEGMENT_ENTERED : FactKind.SEGMENT_LEFT;
    return new NewFact(kind, "%s-%s-%s-%d".formatted(kind, flip.segment().id(), flip.customer(),
        CellStore.micros(flip.at())), flip.at(), body);
  }

  /// What was due of a rule or segment that is no more, or paused, is due no longer.
  void forget(WorkspaceId workspace, StateStore.Key key) {
    states.rest(workspace, key);
  }
}
