package io.parley.audience;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import io.parley.audience.condition.Moment;
import io.parley.customer.Attachment;
import io.parley.customer.CarriedTag;
import io.parley.customer.CustomerId;
import io.parley.customer.TagId;
import io.parley.customer.Tags;
import io.parley.platform.Feed;
import io.parley.platform.WorkspaceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Puts on and takes off what rules say, with the events that led to it.
@Component
class Tagging {
  private static final int MOST_EVIDENCE = 100;

  private final Tags tags;
  private final StateStore states;
  private final History history;
  private final Feed feed;
  private final ObjectProvider<TagHearing> hearing;

  /// A customer completed a rule, or does so no longer.
  record Completed(CustomerId customer, Watch rule, @Nullable Completion completion) {}

  /// What should stand on a customer by a rule; `fresh` if it is to be put on where it is missing.
  record Settling(CustomerId customer, Watch rule, @Nullable Completion completion, boolean fresh) {}

  Tagging(Tags tags, StateStore states, History history, Feed feed, ObjectProvider<TagHearing> hearing) {
    this.tags = tags;
    this.states = states;
    this.history = history;
    this.feed = feed;
    this.hearing = hearing;
  }

  /// A tag that is there already stays as it is.
  void attach(WorkspaceId workspace, Collection<Completed> completed) {
    if (completed.isEmpty()) {
      return;
    }
    var moments = new HashMap<CustomerId, List<Moment>>();
    for (var one : completed) {
      moments.computeIfAbsent(one.customer, _ -> new ArrayList<>()).addAll(evidence(one));
    }
    var pages = history.pages(workspace, moments);
    var attachments = completed.stream()
        .sorted(Comparator.comparing(one -> of(one).since()))
        .map(one -> Attachment.byRule(one.customer, one.rule.rule().tag(), of(one).since().at(), one.rule.id(),
            evidence(one).stream().map(moment -> pages.get(moment.point().position())).filter(Objects::nonNull)
                .toList()))
        .toList();
    var put = tags.attach(workspace, attachments);
    if (!put.isEmpty()) {
      hearing.forEach(each -> each.put(workspace, put));
      feed.publish(workspace, "{\"type\":\"home\"}");
    }
  }

  private static Completion of(Completed one) {
    return Objects.requireNonNull(one.completion);
  }

  private static List<Moment> evidence(Completed one) {
    var all = of(one).evidence();
    return all.subList(Math.max(0, all.size() - MOST_EVIDENCE), all.size());
  }

  void detach(WorkspaceId workspace, Collection<Completed> over) {
    over.stream().collect(groupingBy(Completed::rule, mapping(Completed::customer, toSet())))
        .forEach((rule, customers) -> tags.detach(workspace, rule.id(), customers));
  }

  /// What came off by one rule stands by another that puts on the same tag, if that is complete.
  void hold(Reckoning.Scope scope, Collection<Completed> over) {
    standAgain(scope, over.stream().collect(groupingBy(Completed::customer,
        mapping(one -> one.rule.rule().tag(), toSet()))));
  }

  /// Puts on which of these tags, that came off, a complete rule puts on. Returns whose tags may have changed.
  Set<CustomerId> standAgain(Reckoning.Scope scope, Map<CustomerId, Set<TagId>> off) {
    var tagIds = off.values().stream().flatMap(Set::stream).collect(toSet());
    var rules = scope.plan().rules().stream().filter(rule -> tagIds.contains(rule.rule().tag())).toList();
    if (rules.isEmpty()) {
      return Set.of();
    }
    var complete = states.completions(scope.workspace(), rules.stream().map(Watch::id).toList(), off.keySet());
    var again = new ArrayList<Completed>();
    complete.forEach((key, completion) -> scope.plan().watch(key.watch())
        .filter(rule -> off.getOrDefault(key.customer(), Set.of()).contains(rule.rule().tag()))
        .ifPresent(rule -> again.add(new Completed(key.customer(), rule, completion))));
    attach(scope.workspace(), again);
    return again.stream().map(Completed::customer).collect(toSet());
  }

  /// Makes what stands on customers what should. A rule's tag that nothing completes any more, or other events did,
  /// comes off; what another rule holds is put on by that. So does what a person took off one of those who are one
  /// customer now. Returns whose tags may have changed.
  Set<CustomerId> settle(WorkspaceId workspace, List<Settling> settling) {
    if (settling.isEmpty()) {
      return new HashSet<>();
    }
    var customers = settling.stream().map(Settling::customer).collect(toSet());
    var carried = tags.of(workspace, customers);
    var off = tags.keptOff(workspace, customers);
    var wrong = settling.stream().filter(one -> wrong(one, carried, off)).toList();
    wrong.stream().collect(groupingBy(one -> one.rule.id(), mapping(Settling::customer, toSet())))
        .forEach((rule, hers) -> tags.detach(workspace, rule, hers));
    var loose = new HashSet<String>();
    wrong.forEach(one -> loose.add(one.customer + " " + one.rule.rule().tag()));
    var missing = settling.stream()
        .filter(one -> one.completion != null)
        .filter(one -> one.fresh || loose.contains(one.customer + " " + one.rule.rule().tag()))
        .map(one -> new Completed(one.customer, one.rule, one.completion))
        .toList();
    attach(workspace, missing);
    var told = new HashSet<CustomerId>();
    wrong.forEach(one -> told.add(one.customer));
    missing.forEach(one -> told.add(one.customer()));
    return told;
  }

  private static boolean wrong(
      Settling one, Map<CustomerId, List<CarriedTag>> carried, Map<CustomerId, Set<TagId>> off) {
    UUID rule = one.rule.id();
    var keptOff = off.getOrDefault(one.customer, Set.of());
    return carried.getOrDefault(one.customer, List.of()).stream()
        .filter(tag -> rule.equals(tag.rule()))
        .anyMatch(tag -> one.completion == null || keptOff.contains(tag.id())
            || !tag.since().equals(one.completion.since().at()) || !tag.id().equals(one.rule.rule().tag()));
  }
}
