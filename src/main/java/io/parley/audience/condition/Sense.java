package io.parley.audience.condition;

import java.util.EnumSet;
import java.util.Set;

/// What besides events a condition looks at. Whatever changes one of these for a customer has her judged again.
public enum Sense {
  PROFILE, IDENTITY, REACH, TAGS, ORDERS, CART, SEGMENTS;

  public static EnumSet<Sense> of(Condition condition) {
    var senses = EnumSet.noneOf(Sense.class);
    condition.nodes().forEach(node -> {
      switch (node) {
        case Condition.Attribute _ -> senses.add(PROFILE);
        case Condition.Tagged _ -> senses.add(TAGS);
        case Condition.Identified _ -> senses.add(IDENTITY);
        case Condition.Reachable _ -> senses.add(REACH);
        case Condition.InStage _ -> senses.addAll(Set.of(IDENTITY, ORDERS));
        case Condition.Ordered _ -> senses.add(ORDERS);
        case Condition.InCart _ -> senses.add(CART);
        case Condition.InSegment _ -> senses.add(SEGMENTS);
        case Condition.All _, Condition.Any _, Condition.Not _, Condition.Did _, Condition.Sequence _ -> { }
      }
    });
    return senses;
  }
}
