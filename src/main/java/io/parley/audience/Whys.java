package io.parley.audience;

import io.parley.audience.condition.Condition;
import io.parley.audience.condition.Finding;
import io.parley.audience.condition.Judge;
import io.parley.audience.condition.Moment;
import io.parley.audience.condition.Point;
import io.parley.customer.Attachment;
import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.platform.Database;
import io.parley.platform.Problem;
import io.parley.platform.WorkspaceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Why a rule or a segment answers for a customer as it does: each part of the condition with what it wants and what
/// there is, the events that decided it, and when the answer will next change. From the evidence itself, not from what
/// is remembered.
@Component
class Whys {
  private final Trials trials;
  private final StateStore states;
  private final SegmentStore segments;
  private final RuleStore rules;
  private final History history;
  private final Customers customers;
  private final Database database;

  /// @param holds of her, now
  /// @param until when the clock alone changes that; null if only something new can
  /// @param stands whether she is in the segment, or carries the rule's tag by it; `since` when
  /// @param ends when the tag comes off by itself
  record Why(String name, boolean holds, @Nullable Instant until, boolean stands, @Nullable Instant since,
      @Nullable Instant ends, WhyPart part, Instant asOf) {}

  /// One part of the condition. `actual` is what there is, where the condition says what it wants; null if nothing.
  record WhyPart(Condition condition, boolean holds, @Nullable String actual, @Nullable Instant until,
      List<WhyEvent> events, List<WhyPart> parts) {}

  /// An event that counts; `value` is what was measured of it.
  record WhyEvent(Instant at, @Nullable String title, @Nullable String url, @Nullable String value) {}

  Whys(Trials trials, StateStore states, SegmentStore segments, RuleStore rules, History history, Customers customers,
      Database database) {
    this.trials = trials;
    this.states = states;
    this.segments = segments;
    this.rules = rules;
    this.history = history;
    this.customers = customers;
    this.database = database;
  }

  /// Refuses a customer who is not there.
  void known(WorkspaceId workspace, CustomerId id) {
    if (customers.survivor(workspace, id).isEmpty()) {
      throw Problem.notFound();
    }
  }

  Why ofRule(WorkspaceId workspace, CustomerId id, RuleId of) {
    return database.tenant(workspace, () -> {
      var rule = rules.get(workspace, of).orElseThrow(Problem::notFound);
      var customer = customers.survivor(workspace, id).orElseThrow(Problem::notFound);
      var completion = states.completions(workspace, List.of(of.value()), List.of(customer))
          .get(new StateStore.Key(of.value(), customer));
      return why(workspace, customer, rule.name(), rule.condition(), completion != null,
          completion == null ? null : completion.since().at(), completion == null ? null : completion.until());
    });
  }

  Why ofSegment(WorkspaceId workspace, CustomerId id, SegmentId of) {
    return database.tenant(workspace, () -> {
      var segment = segments.get(workspace, of).orElseThrow(Problem::notFound);
      var customer = customers.survivor(workspace, id).orElseThrow(Problem::notFound);
      var membership = states.memberships(workspace, List.of(of.value()), List.of(customer))
          .getOrDefault(new StateStore.Key(of.value(), customer), Membership.NONE);
      return why(workspace, customer, segment.name(), segment.condition(), membership.member(),
          membership.member() ? membership.since() : null, null);
    });
  }

  private Why why(WorkspaceId workspace, CustomerId customer, String name, Condition condition, boolean stands,
      @Nullable Instant since, @Nullable Instant ends) {
    var now = trials.now(workspace);
    var trial = trials.of(workspace, new Trials.Question(condition, true), List.of(customer)).stream().findFirst()
        .orElseThrow(Problem::notFound);
    var finding = Judge.find(condition, trial, Point.endOf(now));
    var moments = new ArrayList<Moment>();
    gather(finding, moments);
    var pages = history.pages(workspace, Map.of(customer, moments));
    return new Why(name, finding.holds(), Judge.until(finding, trial), stands, since, ends, part(finding, pages), now);
  }

  private static void gather(Finding finding, List<Moment> into) {
    into.addAll(finding.evidence());
    finding.parts().forEach(part -> gather(part, into));
  }

  private static WhyPart part(Finding finding, Map<Long, Attachment.Evidence> pages) {
    var sequence = finding.condition() instanceof Condition.Sequence;
    var events = finding.evidence().stream().map(moment -> {
      var page = pages.get(moment.point().position());
      return new WhyEvent(moment.at(), page == null ? null : page.title(), page == null ? null : page.url(),
          sequence || moment.value().isEmpty() ? null : moment.value());
    }).toList();
    return new WhyPart(finding.condition(), finding.holds(), finding.actual(), finding.until(), events,
        finding.parts().stream().map(part -> part(part, pages)).toList());
  }

  static UUID only(@Nullable UUID rule, @Nullable UUID segment) {
    if ((rule == null) == (segment == null)) {
      throw Problem.invalid("why_of", "要指定一條規則或一個分眾（rule 或 segment）",
          "Name one rule or one segment (rule= or segment=)");
    }
    return rule == null ? Objects.requireNonNull(segment) : rule;
  }
}
