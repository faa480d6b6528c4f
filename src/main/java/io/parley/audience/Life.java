package io.parley.audience;

import io.parley.audience.condition.EventIndex.Hit;
import io.parley.audience.condition.Facts;
import io.parley.audience.condition.Judge;
import io.parley.audience.condition.Moment;
import io.parley.audience.condition.Point;
import io.parley.audience.condition.Sense;
import io.parley.audience.condition.Trace;
import io.parley.customer.CustomerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One customer while facts are worked into what is remembered of her: moments, completed rules, segments. Pure, and
/// the same for new events, for a whole history and for the passing of time, so that these cannot disagree.
final class Life implements Facts {
  /// Rules put on tags, segments ask for tags, rules ask for segments: so many times round, and no more.
  static final int MOST_ROUNDS = 8;
  private static final int MOST_DUE = 1_000;

  private final CustomerId customer;
  private final Plan plan;
  private final Set<Watch> watched;
  private final Instant now;
  private final Person person;
  private final Map<String, Instant> tags;
  private final Map<String, Instant> segments;
  private final Map<Trace, List<Moment>> moments = new HashMap<>();
  private final Map<Watch, Completion> completions = new HashMap<>();
  private final Map<Watch, Membership> memberships = new HashMap<>();
  private final Set<Trace> moved = new HashSet<>();
  private final Set<Watch> completed = new LinkedHashSet<>();
  private final Set<Watch> changed = new LinkedHashSet<>();
  private final Set<Watch> renewed = new HashSet<>();
  private final Set<Watch> tagged = new LinkedHashSet<>();
  private final Set<String> heldOtherwise = new HashSet<>();
  private final Flips flips;

  /// An event and what it means.
  record Seen(Point point, String name, List<Hit> hits) {}

  /// What these senses see was told anew, at these instants; `at` is the last point of all that is new.
  record Changed(Set<Sense> senses, Set<Instant> told, Point at) {}

  /// `watched` are the rules and segments that count for her: one whose past is still being worked out does not, until
  /// its turn comes to her.
  Life(CustomerId customer, Plan plan, Set<Watch> watched, Person person, Instant now) {
    this.customer = customer;
    this.flips = new Flips(customer);
    this.plan = plan;
    this.watched = watched;
    this.now = now;
    this.tags = new HashMap<>(person.tags());
    this.segments = new HashMap<>(person.segments());
    this.person = person.with(tags, segments);
  }

  void remember(Trace trace, List<Moment> kept) {
    moments.put(trace, kept);
  }

  void remember(Watch rule, Completion completion) {
    completions.put(rule, completion);
  }

  void remember(Watch segment, Membership membership) {
    memberships.put(segment, membership);
    if (membership.member()) {
      flips.wasIn(segment);
      segments.put(segment.id().toString(), membership.since());
    }
  }

  @Override
  public List<Moment> moments(Trace trace) {
    return moments.getOrDefault(trace, List.of());
  }

  @Override
  public Person person() {
    return person;
  }

  /// True if an event comes from before something that is remembered already: then only the history can tell.
  boolean late(Point first, Collection<Trace> traces) {
    return new Lateness(this, plan).of(first, traces);
  }

  /// True if something these senses see was told as of before events that are remembered already: then rules that ask
  /// for both can only be told from the history.
  boolean late(Instant told, Set<Sense> senses) {
    return new Lateness(this, plan).told(new Point(told, 0), senses);
  }

  /// New events, ordered, and what else changed.
  void advance(List<Seen> events, Changed also) {
    var asked = new LinkedHashSet<Watch>();
    for (var sense : also.senses) {
      plan.of(sense).stream().filter(watched::contains).forEach(asked::add);
    }
    if (also.senses.contains(Sense.IDENTITY)) {
      plan.ofEverybody().stream().filter(watched::contains).forEach(asked::add);
    }
    catchUp(events, asked);
    var touched = new LinkedHashSet<>(asked);
    events.forEach(event -> event.hits().forEach(hit -> touched.addAll(plan.of(hit.trace()))));
    var standing = touched.stream().filter(watch -> watched.contains(watch) && watch.standing()).toList();
    var since = standing.isEmpty() ? new TreeSet<Instant>() : since(events, also);
    touched.clear();
    for (var event : events) {
      become(standing, since, event.point().at());
      touched.addAll(see(event));
    }
    asked.stream().filter(Watch::isRule).forEach(rule -> complete(rule, also.at));
    become(standing, since, now.plusNanos(1));
    touched.addAll(asked);
    flips.because(Flip.Cause.EVENT);
    spread(touched, now, also.at.at());
  }

  /// When something else changed, and since when each thing stands that does so since then.
  private TreeSet<Instant> since(List<Seen> events, Changed also) {
    var since = new TreeSet<>(also.told);
    since.add(events.isEmpty() ? also.at.at() : events.getFirst().point().at());
    since.addAll(person.since().tailSet(since.getFirst(), true));
    return since;
  }

  /// What is known otherwise counts for rules from when it stands, among the events at their times.
  private void become(List<Watch> standing, TreeSet<Instant> since, Instant before) {
    while (!since.isEmpty() && since.first().isBefore(before)) {
      var at = Point.endOf(since.removeFirst());
      standing.forEach(rule -> complete(rule, at));
    }
  }

  /// What was due before the first of these events happened without it.
  private void catchUp(List<Seen> events, Set<Watch> asked) {
    if (!events.isEmpty()) {
      var first = events.getFirst().point().at();
      var some = new LinkedHashSet<>(asked);
      events.forEach(event -> event.hits().forEach(hit -> some.addAll(plan.of(hit.trace()))));
      some.retainAll(watched);
      pass(some, first.isAfter(now) ? now : first);
    }
  }

  /// Lets the clock run to an instant: whatever is due of these until then happens in its order, at its own instant.
  void pass(Collection<Watch> some, Instant to) {
    flips.because(Flip.Cause.CLOCK);
    for (var step = 0; step < MOST_DUE; step++) {
      Watch next = null;
      Instant due = to;
      for (var watch : some) {
        var own = due(watch);
        if (own != null && !own.isAfter(due) && (next == null || own.isBefore(due))) {
          next = watch;
          due = own;
        }
      }
      if (next == null) {
        return;
      }
      if (next.isRule()) {
        expire(next, due);
      } else {
        spread(List.of(next), due, due);
      }
    }
  }

  private @Nullable Instant due(Watch watch) {
    if (!watch.isRule()) {
      return memberships.getOrDefault(watch, Membership.NONE).dueAt();
    }
    var completion = completions.get(watch);
    return completion == null ? null : completion.until();
  }

  /// The tag comes off, unless another rule holds it, or somebody put it there by hand.
  private void expire(Watch rule, Instant at) {
    completions.remove(rule);
    completed.remove(rule);
    changed.add(rule);
    var held = heldOtherwise.contains(rule.name()) || completions.keySet().stream()
        .anyMatch(other -> other.rule().tag().equals(rule.rule().tag()));
    if (!held && tags.remove(rule.name()) != null) {
      plan.ofTag(rule.name()).stream().filter(other -> watched.contains(other) && other.standing())
          .forEach(other -> complete(other, Point.endOf(at)));
      spread(plan.ofTag(rule.name()), at, at);
    }
  }

  /// Tags that stand on her, but not by a rule.
  void heldOtherwise(Collection<String> names) {
    heldOtherwise.addAll(names);
  }

  /// Everything that any of these watch is judged anew as of now.
  void judgeAll(Collection<Watch> some, Point at) {
    some.stream().filter(Watch::standing).forEach(rule -> complete(rule, at));
    spread(some, now, at.at());
  }

  Set<Watch> see(Seen event) {
    var touched = new LinkedHashSet<Watch>();
    for (var hit : event.hits()) {
      var users = plan.of(hit.trace()).stream().filter(watched::contains).filter(watch -> !settled(watch)).toList();
      if (users.isEmpty()) {
        continue;
      }
      var before = moments(hit.trace());
      var all = new ArrayList<>(before);
      all.add(hit.moment());
      var kept = hit.trace().kept(all, now);
      if (!kept.equals(before)) {
        moments.put(hit.trace(), kept);
        moved.add(hit.trace());
      }
      touched.addAll(users);
      users.forEach(watch -> flips.did(watch, event.name));
    }
    touched.stream().filter(Watch::isRule).forEach(rule -> complete(rule, event.point()));
    return touched;
  }

  /// A rule that is complete for good needs nothing any more.
  boolean settled(Watch watch) {
    return watch.isRule() && completions.containsKey(watch) && watch.stays() == null;
  }

  void complete(Watch rule, Point at) {
    var before = completions.get(rule);
    if (settled(rule) || !Judge.holds(rule.condition(), this, at)) {
      return;
    }
    var stays = rule.stays();
    var until = stays == null ? null : at.at().plus(stays);
    if (before != null && until != null && !before.over(at.at())) {
      var longer = before.longer(until);
      if (longer != before) {
        completions.put(rule, longer);
        changed.add(rule);
      }
      return;
    }
    if (before != null) {
      renewed.add(rule);
    }
    completions.put(rule, new Completion(at, until, Judge.verdict(rule.condition(), this, at).evidence()));
    completed.add(rule);
    changed.add(rule);
    if (tags.putIfAbsent(rule.name(), at.at()) == null) {
      tagged.add(rule);
      plan.ofTag(rule.name()).stream().filter(other -> other.isRule() && watched.contains(other))
          .forEach(other -> complete(other, at));
    }
  }

  /// Judges segments, and whatever asks for a tag or a segment that came of it, until nothing changes any more. Rules
  /// that ask for a tag followed when it was put on.
  private void spread(Collection<Watch> from, Instant asOf, Instant at) {
    var open = new LinkedHashSet<>(from);
    for (var round = 0; round < MOST_ROUNDS && !open.isEmpty(); round++) {
      var next = new LinkedHashSet<Watch>();
      for (var segment : plan.segments()) {
        if (open.contains(segment) && watched.contains(segment) && judge(segment, asOf, at)) {
          for (var dependent : plan.ofSegment(segment.id())) {
            (dependent.isRule() ? next : open).add(dependent);
            if (dependent.isRule() && watched.contains(dependent)) {
              complete(dependent, Point.endOf(asOf));
            }
          }
        }
      }
      tagged.forEach(rule -> next.addAll(plan.ofTag(rule.name())));
      tagged.clear();
      open = next;
    }
  }

  /// True if she came in or left. The flip stands at `at`, or when she was moved last, if that was later.
  private boolean judge(Watch segment, Instant asOf, Instant at) {
    var before = memberships.getOrDefault(segment, Membership.NONE);
    var finding = Judge.find(segment.condition(), this, Point.endOf(asOf));
    var until = Judge.until(finding, this);
    var flips = finding.holds() != before.member();
    var instant = at.isAfter(asOf) ? asOf : at.isBefore(before.since()) ? before.since() : at;
    Membership after;
    if (flips) {
      after = new Membership(finding.holds(), instant, until);
    } else if (before.dueAt() != null && !before.dueAt().isAfter(asOf)) {
      after = new Membership(before.member(), before.since(), until);
    } else {
      after = before.nearer(until);
    }
    if (!after.equals(before)) {
      memberships.put(segment, after);
      changed.add(segment);
    }
    if (flips) {
      this.flips.add(segment, after.member(), instant);
      if (after.member()) {
        segments.put(segment.id().toString(), instant);
      } else {
        segments.remove(segment.id().toString());
      }
    }
    return flips;
  }

  /// By how much each segment grew by her.
  Map<Watch, Integer> growth() {
    return changed.stream().filter(watch -> !watch.isRule()).collect(Collectors.toMap(segment -> segment,
        segment -> flips.growth(segment, membership(segment).member())));
  }

  /// Nobody is left of her: her identities belong to somebody else now.
  void end() {
    for (var segment : List.copyOf(memberships.keySet())) {
      memberships.put(segment, Membership.NONE);
      changed.add(segment);
    }
  }

  /// What is remembered for this watch is to be written, whether or not it changed.
  void note(Watch watch) {
    changed.add(watch);
  }

  Set<Watch> watched() {
    return watched;
  }

  CustomerId customer() {
    return customer;
  }

  Map<Trace, List<Moment>> movedMoments() {
    var some = new HashMap<Trace, List<Moment>>();
    moved.forEach(trace -> some.put(trace, moments(trace)));
    return some;
  }

  /// Rules completed just now, with their evidence.
  Set<Watch> completed() {
    return completed;
  }

  /// Of those completed, the ones whose tag stood before and was over.
  Set<Watch> renewed() {
    return renewed;
  }

  @Nullable Completion completion(Watch rule) {
    return completions.get(rule);
  }

  Membership membership(Watch segment) {
    return memberships.getOrDefault(segment, Membership.NONE);
  }

  /// Those of which something else is to be kept than before.
  Set<Watch> changed() {
    return changed;
  }

  List<Flip> flips() {
    return flips.all();
  }

  /// Replays a history from nothing remembered: each event in its order, and what is known otherwise at the time it
  /// became known.
  void replay(List<Seen> history, Set<Watch> some) {
    flips.because(Flip.Cause.ANEW);
    var standing = some.stream().filter(Watch::standing).toList();
    var since = standing.isEmpty() ? new TreeSet<Instant>() : person.since();
    for (var event : history) {
      become(standing, since, event.point().at());
      see(event);
    }
    become(standing, since, now.plusNanos(1));
    some.stream().filter(Watch::isRule).filter(rule -> {
      var completion = completions.get(rule);
      return completion != null && completion.over(now);
    }).forEach(rule -> expire(rule, now));
    judgeAll(some, Point.endOf(now));
  }
}
