package io.parley.audience;

import io.parley.audience.RefoldedStore.Held;
import io.parley.audience.condition.Condition;
import io.parley.audience.condition.Facts;
import io.parley.platform.WorkspaceId;
import io.parley.timeline.Refolded.Derived;
import io.parley.timeline.Refolded.Undetermined;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/// Of whom the log does not tell whether a rule's tag stands on them, or whether they are in a segment: neither answer
/// is a difference then.
final class Open {
  private final Plan plan;
  private final RefoldedStore store;
  private final WorkspaceId from;
  private final WorkspaceId shadow;
  private final Set<String> open = new HashSet<>();
  private final Map<String, Set<String>> why = new TreeMap<>();

  /// @param along who had completed which rule in the end while the log was refolded
  /// @param ever on whom rules put their tags meanwhile
  /// @param last who completed which rule as everything stands in the end
  /// @param earlier of those, who did not only by the clock of that moment
  record Replayed(Set<Held> along, Set<Held> ever, Set<Held> last, Set<Held> earlier) {}

  Open(Plan plan, RefoldedStore store, WorkspaceId from, WorkspaceId shadow) {
    this.plan = plan;
    this.store = store;
    this.from = from;
    this.shadow = shadow;
  }

  /// How a rebuild names what it compares.
  static String thing(Held one) {
    return thing(one.rule(), one.name(), one.who());
  }

  private static String thing(boolean rule, String name, String who) {
    return "%s “%s”: %s".formatted(rule ? "rule" : "segment", name, who);
  }

  Derived of(Replayed replayed) {
    var carries = byWatch(store.carriers(shadow));
    var hand = store.byHand(shadow).stream().collect(Collectors.groupingBy(
        one -> Facts.Person.tag(one.tag()), Collectors.mapping(RefoldedStore.Carried::who, Collectors.toSet())));
    var sure = new HashMap<String, Set<String>>();
    for (var rule : plan.rules()) {
      sure.computeIfAbsent(rule.name(), tag -> new HashSet<>(hand.getOrDefault(tag, Set.of())))
          .addAll(sure(rule, replayed));
    }
    var ever = byWatch(replayed.ever);
    for (var rule : plan.rules()) {
      if (rule.standing()) {
        var carried = carries.getOrDefault(rule.id(), Set.of());
        var may = new HashSet<>(ever.getOrDefault(rule.id(), Set.of()));
        may.addAll(carried);
        may.removeAll(sure.getOrDefault(rule.name(), Set.of()));
        may.forEach(who -> leave(rule, who, carried.contains(who) ? "clock" : "past"));
      }
    }
    ofTagsLeft();
    ofFriends(carries);
    return new Derived(open, why.entrySet().stream().map(one -> {
      var words = one.getKey().split("\n", 2);
      return new Undetermined(words[1], words[0], one.getValue().size());
    }).toList());
  }

  /// Who must carry the rule's tag. By a condition on which time alone has no say, everybody of whom it holds now; else
  /// those of whom it held while the log was refolded, too.
  private static Set<String> sure(Watch rule, Replayed replayed) {
    if (!rule.standing() || !timed(rule.condition()) && rule.stays() == null) {
      return of(rule, replayed.last);
    }
    var both = of(rule, replayed.earlier);
    both.retainAll(of(rule, replayed.along));
    return both;
  }

  private static Set<String> of(Watch rule, Set<Held> held) {
    return held.stream().filter(one -> one.id().equals(rule.id())).map(Held::who)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static boolean timed(Condition condition) {
    return condition.nodes().anyMatch(node -> switch (node) {
      case Condition.Did did -> did.within() != null;
      case Condition.Ordered ordered -> ordered.within() != null;
      case Condition.Sequence _, Condition.InStage _ -> true;
      default -> false;
    });
  }

  private static Map<UUID, Set<String>> byWatch(Iterable<Held> held) {
    var by = new HashMap<UUID, Set<String>>();
    held.forEach(one -> by.computeIfAbsent(one.id(), _ -> new HashSet<>()).add(one.who()));
    return by;
  }

  /// Whatever asks for what is open is open, too.
  private void leave(Watch watch, String who, String reason) {
    for (var other : plan.reach(List.of(watch))) {
      var name = other.isRule() ? other.rule().name() : other.name();
      if (open.add(thing(other.isRule(), name, who)) || other.equals(watch)) {
        why.computeIfAbsent((other.equals(watch) ? reason : "follows") + "\n" + name, _ -> new HashSet<>()).add(who);
      }
    }
  }

  private void ofTagsLeft() {
    for (var left : store.left(from)) {
      plan.ofTag(Facts.Person.tag(left.tag())).forEach(watch -> leave(watch, left.who(), "paused"));
      plan.rules().stream().filter(rule -> rule.name().equals(Facts.Person.tag(left.tag())))
          .forEach(rule -> leave(rule, left.who(), "paused"));
    }
  }

  /// Who is a friend on LINE is kept by the channel, beside the log.
  private void ofFriends(Map<UUID, Set<String>> carries) {
    var here = new HashMap<String, Set<String>>();
    store.carriers(from).forEach(one -> here.computeIfAbsent("rule " + one.name(), _ -> new HashSet<>())
        .add(one.who()));
    store.members(from).forEach(one -> here.computeIfAbsent("segment " + one.name(), _ -> new HashSet<>())
        .add(one.who()));
    var members = byWatch(store.members(shadow));
    for (var watch : plan.watches()) {
      var friends = watch.condition().nodes().anyMatch(node ->
          node instanceof Condition.Reachable reachable && reachable.channel() == Condition.Way.LINE);
      if (friends) {
        var name = watch.isRule() ? "rule " + watch.rule().name() : "segment " + watch.name();
        var some = new HashSet<>(here.getOrDefault(name, Set.of()));
        some.addAll((watch.isRule() ? carries : members).getOrDefault(watch.id(), Set.of()));
        some.forEach(who -> leave(watch, who, "friends"));
      }
    }
  }
}
