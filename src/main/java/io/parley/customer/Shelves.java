package io.parley.customer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Customers as the indexes of the list keep them: shelf by shelf, one for each stage and for whether there is a text
/// to find her by, and on a shelf in the order of the list. A list of one stage, or of those with a text, passes nobody
/// else on its way.
final class Shelves {
  /// The stages that are kept; who has lapsed stands at one of them.
  static final List<Lifecycle> ALL =
      List.of(Lifecycle.VISITOR, Lifecycle.LEAD, Lifecycle.MEMBER, Lifecycle.REPEAT);

  private Shelves() {}

  /// SQL of the first `most` customers `c` of each shelf, in their order, so that PostgreSQL merges the shelves and
  /// stops where the page is full. Only those with a text if `named`.
  static String of(Collection<Lifecycle> stages, boolean named, String where, String order, int most) {
    var shelves = new ArrayList<String>();
    for (var stage : stages) {
      for (var text : named ? List.of(1) : List.of(0, 1)) {
        shelves.add("""
            (select c.* from customer.customer c where %s and c.stage = '%s' and (c.search <> '')::int = %d
             order by %s limit %d)
            """.formatted(where, stage.word(), text, order, most));
      }
    }
    return "(" + String.join("union all ", shelves) + ") c";
  }
}
