package io.parley.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.customer.Customers;
import io.parley.customer.IdentityId;
import io.parley.customer.IdentityKey;
import io.parley.customer.Say;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import io.parley.support.Call;
import io.parley.support.TestParley;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// However a log of identifies, views, orders, merges, links, unlinks, unmerges, attributes, tags of files, repeats and
/// late events is cut into batches, it ends the same, with the tags of a rule, the counts of orders and the versions of
/// attributes, and as a model of a few lines says it should. All at once is what a replay from scratch does.
class FoldPropertyTest {
  private static final int FACTS = 120;
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final List<String> VISITORS = List.of("v1", "v2", "v3", "v4", "v5");
  private static final List<String> MEMBERS = List.of("m1", "m2", "m3");
  private static final List<String> MET_BEFORE = List.of("visitor:v1", "visitor:v2", "member:m1", "line:l1", "line:l2");
  private static TestParley parley;

  @BeforeAll
  static void start() {
    parley = TestParley.shared();
  }

  @AfterAll
  static void stop() {
    parley.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 5, 8, 9, 11, 23, 42})
  void howTheLogIsCutDoesNotMatter(long seed) {
    var deeds = new Generator(seed).deeds();
    var chance = new Random(seed);
    var atOnce = end(deeds, () -> FACTS);
    var oneByOne = end(deeds, () -> 1);
    var atRandom = end(deeds, () -> 1 + chance.nextInt(40));
    assertThat(oneByOne).isEqualTo(atOnce);
    assertThat(atRandom).isEqualTo(atOnce);
    var model = new Model();
    deeds.forEach(model::apply);
    assertThat(atOnce.persons()).isEqualTo(model.persons());
    assertThat(atOnce.events()).isEqualTo(model.events);
  }

  private sealed interface Deed {
    record Seen(String member, String visitor, String messageId, long secondsLate, String name, What what)
        implements Deed {}

    enum What { IDENTIFY, VIEW, ORDER }

    record Linked(String one, String other, String evidence) implements Deed {}

    record Unlinked(String identity) implements Deed {}

    record Unmerged(List<String> identities) implements Deed {}

    /// An attribute set by hand.
    record Set(String identity, String city) implements Deed {}

    /// A tag that a file told of a member.
    record Told(String member, String tag, long secondsLate) implements Deed {}

    /// What cannot be read is parked and changes nothing.
    record Broken(String body) implements Deed {}
  }

  private record Generator(Random random) {
    Generator(long seed) {
      this(new Random(seed));
    }

    List<Deed> deeds() {
      var deeds = new ArrayList<Deed>();
      for (var n = 0; n < FACTS; n++) {
        var dice = random.nextInt(100);
        if (dice < 12) {
          var evidence = pick(List.of("code", "account_link", "staff"));
          deeds.add(new Deed.Linked(pick(MET_BEFORE), pick(MET_BEFORE), evidence));
        } else if (dice < 22) {
          deeds.add(new Deed.Unlinked(pick(MET_BEFORE)));
        } else if (dice < 32) {
          var leaving = new java.util.ArrayList<>(MET_BEFORE);
          java.util.Collections.shuffle(leaving, random);
          deeds.add(new Deed.Unmerged(List.copyOf(leaving.subList(0, 1 + random.nextInt(3)))));
        } else if (dice < 37) {
          deeds.add(new Deed.Set(pick(MET_BEFORE), pick(List.of("台北", "台中", "高雄"))));
        } else if (dice < 42) {
          deeds.add(new Deed.Told(pick(MEMBERS), pick(List.of("常客", "團購")), random.nextInt(100_000)));
        } else if (dice < 44) {
          deeds.add(new Deed.Broken(pick(List.of("{", "{\"type\":\"track\"}", "[]"))));
        } else {
          var member = random.nextInt(3) == 0 ? pick(MEMBERS) : null;
          var visitor = member == null || random.nextInt(3) > 0 ? pick(VISITORS) : null;
          deeds.add(new Deed.Seen(member, visitor, "m" + random.nextInt(FACTS), random.nextInt(100_000),
              random.nextInt(4) == 0 ? "name " + random.nextInt(9) : null,
              Deed.What.values()[Math.max(0, random.nextInt(5) - 2)]));
        }
      }
      return deeds;
    }

    private String pick(List<String> from) {
      return from.get(random.nextInt(from.size()));
    }
  }

  /// `persons` are the sets of identities that are one; `events` counts what each identity did; `known` is what stands
  /// on each person.
  private record End(Set<Set<String>> persons, Map<String, Integer> events, Set<String> known) {}

  private End end(List<Deed> deeds, IntSupplier cut) {
    var shop = Shop.open(parley);
    rule(shop);
    shop.merchant().api().send("PUT", "/api/v1/attributes",
        Map.of("name", "city", "type", "text", "labelZh", "城市", "labelEn", "City"));
    var workspace = shop.workspace();
    var met = new HashMap<String, IdentityId>();
    for (var name : MET_BEFORE) {
      var parts = name.split(":");
      met.put(name, parley.get(Customers.class).ensure(workspace, new IdentityKey(parts[0], parts[1])));
    }
    alignClocks(workspace);
    var rows = new ArrayList<LogRow>();
    for (var deed : deeds) {
      rows.add(row(workspace, rows.size(), deed, met));
    }
    for (var start = 0; start < rows.size();) {
      var part = rows.subList(start, Math.min(rows.size(), start + cut.getAsInt()));
      parley.get(Database.class).engine(() -> parley.get(Folding.class).fold(workspace, part));
      start += part.size();
    }
    return read(workspace);
  }

  private static void rule(Shop shop) {
    var rule = shop.merchant().api().post("/api/v1/rules", Map.of("name", "常看特價", "tag", "常看特價",
        "condition", io.parley.support.Merchant.visited("/sale", 2, 1)));
    assertThat(rule.status()).as(rule.body()).isBetween(200, 201);
    shop.merchant().api().post("/api/v1/rules/" + rule.json().path("id").asString() + "/live", Map.of());
    shop.merchant().awaitRules();
  }

  /// Whom a channel met was met at the same time in every run.
  private static void alignClocks(WorkspaceId workspace) {
    var database = parley.get(Database.class);
    database.engine(() -> database.sql().sql("""
        with i as (update customer.identity set met_at = :at where workspace_id = :workspace)
        update customer.customer set first_seen_at = :at, last_seen_at = :at where workspace_id = :workspace
        """).param("at", java.sql.Timestamp.from(START)).param("workspace", workspace.value()).update());
  }

  private static LogRow row(WorkspaceId workspace, int n, Deed deed, Map<String, IdentityId> met) {
    var at = START.plusSeconds(n);
    var body = Call.JSON.createObjectNode();
    switch (deed) {
      case Deed.Seen seen -> {
        body.put("type", "identify").put("messageId", seen.messageId()).put("userId", seen.member())
            .put("anonymousId", seen.visitor()).put("timestamp", at.minusSeconds(seen.secondsLate()).toString());
        tell(body, seen);
        if (seen.what() == Deed.What.IDENTIFY && seen.name() != null) {
          body.putObject("traits").put("name", seen.name()).put("at" + n % 5, n).put("city", seen.name());
        }
        return new LogRow("1", 1_000_000L * workspace.value() + n, workspace, at, Log.SEGMENT, null, null,
            body.toString());
      }
      case Deed.Linked linked -> {
        var fact = NewFact.link(met.get(linked.one()), met.get(linked.other()), linked.evidence(), "f" + n, at);
        return row(workspace, n, fact);
      }
      case Deed.Unlinked unlinked -> {
        return row(workspace, n, NewFact.unlink(met.get(unlinked.identity()), "f" + n, at));
      }
      case Deed.Unmerged unmerged -> {
        return row(workspace, n, NewFact.unmerge(unmerged.identities().stream().map(met::get).toList(),
            new Say("staff", null, "不同人"), "f" + n, at));
      }
      case Deed.Set set -> {
        body.put("identityId", met.get(set.identity()).toString()).putObject("traits").put("city", set.city());
        return row(workspace, n, new NewFact(FactKind.ATTRIBUTE, "f" + n, at, body));
      }
      case Deed.Told told -> {
        body.put("type", "identify").put("userId", told.member())
            .put("timestamp", at.minusSeconds(told.secondsLate()).toString());
        body.putObject("tagged").putArray("names").add(told.tag());
        return new LogRow("1", 1_000_000L * workspace.value() + n, workspace, at, Log.SEGMENT, null,
            "{\"vouched\": true}", body.toString());
      }
      case Deed.Broken broken -> {
        return new LogRow("1", 1_000_000L * workspace.value() + n, workspace, at, Log.SEGMENT, null, null,
            broken.body());
      }
    }
  }

  /// The same order is told by several now and then, with another sum each time.
  private static void tell(tools.jackson.databind.node.ObjectNode body, Deed.Seen seen) {
    var number = Integer.parseInt(seen.messageId().substring(1));
    switch (seen.what()) {
      case IDENTIFY -> { }
      case VIEW -> body.put("type", "page").putObject("properties").put("url", "https://shop.example/sale");
      case ORDER -> body.put("type", "track").put("event", "Order Completed").putObject("properties")
          .put("order_id", "O-" + number % 25).put("total", 100 + number).put("currency", "TWD");
    }
  }

  private static LogRow row(WorkspaceId workspace, int n, NewFact fact) {
    var body = ((tools.jackson.databind.node.ObjectNode) fact.body()).put("at", fact.at().toString());
    return new LogRow("1", 1_000_000L * workspace.value() + n, workspace, fact.at(), fact.kind(), fact.messageId(),
        null, body.toString());
  }

  private static End read(WorkspaceId workspace) {
    var database = parley.get(Database.class);
    return database.engine(() -> {
      var persons = database.sql().sql("""
          select array_agg(kind || ':' || value order by kind, value) from customer.identity
          where workspace_id = :workspace group by customer_id
          """).param("workspace", workspace.value())
          .query((row, n) -> (Set<String>) new TreeSet<>(List.of((String[]) row.getArray(1).getArray()))).list();
      var events = new HashMap<String, Integer>();
      database.sql().sql("""
          select i.kind || ':' || i.value, count(*)
          from timeline.event e join customer.identity i on i.id = e.identity_id
          where e.workspace_id = :workspace and e.kind in ('identify', 'page', 'track') group by 1
          """).param("workspace", workspace.value())
          .query(row -> {
            events.put(row.getString(1), row.getInt(2));
          });
      var known = database.sql().sql("""
          select concat_ws('|', c.name, c.attributes, c.merged_into is null,
            (select string_agg(kind || ':' || value, ',' order by kind, value) from customer.identity i
             where i.customer_id = c.id),
            c.first_seen_at, c.last_seen_at, c.orders, c.spent, c.stage,
            (select string_agg(t.name || ' ' || k.since, ',' order by t.name) from customer.carried k
             join customer.tag t on t.id = k.tag_id where k.customer_id = c.id),
            (select string_agg(concat_ws(' ', v.name, v.value, v.at), ',' order by v.at, v.id)
             from customer.attribute_version v join customer.identity i on i.id = v.identity_id
             where i.customer_id = c.id))
          from customer.customer c where c.workspace_id = :workspace
            and exists (select from customer.identity i where i.customer_id = c.id)
          """).param("workspace", workspace.value()).query(String.class).list();
      return new End(new HashSet<>(persons), events, new TreeSet<>(known));
    });
  }

  /// The rules in their plainest form: groups of names, one deed after the other.
  private static final class Model {
    private final Map<String, Set<String>> groups = new HashMap<>();
    private final Set<String> parted = new HashSet<>();
    private final Set<Set<String>> apart = new HashSet<>();
    private final Map<String, String> follows = new HashMap<>();
    private final Set<String> told = new HashSet<>();
    private final Map<String, Integer> events = new HashMap<>();

    Model() {
      MET_BEFORE.forEach(this::meet);
    }

    void apply(Deed deed) {
      switch (deed) {
        case Deed.Seen seen -> {
          if (told.add(seen.messageId())) {
            events.merge(seen(seen), 1, Integer::sum);
          }
        }
        case Deed.Linked linked -> linked(linked);
        case Deed.Unlinked unlinked -> {
          var group = groups.get(unlinked.identity());
          if (group.size() > 1) {
            group.remove(unlinked.identity());
            groups.remove(unlinked.identity());
            meet(unlinked.identity());
            parted.add(unlinked.identity());
            follows.remove(unlinked.identity());
          }
        }
        case Deed.Unmerged unmerged -> unmerged(unmerged.identities());
        case Deed.Set _ -> { }
        case Deed.Told one -> {
          meet("member:" + one.member());
          events.merge("member:" + one.member(), 1, Integer::sum);
        }
        case Deed.Broken _ -> { }
      }
    }

    private String seen(Deed.Seen seen) {
      var member = seen.member() == null ? null : "member:" + seen.member();
      var visitor = seen.visitor() == null ? null : "visitor:" + seen.visitor();
      if (member != null) {
        meet(member);
      }
      if (visitor == null) {
        return member;
      }
      meet(visitor);
      if (member == null) {
        return follows.getOrDefault(visitor, visitor);
      }
      var mayJoin = !parted.contains(member) && !parted.contains(visitor) && members(visitor) == 0
          && !keptApart(member, visitor);
      if (mayJoin) {
        join(member, visitor);
      }
      follows.remove(visitor);
      if (groups.get(member) != groups.get(visitor) && !parted.contains(visitor) && members(visitor) > 0) {
        follows.put(visitor, member);
      }
      return member;
    }

    private void unmerged(List<String> identities) {
      var group = groups.get(identities.getFirst());
      var leaving = new TreeSet<>(identities);
      leaving.retainAll(group);
      if (leaving.size() == group.size()) {
        return;
      }
      group.removeAll(leaving);
      leaving.forEach(name -> {
        groups.put(name, leaving);
        group.forEach(other -> apart.add(Set.of(name, other)));
        if (follows.containsKey(name) && !leaving.contains(follows.get(name))) {
          follows.remove(name);
        }
      });
    }

    private boolean keptApart(String one, String other) {
      return groups.get(one) != groups.get(other) && groups.get(one).stream().anyMatch(
          a -> groups.get(other).stream().anyMatch(b -> apart.contains(Set.of(a, b))));
    }

    private void linked(Deed.Linked linked) {
      parted.remove(linked.one());
      parted.remove(linked.other());
      if (groups.get(linked.one()) == groups.get(linked.other())) {
        return;
      }
      var bothMembers = members(linked.one()) > 0 && members(linked.other()) > 0;
      if (!bothMembers || linked.evidence().equals("staff")) {
        var ones = groups.get(linked.one());
        groups.get(linked.other()).forEach(a -> ones.forEach(b -> apart.remove(Set.of(a, b))));
        join(linked.one(), linked.other());
        return;
      }
      var goes = linked.other().startsWith("line") ? linked.other() : linked.one();
      if (goes.startsWith("line")) {
        var stays = goes.equals(linked.one()) ? linked.other() : linked.one();
        groups.get(goes).remove(goes);
        groups.get(stays).add(goes);
        groups.put(goes, groups.get(stays));
      }
    }

    private void meet(String name) {
      groups.computeIfAbsent(name, n -> new TreeSet<>(Set.of(n)));
    }

    private void join(String one, String other) {
      var group = groups.get(one);
      if (group != groups.get(other)) {
        var joining = groups.get(other);
        group.addAll(joining);
        joining.forEach(name -> groups.put(name, group));
      }
    }

    private long members(String... names) {
      return java.util.Arrays.stream(names).flatMap(name -> groups.get(name).stream()).distinct()
          .filter(name -> name.startsWith("member")).count();
    }

    Set<Set<String>> persons() {
      return groups.values().stream().collect(Collectors.toCollection(HashSet::new));
    }
  }
}
