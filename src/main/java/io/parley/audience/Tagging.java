package io.parley.audience;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

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

  /// Makes what stands on customers what should. `expected` are all completions of these customers now; of those the
  /// ones of `fresh` are attached. A rule's tag that nothing completes any more, or other visits did, comes off.
  void settle(WorkspaceId workspace, Set<CustomerId> customers, List<Completion> expected, Set<CellStore.Key> fresh,
      Collection<Rule> live) {
    var due = expected.stream().collect(toMap(Completion::key, Completion::at));
    var loose = new HashSet<>(fresh);
    var carried = tags.of(workspace, customers);
    for (var rule : live) {
      var definition = Definition.of(rule.condition());
      var wrong = times(carried, rule);
      wrong.entrySet().removeIf(time -> time.getValue().equals(due.get(new CellStore.Key(definition, time.getKey()))));
      if (!wrong.isEmpty()) {
        tags.detach(workspace, rule.id().value(), wrong.keySet());
        live.stream().filter(other -> other.tag().equals(rule.tag())).forEach(other -> wrong.keySet().forEach(
            customer -> loose.add(new CellStore.Key(Definition.of(other.condition()), customer))));
      }
    }
    attach(workspace, expected.stream().filter(completion -> loose.contains(completion.key())).toList(), live);
  }

  /// Since when customers carry a tag by this rule.
  private static Map<CustomerId, Instant> times(Map<CustomerId, List<CarriedTag>> carried, Rule rule) {
    var times = new HashMap<CustomerId, Instant>();
    carried.forEach((customer, tags) -> tags.stream()
        .filter(tag -> rule.id().value().equals(tag.rule()))
        .forEach(tag -> times.put(customer, tag.since())));
    return times;
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
