package io.parley.audience;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.parley.customer.Attachment;
import io.parley.customer.CarriedTag;
import io.parley.customer.CustomerId;
import io.parley.customer.Tags;
import io.parley.platform.Feed;
import io.parley.platform.WorkspaceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Puts on and takes off what rules say, with the pages that led to it.
@Component
class Tagging {
  private final Tags tags;
  private final History history;
  private final Feed feed;

  /// The condition with this definition came true for this customer.
  record Completion(CustomerId customer, Definition definition, List<Visit> evidence) {
    static Completion of(CellStore.Key key, Cell cell) {
      return new Completion(key.customer(), key.definition(), cell.visits());
    }

    CellStore.Key key() {
      return new CellStore.Key(definition, customer);
    }

    Instant at() {
      return evidence.getLast().at();
    }
  }

  Tagging(Tags tags, History history, Feed feed) {
    this.tags = tags;
    this.history = history;
    this.feed = feed;
  }

  /// Attaches the tags of all live rules whose condition was completed. A tag that is there already stays as it is.
  void attach(WorkspaceId workspace, List<Completion> completions, Collection<Rule> live) {
    if (completions.isEmpty()) {
      return;
    }
    var rules = live.stream().collect(groupingBy(rule -> Definition.of(rule.condition())));
    var pages = pages(workspace, completions);
    var attachments = completions.stream()
        .sorted(Comparator.comparing(Completion::at))
        .flatMap(completion -> rules.getOrDefault(completion.definition(), List.of()).stream()
            .map(rule -> attachment(completion, rule, pages)))
        .toList();
    if (!tags.attach(workspace, attachments).isEmpty()) {
      feed.publish(workspace, "{\"type\":\"home\"}");
    }
  }

  /// What stands on customers, told from what should: `expected` are the completions of these customers now, `moved`
  /// those that are new. Tags of live rules that nothing completes any more, or other visits did, come off; what a
  /// member of the team took off by hand does not come back.
  void settle(WorkspaceId workspace, Set<CustomerId> customers, List<Completion> expected, Set<CellStore.Key> moved,
      Collection<Rule> live) {
    var times = expected.stream().collect(toMap(Completion::key, Completion::at));
    var loose = new HashSet<>(moved);
    var carried = tags.of(workspace, customers);
    for (var rule : live) {
      var definition = Definition.of(rule.condition());
      var wrong = customers.stream()
          .filter(customer -> carriesWrongly(carried.getOrDefault(customer, List.of()), rule,
              times.get(new CellStore.Key(definition, customer))))
          .collect(toSet());
      if (!wrong.isEmpty()) {
        tags.detach(workspace, rule.id().value(), wrong);
        live.stream().filter(other -> other.tag().equals(rule.tag())).forEach(other -> wrong.forEach(customer ->
            loose.add(new CellStore.Key(Definition.of(other.condition()), customer))));
      }
    }
    attach(workspace, expected.stream().filter(completion -> loose.contains(completion.key())).toList(), live);
  }

  /// A tag by this rule whose time is not when the rule's condition was completed.
  private static boolean carriesWrongly(List<CarriedTag> carried, Rule rule, @Nullable Instant completed) {
    return carried.stream().anyMatch(tag -> rule.id().value().equals(tag.rule()) && !tag.since().equals(completed));
  }

  void detachAll(WorkspaceId workspace, Rule rule) {
    var carriers = tags.carriers(workspace, rule.id().value());
    if (!carriers.isEmpty()) {
      tags.detach(workspace, rule.id().value(), carriers);
    }
  }

  private Map<Long, Attachment.Evidence> pages(WorkspaceId workspace, List<Completion> completions) {
    var visits = new HashMap<CustomerId, List<Visit>>();
    for (var completion : completions) {
      visits.computeIfAbsent(completion.customer(), customer -> new ArrayList<>())
          .addAll(completion.evidence());
    }
    return history.pages(workspace, visits);
  }

  private static Attachment attachment(Completion completion, Rule rule, Map<Long, Attachment.Evidence> pages) {
    var evidence = completion.evidence().stream()
        .map(visit -> pages.get(visit.position()))
        .filter(Objects::nonNull)
        .toList();
    return Attachment.byRule(completion.customer(), rule.tag(), completion.at(), rule.id().value(),
        evidence);
  }
}
