package io.parley.audience;

import io.parley.audience.condition.Condition;
import io.parley.audience.condition.Facts;
import io.parley.audience.condition.Judge;
import io.parley.audience.condition.Point;
import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.platform.WorkspaceId;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// On whom a condition must be tried at all, so that the others need not be, one by one: those who did what it asks,
/// who have an attribute that fits, who ordered. Whoever is found is a candidate and no more; `Judge` decides.
@Component
class Candidates {
  private static final int MOST = 400_000;

  private final Customers customers;

  /// A question, and what everybody did that means something to it.
  record Asked(WorkspaceId workspace, Gleaned gleaned, Instant now) {}

  Candidates(Customers customers) {
    this.customers = customers;
  }

  /// Empty if that may be anybody, or too many to be worth it.
  Optional<Narrowed> of(Asked asked, Condition condition) {
    return switch (condition) {
      case Condition.All all -> Narrowed.all(all.of().stream().map(part -> of(asked, part)).toList());
      case Condition.Any any -> Narrowed.any(any.of().stream().map(part -> of(asked, part)).toList());
      case Condition.Not not -> of(asked, not.of()).map(Narrowed::not);
      case Condition.Did _, Condition.Sequence _ -> Optional.of(did(asked, condition));
      case Condition.Attribute attribute -> attribute(asked, attribute);
      case Condition.Ordered ordered -> customers.buyers(asked.workspace, MOST).map(buyers ->
          new Narrowed(buyers, ofNobody(ordered, asked.now)));
      case Condition.Tagged _, Condition.Identified _, Condition.Reachable _, Condition.InStage _, Condition.InCart _,
          Condition.InSegment _ -> Optional.empty();
    };
  }

  private static boolean ofNobody(Condition condition, Instant now) {
    return Judge.holds(condition, Facts.NOTHING, Point.endOf(now));
  }

  private static Narrowed did(Asked asked, Condition leaf) {
    var now = Point.endOf(asked.now);
    var holding = new HashSet<CustomerId>();
    for (var customer : asked.gleaned.customers()) {
      if (Judge.holds(leaf, asked.gleaned.facts(customer), now)) {
        holding.add(customer);
      }
    }
    return new Narrowed(holding, false);
  }

  /// One that was told with a time still ahead is as good as none, which is what the
  /// others have.
  private Optional<Narrowed> attribute(Asked asked, Condition.Attribute attribute) {
    var others = ofNobody(attribute, asked.now);
    return customers.having(asked.workspace, attribute.name(), MOST, value ->
        attribute.op().holdsOf(value, attribute.value()) != others).map(differing -> new Narrowed(differing, others));
  }
}
