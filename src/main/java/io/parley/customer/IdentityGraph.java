package io.parley.customer;

import static io.parley.customer.IdentityKey.MEMBER;
import static io.parley.customer.IdentityKey.VISITOR;
import static java.util.Objects.requireNonNull;

import io.parley.platform.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Who belongs together, worked out in memory, one sighting after the other in log order, so that it does not matter
/// how the log was cut into batches.
///
/// - A member number and a browser in one call are one person, unless the browser already belongs to another member:
///   two member numbers never merge by themselves. Then the browser's history stays, and what it does from now on
///   belongs to the newer member (`follows`).
/// - Over 50 browsers on one person are a shared machine: no more are joined. Nor are a second LINE user of the same
///   account or a sixth e-mail, unless the team says so. What is refused so becomes a suggestion.
/// - Two that a person took apart are joined only by a person again.
/// - An identity that a person took away is joined only by a person again.
/// - The survivor of a merge has a member number; else it is the older.
final class IdentityGraph {
  static final int MOST_VISITORS = 50;
  static final int MOST_EMAILS = 5;

  private final Map<IdentityKey, Node> byKey = new HashMap<>();
  private final Map<IdentityId, Node> byId = new HashMap<>();
  private final Map<CustomerId, Person> persons = new HashMap<>();
  private final List<Node> fresh = new ArrayList<>();
  private final List<Moved> moved = new ArrayList<>();
  private final List<Node> wandered = new ArrayList<>();
  private final List<Refused> refused = new ArrayList<>();
  private final Barriers barriers = new Barriers();
  private final Map<CustomerId, Person> merged = new LinkedHashMap<>();
  private final Set<Node> edited = new TreeSet<>((a, b) -> a.id.value().compareTo(b.id.value()));

  /// An identity, and where it stands.
  static final class Node {
    final IdentityId id;
    final IdentityKey key;
    final Person home;
    final Instant metAt;
    Person lives;
    String evidence;
    Instant linkedAt;
    boolean parted;
    @Nullable IdentityId follows;
    @Nullable IdentityId beside;

    Node(IdentityId id, IdentityKey key, Person home, String evidence, Instant linkedAt) {
      this.id = id;
      this.key = key;
      this.home = home;
      this.lives = home;
      this.metAt = linkedAt;
      this.evidence = evidence;
      this.linkedAt = linkedAt;
    }

    /// The customer it belongs to now.
    Person person() {
      return lives.root();
    }
  }

  /// A customer; `into` is set once it was merged.
  static final class Person {
    final CustomerId id;
    final Instant since;
    final boolean fresh;
    int visitors;
    int members;
    int emails;
    final List<String> lines;
    @Nullable Person into;

    Person(CustomerId id, Instant since, Holding holding, boolean fresh) {
      this.id = id;
      this.since = since;
      this.visitors = holding.visitors;
      this.members = holding.members;
      this.emails = holding.emails;
      this.lines = new ArrayList<>(holding.lines);
      this.fresh = fresh;
    }

    Person root() {
      var root = this;
      while (root.into != null) {
        root = root.into;
      }
      return root;
    }

    private void count(IdentityKey key, int by) {
      visitors += key.kind().equals(VISITOR) ? by : 0;
      members += key.kind().equals(MEMBER) ? by : 0;
      emails += key.kind().equals("email") ? by : 0;
      if (key.kind().equals("line")) {
        var connection = key.value().split(":", 2)[0];
        if (by > 0) {
          lines.add(connection);
        } else {
          lines.remove(connection);
        }
      }
    }

    private void take(Person loser) {
      visitors += loser.visitors;
      members += loser.members;
      emails += loser.emails;
      lines.addAll(loser.lines);
    }
  }

  /// What of a customer counts towards a limit; `lines` are the connections of her LINE users.
  record Holding(int visitors, int members, int emails, List<String> lines) {
    static final Holding NOTHING = new Holding(0, 0, 0, List.of());
  }

  /// Why an identity came from one customer to another, and through which identity of the other.
  record Moved(Node node, Node through, CustomerId from, CustomerId into, Say say, Instant at) {}

  /// Two that evidence speaks for, and why they were not joined.
  record Refused(Node one, Node other, String why, Instant at) {}

  /// The customers it knows of.
  Set<CustomerId> customers() {
    return Set.copyOf(persons.keySet());
  }

  Person person(CustomerId id, Instant since, Holding holding) {
    return persons.computeIfAbsent(id, i -> new Person(i, since, holding, false));
  }

  void keepApart(IdentityId one, CustomerId ones, IdentityId other, CustomerId others) {
    barriers.add(new Barriers.Pair(one, requireNonNull(persons.get(ones)), other, requireNonNull(persons.get(others))));
  }

  void know(Node node) {
    byKey.put(node.key, node);
    byId.put(node.id, node);
  }

  @Nullable Node node(IdentityId id) {
    return byId.get(id);
  }

  /// The identity a fact with this sighting belongs to; null if it names one that does not exist.
  @Nullable IdentityId apply(Sighting sighting) {
    return switch (sighting) {
      case Sighting.Seen seen -> seen(seen);
      case Sighting.Renamed renamed -> renamed(renamed);
      case Sighting.Known known -> byId.containsKey(known.identity()) ? known.identity() : null;
      case Sighting.Linked linked -> linked(linked);
      case Sighting.Unlinked _, Sighting.Unmerged _ -> throw new IllegalStateException("They stand between runs");
    };
  }

  private IdentityId seen(Sighting.Seen seen) {
    var member = seen.member() == null ? null : byKey.get(seen.member());
    var visitor = seen.visitor() == null ? null : byKey.get(seen.visitor());
    if (seen.member() != null && member == null) {
      member = firstSeen(seen.member(), visitor, seen.at());
    }
    if (seen.visitor() != null && visitor == null) {
      visitor = firstSeen(seen.visitor(), member, seen.at());
    } else if (member != null && visitor != null) {
      meet(member, visitor, seen.at());
    }
    var owner = owner(member, visitor);
    for (var key : seen.others()) {
      var other = byKey.get(key);
      if (other == null) {
        other = firstSeen(key, owner, seen.at());
      } else if (owner != null) {
        join(owner, other, "seen", seen.at());
      }
      owner = owner == null ? other : owner;
    }
    if (owner == null) {
      throw new IllegalStateException("Nobody was seen");
    }
    return owner.id;
  }

  private @Nullable Node owner(@Nullable Node member, @Nullable Node visitor) {
    if (member != null || visitor == null) {
      return member;
    }
    return visitor.follows == null ? visitor : byId.getOrDefault(visitor.follows, visitor);
  }

  private IdentityId renamed(Sighting.Renamed renamed) {
    var previous = renamed.previous();
    if (previous.equals(renamed.member().value()) || byKey.containsKey(IdentityKey.member(previous))) {
      return seen(new Sighting.Seen(renamed.member(), null, List.of(), renamed.at()));
    }
    return seen(new Sighting.Seen(renamed.member(), IdentityKey.visitor(previous), List.of(), renamed.at()));
  }

  /// A new identity: beside the one it came with if that may be, else with a customer of its own.
  private Node firstSeen(IdentityKey key, @Nullable Node beside, Instant at) {
    var stays = beside != null && !beside.parted && mayHold(beside.person(), key);
    var home = beside != null && stays ? beside.person()
        : new Person(new CustomerId(Ids.next()), at, Holding.NOTHING, true);
    var node = new Node(new IdentityId(Ids.next()), key, home, stays ? "identify" : "seen", at);
    node.beside = beside != null && stays ? beside.id : null;
    persons.putIfAbsent(home.id, home);
    home.count(key, 1);
    know(node);
    fresh.add(node);
    if (beside != null && key.kind().equals(MEMBER)) {
      follow(beside, stays ? null : node);
    }
    return node;
  }

  private static boolean mayHold(Person person, IdentityKey key) {
    return !(key.kind().equals(MEMBER) && person.members > 0)
        && !(key.kind().equals(VISITOR) && person.visitors >= MOST_VISITORS)
        && !(key.kind().equals("email") && person.emails >= MOST_EMAILS);
  }

  private void meet(Node member, Node visitor, Instant at) {
    follow(visitor, join(member, visitor, "identify", at) ? null : member);
  }

  private void follow(Node visitor, @Nullable Node member) {
    var belongsToAnother = visitor.key.kind().equals(VISITOR) && !visitor.parted && visitor.person().members > 0;
    var followed = member != null && belongsToAnother ? member.id : null;
    if (!java.util.Objects.equals(visitor.follows, followed)) {
      visitor.follows = followed;
      edited.add(visitor);
    }
  }

  /// Merges by evidence that no person confirmed. False if that must not be.
  private boolean join(Node stays, Node comes, String evidence, Instant at) {
    var one = stays.person();
    var other = comes.person();
    if (one == other) {
      return true;
    }
    if (stays.parted || comes.parted || barriers.between(one, other) || (one.members > 0 && other.members > 0)) {
      return false;
    }
    var limit = limit(one, other);
    if (limit != null) {
      refused.add(new Refused(stays, comes, limit, at));
      return false;
    }
    merge(stays, comes, new Say(evidence, null, null), at);
    return true;
  }

  private static @Nullable String limit(Person one, Person other) {
    if (one.visitors + other.visitors > MOST_VISITORS) {
      return "visitors";
    }
    if (one.emails + other.emails > MOST_EMAILS) {
      return "emails";
    }
    return Collections.disjoint(one.lines, other.lines) ? null : "line";
  }

  private @Nullable IdentityId linked(Sighting.Linked linked) {
    var one = byId.get(linked.one());
    var other = byId.get(linked.other());
    if (one == null || other == null) {
      return null;
    }
    if (one.person() != other.person() && !linked.say().byStaff()) {
      var limit = limit(one.person(), other.person());
      if (limit != null) {
        refused.add(new Refused(one, other, limit, linked.at()));
        return linked.other();
      }
    }
    one.parted = false;
    other.parted = false;
    edited.add(one);
    edited.add(other);
    if (one.person() != other.person()) {
      if (one.person().members > 0 && other.person().members > 0 && !linked.say().byStaff()) {
        takeOver(one, other, linked);
      } else {
        barriers.lift(one.person(), other.person());
        merge(one, other, linked.say(), linked.at());
      }
    }
    return linked.other();
  }

  /// She linked her LINE to another member number than before: LINE goes over, the two members stay apart.
  private void takeOver(Node one, Node other, Sighting.Linked linked) {
    var comes = Set.of(MEMBER, VISITOR).contains(other.key.kind()) ? one : other;
    var stays = comes == other ? one : other;
    if (Set.of(MEMBER, VISITOR).contains(comes.key.kind())) {
      return;
    }
    var from = comes.person();
    var into = stays.person();
    from.count(comes.key, -1);
    into.count(comes.key, 1);
    barriers.move(comes.id, into);
    comes.lives = into;
    comes.evidence = linked.say().evidence();
    comes.linkedAt = linked.at();
    wandered.add(comes);
    moved.add(new Moved(comes, stays, from.id, into.id, linked.say(), linked.at()));
  }

  private void merge(Node one, Node other, Say say, Instant at) {
    var survivorIsOne = survives(one.person(), other.person());
    var winner = survivorIsOne ? one.person() : other.person();
    var loser = survivorIsOne ? other.person() : one.person();
    var comes = survivorIsOne ? other : one;
    winner.take(loser);
    loser.into = winner;
    merged.put(loser.id, loser);
    comes.evidence = say.evidence();
    comes.linkedAt = at;
    edited.add(comes);
    moved.add(new Moved(comes, survivorIsOne ? one : other, loser.id, winner.id, say, at));
  }

  private static boolean survives(Person one, Person other) {
    if ((one.members > 0) != (other.members > 0)) {
      return one.members > 0;
    }
    var order = one.since.compareTo(other.since);
    return order != 0 ? order < 0 : one.id.value().compareTo(other.id.value()) <= 0;
  }

  List<Node> fresh() {
    return fresh;
  }

  List<Moved> moved() {
    return moved;
  }

  /// Identities that went over alone, so that their earlier links hold no longer.
  List<Node> wandered() {
    return wandered;
  }

  List<Refused> refused() {
    return refused;
  }

  Barriers barriers() {
    return barriers;
  }

  /// Customers that were merged away, each with its survivor as `root()`.
  List<Person> merged() {
    return List.copyOf(merged.values());
  }

  /// Identities whose evidence, parting or following changed, or that went over alone.
  List<Node> edited() {
    return List.copyOf(edited);
  }

  Iterable<Node> nodes() {
    return byId.values();
  }
}
