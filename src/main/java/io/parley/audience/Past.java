package io.parley.audience;

import io.parley.audience.condition.Address;
import static java.util.stream.Collectors.groupingBy;

import io.parley.customer.CustomerId;
import io.parley.platform.WorkspaceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Works the past out for rules that went live or were changed, so that they have tagged whom they would have tagged
/// had they always been as they are now. It happens inside the fold: events after it meet a finished rule.
@Component
class Past {
  private static final int CELLS_A_WRITE = 1_000;
  /// More customers than this are not named to the screens one by one.
  private static final int MOST_TOLD = 500;

  private final RuleStore rules;
  private final CellStore cells;
  private final History history;
  private final Tagging tagging;

  /// The definitions whose cells are new and know every event kept so far, and some of those who were tagged.
  record Anew(Set<Definition> definitions, Set<CustomerId> tagged) {}

  Past(RuleStore rules, CellStore cells, History history, Tagging tagging) {
    this.rules = rules;
    this.cells = cells;
    this.history = history;
    this.tagging = tagging;
  }

  Anew workOut(WorkspaceId workspace, List<RuleStore.Folding> changed, List<Rule> live) {
    var anew = new Anew(new HashSet<>(), new HashSet<>());
    if (changed.isEmpty()) {
      return anew;
    }
    changed.stream().filter(RuleStore.Folding::counts).map(RuleStore.Folding::rule)
        .collect(groupingBy(rule -> Definition.of(rule.condition())))
        .forEach((definition, hers) -> {
          hers.forEach(rule -> tagging.detachAll(workspace, rule));
          workOut(workspace, definition, (Condition.Visited) hers.getFirst().condition(), live, anew);
        });
    rules.settle(workspace, changed.stream().map(RuleStore.Folding::rule).toList());
    cells.sweep(workspace);
    return anew;
  }

  private void workOut(WorkspaceId workspace, Definition definition, Condition.Visited condition, List<Rule> live,
      Anew anew) {
    anew.definitions().add(definition);
    cells.clear(workspace, definition);
    var some = new HashMap<CellStore.Key, Cell>();
    history.visits(workspace, Address.part(condition.contains()), (customer, visits) -> {
      some.put(new CellStore.Key(definition, customer), Cell.of(condition, visits));
      if (some.size() >= CELLS_A_WRITE) {
        write(workspace, some, live, anew);
      }
    });
    write(workspace, some, live, anew);
  }

  private void write(WorkspaceId workspace, Map<CellStore.Key, Cell> some, List<Rule> live, Anew anew) {
    cells.save(workspace, some);
    var completions = new ArrayList<Tagging.Completion>();
    some.forEach((key, cell) -> {
      if (cell.complete()) {
        completions.add(Tagging.Completion.of(key, cell));
      }
    });
    tagging.attach(workspace, completions, live);
    completions.stream().map(Tagging.Completion::customer)
        .limit(Math.max(0, MOST_TOLD - anew.tagged().size())).forEach(anew.tagged()::add);
    some.clear();
  }
}
