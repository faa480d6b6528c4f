package io.parley.audience;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The little that must be kept of one customer for one condition: its latest visits, at most as many as the condition
/// asks for. Fewer than that are the whole history. Once complete it keeps what completed it and never changes again,
/// unless a visit from before that moment turns up.
record Cell(List<Visit> visits, boolean complete) {
  static final Cell NEW = new Cell(List.of(), false);

  Cell {
    visits = List.copyOf(visits);
  }

  sealed interface Step {}

  /// Nothing to write.
  record Same() implements Step {}

  record Moved(Cell cell) implements Step {}

  record Completed(Cell cell) implements Step {}

  /// A visit came from before what the cell still knows: only the history can tell.
  record Late() implements Step {}

  /// What new visits, ordered, make of this cell.
  Step add(Condition.Visited condition, List<Visit> fresh) {
    var inOrder = visits.isEmpty() || fresh.getFirst().compareTo(visits.getLast()) > 0;
    if (complete) {
      return inOrder ? new Same() : new Late();
    }
    if (!inOrder && visits.size() >= condition.times()) {
      return new Late();
    }
    var all = new ArrayList<>(visits);
    all.addAll(fresh);
    if (!inOrder) {
      Collections.sort(all);
    }
    return condition.first(all)
        .<Step>map(verdict -> new Completed(of(verdict)))
        .orElseGet(() -> new Moved(latest(condition, all)));
  }

  /// The cell of a whole history, ordered.
  static Cell of(Condition.Visited condition, List<Visit> history) {
    return condition.first(history).map(Cell::of).orElseGet(() -> latest(condition, history));
  }

  static Cell of(Verdict verdict) {
    return new Cell(verdict.evidence(), true);
  }

  private static Cell latest(Condition.Visited condition, List<Visit> visits) {
    return new Cell(visits.subList(Math.max(0, visits.size() - condition.times()), visits.size()), false);
  }
}
