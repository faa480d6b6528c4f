package io.parley.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.audience.condition.Brute;
import io.parley.audience.condition.Condition;
import io.parley.audience.condition.Facts.Person;
import io.parley.audience.condition.Story;
import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.customer.IdentityId;
import io.parley.customer.IdentityKey;
import io.parley.customer.Tags;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import io.parley.support.TestParley;
import io.parley.timeline.Batch;
import io.parley.timeline.Fact;
import io.parley.workspace.Workspace;
import io.parley.workspace.Workspaces;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

/// On the real database: however the log is cut into batches, whatever comes late, whoever turns out to be the same
/// person or not, whenever rules and segments go live or change, and while their past is being worked out: in the end
/// tags and members are those that a count over the whole history gives.
class AudienceStoryTest {
  private static final int STORIES = 60;
  private static final int STEPS = 16;
  private static TestParley parley;

  @BeforeAll
  static void start() {
    parley = TestParley.shared();
  }

  @AfterAll
  static void stop() {
    parley.close();
  }

  @Test
  void inTheEndTagsAndMembersAreThoseOfACountOverTheWholeHistory() {
    var tags = 0;
    var members = 0;
    for (var seed = 1; seed <= STORIES; seed++) {
      var shop = new Shop(new Random(seed));
      for (var step = 0; step < STEPS; step++) {
        shop.step();
      }
      var found = shop.everythingIsAsCounted("seed " + seed);
      tags += found[0];
      members += found[1];
    }
    assertThat(tags).isGreaterThan(STORIES);
    assertThat(members).isGreaterThan(STORIES);
  }

  /// A small shop with a few people, told by chance.
  private static final class Shop {
    final Database database = parley.get(Database.class);
    final Rules rules = parley.get(Rules.class);
    final Segments segments = parley.get(Segments.class);
    final AudienceProjection projection = parley.get(AudienceProjection.class);
    /// Nobody signs in here: a member's password costs more than the whole story.
    final WorkspaceId workspace = parley.get(Workspaces.class).found(new Workspaces.NewWorkspace("s", "zh-Hant-TW",
        "Asia/Taipei", "TWD", "https://s.example", List.of(),
        new Workspace.Persona("s", "editor", "s", "s", List.of()))).id();
    final Instant base = parley.get(Clocks.class).now(workspace).minus(4, ChronoUnit.DAYS);
    final Random random;
    final Story words;
    final List<IdentityId> identities = new ArrayList<>();
    final Map<IdentityId, CustomerId> homes = new HashMap<>();
    final Map<IdentityId, CustomerId> lives = new HashMap<>();
    final Map<IdentityId, List<Story.Told>> told = new HashMap<>();
    final Map<RuleId, Condition> asked = new LinkedHashMap<>();
    final Map<SegmentId, Condition> asking = new LinkedHashMap<>();

    Shop(Random random) {
      this.random = random;
      this.words = new Story(random);
      database.engine(() -> List.of(base, base.plus(5, ChronoUnit.DAYS)).forEach(at -> database.sql()
          .sql("select timeline.make_month(:at::date)").param("at", at.toString().substring(0, 10))
          .query((row, n) -> true).single()));
      var customers = parley.get(Customers.class);
      for (var n = 0; n < 5; n++) {
        var identity = customers.ensure(workspace, IdentityKey.visitor("v" + n));
        identities.add(identity);
        homes.put(identity, customers.of(workspace, identity).orElseThrow());
      }
      lives.putAll(homes);
    }

    void step() {
      switch (random.nextInt(9)) {
        case 0 -> rule();
        case 1 -> segment();
        case 2 -> move(any(identities), lives.get(any(identities)));
        case 3 -> {
          var identity = any(identities);
          move(identity, homes.get(identity));
        }
        default -> fold(some(), Set.of());
      }
    }

    private void rule() {
      var condition = words.behaviour();
      if (asked.size() < 4) {
        var name = "tag " + asked.size();
        var made = rules.draft(workspace, new Rules.Draft(name, name, condition)).rule();
        rules.live(workspace, made.id());
        asked.put(made.id(), condition);
        return;
      }
      var id = any(List.copyOf(asked.keySet()));
      var rule = rules.get(workspace, id).orElseThrow();
      switch (random.nextInt(3)) {
        case 0 -> rules.pause(workspace, id);
        case 1 -> rules.live(workspace, id);
        default -> {
          rules.change(workspace, id, new Rules.Draft(rule.rule().name(), rule.tagName(), condition));
          asked.put(id, condition);
        }
      }
    }

    private void segment() {
      var condition = words.behaviour();
      if (asking.size() < 4) {
        asking.put(segments.make(workspace, new Segments.Draft("s" + asking.size(), condition)).segment().id(),
            condition);
        return;
      }
      var id = any(List.copyOf(asking.keySet()));
      segments.change(workspace, id, new Segments.Draft("s", condition));
      asking.put(id, condition);
    }

    /// An identity turns out to belong to another customer, as a merge or an unlink has it.
    private void move(IdentityId identity, CustomerId into) {
      var from = lives.get(identity);
      lives.put(identity, into);
      database.engine(() -> database.sql().sql("update customer.identity set customer_id = :into where id = :id")
          .param("into", into.value()).param("id", identity.value()).update());
      fold(some(), new HashSet<>(List.of(from, into)));
    }

    private List<Fact> some() {
      var facts = new ArrayList<Fact>();
      for (var n = random.nextInt(6); n > 0; n--) {
        var identity = any(identities);
        var event = words.tell();
        told.computeIfAbsent(identity, _ -> new ArrayList<>()).add(event);
        facts.add(fact(identity, event));
      }
      return facts;
    }

    private Fact fact(IdentityId identity, Story.Told event) {
      var page = event.name().equals("page");
      var body = JsonNodeFactory.instance.objectNode();
      body.set("properties", event.properties());
      if (page) {
        ((tools.jackson.databind.node.ObjectNode) body.path("properties")).put("url", event.url());
      }
      var at = base.plus(event.micros(), ChronoUnit.MICROS);
      return new Fact(event.position(), at, at, page ? "page" : "track", event.name(), "m" + event.position(),
          identity, lives.get(identity), body);
    }

    private void fold(List<Fact> facts, Set<CustomerId> changed) {
      database.engine(() -> {
        facts.forEach(this::keep);
        projection.apply(new Batch(workspace, facts, Set.of(), changed));
        if (!changed.isEmpty()) {
          projection.recompute(workspace, changed);
        }
      });
    }

    private void keep(Fact fact) {
      database.sql().sql("""
          insert into timeline.event (position, workspace_id, identity_id, at, received_at, kind, name, url, properties)
          values (:position, :workspace, :identity, :at, :at, :kind, :name, :url, :properties::jsonb)
          """)
          .param("position", fact.position()).param("workspace", workspace.value())
          .param("identity", fact.identity().value()).param("at", Timestamp.from(fact.at()))
          .param("kind", fact.kind()).param("name", fact.name()).param("url", fact.url())
          .param("properties", fact.properties().toString()).update();
    }

    /// How many tags and members there are.
    int[] everythingIsAsCounted(String seed) {
      asked.keySet().forEach(id -> rules.live(workspace, id));
      while (!database.engine(() -> parley.get(FillStore.class).open(workspace)).isEmpty()) {
        parley.get(Fills.class).slice(workspace);
      }
      var now = parley.get(Clocks.class).now(workspace);
      while (parley.get(Dues.class).pass(workspace, now)) {
        Thread.onSpinWait();
      }
      assertThat(grown()).as(seed).isEqualTo(sizes());
      var found = new int[2];
      for (var customer : new HashSet<>(homes.values())) {
        var tags = tags(customer);
        assertThat(tags).as("%s %s", seed, customer).isEqualTo(counted(customer));
        var members = members(customer);
        assertThat(members).as("%s %s", seed, customer).isEqualTo(expected(customer, now));
        found[0] += tags.size();
        found[1] += members.size();
      }
      return found;
    }

    /// What the days of each segment's history add up to.
    private Map<UUID, Integer> grown() {
      return numbers("""
          select segment_id, sum(entered - left_again + otherwise) from audience.segment_day
          where workspace_id = :workspace group by 1 having sum(entered - left_again + otherwise) <> 0
          """);
    }

    private Map<UUID, Integer> sizes() {
      return numbers("""
          select segment_id, count(*) from audience.membership where workspace_id = :workspace and member group by 1
          """);
    }

    private Map<UUID, Integer> numbers(String sql) {
      var numbers = new HashMap<UUID, Integer>();
      database.engine(() -> database.sql().sql(sql).param("workspace", workspace.value()).query(row -> {
        numbers.put(row.getObject(1, UUID.class), row.getInt(2));
      }));
      return numbers;
    }

    private Map<UUID, Instant> tags(CustomerId customer) {
      var tags = new HashMap<UUID, Instant>();
      parley.get(Tags.class).of(workspace, Set.of(customer)).getOrDefault(customer, List.of())
          .forEach(tag -> tags.put(tag.rule(), tag.since()));
      return tags;
    }

    private Map<UUID, Instant> counted(CustomerId customer) {
      var counted = new HashMap<UUID, Instant>();
      asked.forEach((id, condition) -> {
        var first = new Brute(hers(customer), Person.NOBODY).first(condition);
        if (first != null) {
          counted.put(id.value(), base.plus(first.micros(), ChronoUnit.MICROS));
        }
      });
      return counted;
    }

    private Set<SegmentId> members(CustomerId customer) {
      var in = new HashSet<SegmentId>();
      database.engine(() -> parley.get(StateStore.class).memberships(workspace,
          asking.keySet().stream().map(SegmentId::value).toList(), List.of(customer)).forEach((key, membership) -> {
            if (membership.member()) {
              in.add(new SegmentId(key.watch()));
            }
          }));
      return in;
    }

    private Set<SegmentId> expected(CustomerId customer, Instant now) {
      var in = new HashSet<SegmentId>();
      var brute = new Brute(hers(customer), Person.NOBODY);
      asking.forEach((id, condition) -> {
        if (lives.containsValue(customer) && brute.holds(condition, ChronoUnit.MICROS.between(base, now))) {
          in.add(id);
        }
      });
      return in;
    }

    private List<Story.Told> hers(CustomerId customer) {
      return lives.entrySet().stream().filter(entry -> entry.getValue().equals(customer))
          .flatMap(entry -> told.getOrDefault(entry.getKey(), List.of()).stream()).toList();
    }

    private <T> T any(List<T> list) {
      return list.get(random.nextInt(list.size()));
    }
  }
}
