package io.parley.audience;

import io.parley.audience.condition.Condition;
import io.parley.audience.condition.EventIndex;
import io.parley.audience.condition.Facts;
import io.parley.audience.condition.Happening;
import io.parley.audience.condition.Judge;
import io.parley.audience.condition.Moment;
import io.parley.audience.condition.Trace;
import io.parley.customer.CustomerId;
import io.parley.customer.TagId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// A condition tried on one customer: her whole history, and what is known of her otherwise as it stands now.
record Trial(CustomerId customer, Map<Trace, List<Moment>> all, Facts.Person person, List<Life.Seen> seen)
    implements Facts {
  private static final UUID NOBODYS = new UUID(0, 0);

  static Trial of(CustomerId customer, Facts.Person person, EventIndex index, List<Happening> events) {
    var all = new HashMap<Trace, List<Moment>>();
    var seen = new ArrayList<Life.Seen>();
    for (var event : events) {
      var hits = index.hits(event);
      if (!hits.isEmpty()) {
        seen.add(new Life.Seen(event.point(), event.name(), hits));
        hits.forEach(hit -> all.computeIfAbsent(hit.trace(), _ -> new ArrayList<>()).add(hit.moment()));
      }
    }
    return new Trial(customer, all, person, seen);
  }

  /// Of somebody whose events were read together with everybody's: good for one verdict, not for a whole life.
  static Trial of(CustomerId customer, Facts.Person person, Map<Trace, List<Moment>> moments) {
    return new Trial(customer, moments, person, List.of());
  }

  @Override
  public List<Moment> moments(Trace trace) {
    return all.getOrDefault(trace, List.of());
  }

  /// The plan of nothing but this condition, as a rule that is always live.
  static Plan plan(Condition condition) {
    var rule = new Rule(new RuleId(NOBODYS), "", new TagId(NOBODYS), condition, null, Rule.State.LIVE, null,
        Instant.EPOCH, 1);
    return new Plan(List.of(Watch.of(rule, "")));
  }

  /// When a rule with this condition would have tagged her first; empty if never.
  Optional<Completion> first(Plan plan, Instant now) {
    var rule = plan.rules().getFirst();
    var life = new Life(customer, plan, Set.of(rule), person, now);
    life.replay(seen, Set.of(rule));
    return Optional.ofNullable(life.completion(rule));
  }

  static List<Trace> traces(Condition condition) {
    return Judge.traces(condition).toList();
  }
}
