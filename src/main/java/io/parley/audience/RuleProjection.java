package io.parley.audience;

import io.parley.customer.CustomerId;
import io.parley.platform.WorkspaceId;
import io.parley.timeline.Batch;
import io.parley.timeline.Fact;
import io.parley.timeline.FactKind;
import io.parley.timeline.Projection;
import io.parley.timeline.Recompute;
import io.parley.timeline.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// Rules in the fold: each page view is shown only to the conditions its address meets, the touched cells are read and
/// written in one statement each, and a tag is attached by the visit that completes its condition.
@Component
class RuleProjection implements Projection, Recompute {
  private static final int CUSTOMERS_AT_ONCE = 200;

  private final RuleStore rules;
  private final CellStore cells;
  private final History history;
  private final Tagging tagging;
  private final Past past;
  private final Map<WorkspaceId, AddressIndex> indexes = new ConcurrentHashMap<>();

  RuleProjection(RuleStore rules, CellStore cells, History history, Tagging tagging, Past past) {
    this.rules = rules;
    this.cells = cells;
    this.history = history;
    this.tagging = tagging;
    this.past = past;
  }

  @Override
  public Stage stage() {
    return Stage.AUDIENCE;
  }

  @Override
  public void apply(Batch batch) {
    var workspace = batch.workspace();
    var folding = rules.folding(workspace);
    var changed = folding.stream().filter(rule -> !rule.settled()).toList();
    var live = folding.stream().filter(RuleStore.Folding::counts).map(RuleStore.Folding::rule).toList();
    var anew = past.workOut(workspace, changed, live);
    anew.tagged().forEach(batch::touch);
    var steady = live.stream().filter(rule -> !anew.definitions().contains(Definition.of(rule.condition()))).toList();
    if (!steady.isEmpty()) {
      advance(batch, steady);
    }
  }

  @Override
  public void recompute(WorkspaceId workspace, Set<CustomerId> customers) {
    var live = rules.folding(workspace).stream().filter(RuleStore.Folding::counts)
        .map(RuleStore.Folding::rule).toList();
    if (!live.isEmpty() && !customers.isEmpty()) {
      workOut(workspace, customers, live, true);
    }
  }

  /// Customers whose identities changed are left out: they are worked out anew after this stage.
  private void advance(Batch batch, List<Rule> live) {
    var workspace = batch.workspace();
    var index = index(workspace, live);
    var fresh = visits(batch, index);
    if (fresh.isEmpty()) {
      return;
    }
    var known = cells.load(workspace, fresh.keySet());
    var moved = new HashMap<CellStore.Key, Cell>();
    var completions = new ArrayList<Tagging.Completion>();
    var late = new HashSet<CustomerId>();
    fresh.forEach((key, visits) -> {
      var cell = known.getOrDefault(key, Cell.NEW);
      switch (cell.add(index.condition(key.definition()), visits.stream().sorted().toList())) {
        case Cell.Same _ -> {}
        case Cell.Moved step -> moved.put(key, step.cell());
        case Cell.Completed step -> {
          moved.put(key, step.cell());
          completions.add(Tagging.Completion.of(key, step.cell()));
        }
        case Cell.Late _ -> late.add(key.customer());
      }
    });
    moved.keySet().removeIf(key -> late.contains(key.customer()));
    completions.removeIf(completion -> late.contains(completion.customer()));
    cells.save(workspace, moved);
    tagging.attach(workspace, completions, live);
    if (!late.isEmpty()) {
      workOut(workspace, late, live, false);
    }
  }

  private static Map<CellStore.Key, List<Visit>> visits(Batch batch, AddressIndex index) {
    var visits = new HashMap<CellStore.Key, List<Visit>>();
    for (var fact : batch.facts()) {
      var url = fact.kind().equals(FactKind.PAGE) ? fact.url() : null;
      if (url != null && !batch.changed().contains(fact.customer())) {
        for (var entry : index.met(url)) {
          visits.computeIfAbsent(new CellStore.Key(entry.definition(), fact.customer()), key -> new ArrayList<>())
              .add(visit(fact));
        }
      }
    }
    return visits;
  }

  private static Visit visit(Fact fact) {
    return new Visit(fact.at(), fact.position());
  }

  /// Takes the cells and tags of a few customers from their history. If identities moved, tags went along with them,
  /// and all that hold are attached again; else only what is new, so that what a member of the team took off stays off.
  private void workOut(WorkspaceId workspace, Set<CustomerId> customers, List<Rule> live, boolean identitiesMoved) {
    var all = List.copyOf(customers);
    for (var from = 0; from < all.size(); from += CUSTOMERS_AT_ONCE) {
      var some = Set.copyOf(all.subList(from, Math.min(from + CUSTOMERS_AT_ONCE, all.size())));
      workOutSome(workspace, some, live, identitiesMoved);
    }
  }

  private void workOutSome(WorkspaceId workspace, Set<CustomerId> customers, List<Rule> live, boolean identitiesMoved) {
    var index = index(workspace, live);
    var visits = new HashMap<CellStore.Key, List<Visit>>();
    for (var view : history.of(workspace, customers)) {
      for (var entry : index.met(view.url())) {
        visits.computeIfAbsent(new CellStore.Key(entry.definition(), view.customer()), key -> new ArrayList<>())
            .add(view.visit());
      }
    }
    var fresh = new HashMap<CellStore.Key, Cell>();
    visits.forEach((key, hers) -> fresh.put(key, Cell.of(index.condition(key.definition()), hers)));
    var stale = cells.load(workspace, index.entries().stream().flatMap(entry ->
        customers.stream().map(customer -> new CellStore.Key(entry.definition(), customer))).toList());
    cells.delete(workspace, stale.keySet().stream().filter(key -> !fresh.containsKey(key)).toList());
    var moved = new HashMap<>(fresh);
    moved.entrySet().removeIf(entry -> entry.getValue().equals(stale.get(entry.getKey())));
    cells.save(workspace, moved);
    var expected = fresh.entrySet().stream().filter(entry -> entry.getValue().complete())
        .map(entry -> Tagging.Completion.of(entry.getKey(), entry.getValue())).toList();
    tagging.settle(workspace, customers, expected, identitiesMoved ? fresh.keySet() : moved.keySet(), live);
  }

  /// Made anew only when the conditions are others than in the last batch.
  private AddressIndex index(WorkspaceId workspace, List<Rule> live) {
    var conditions = new TreeMap<Long, AddressIndex.Entry>();
    for (var rule : live) {
      var definition = Definition.of(rule.condition());
      conditions.put(definition.value(), new AddressIndex.Entry(definition, (Condition.Visited) rule.condition()));
    }
    var entries = List.copyOf(conditions.values());
    return indexes.compute(workspace,
        (key, known) -> known != null && known.entries().equals(entries) ? known : new AddressIndex(entries));
  }
}
