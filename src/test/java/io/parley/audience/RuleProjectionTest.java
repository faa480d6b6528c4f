package io.parley.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.customer.IdentityId;
import io.parley.customer.IdentityKey;
import io.parley.customer.Tags;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.WorkspaceId;
import io.parley.support.Merchant;
import io.parley.support.TestParley;
import io.parley.timeline.Batch;
import io.parley.timeline.Fact;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

/// However the log is cut into batches, whatever comes late, whoever turns out to be the same person or not, and
/// whenever rules change: in the end the tags are those that a count over the whole history gives.
class RuleProjectionTest {
  private static final Instant START = Instant.parse("2026-10-01T00:00:00Z");
  private static final long DAY_MICROS = Duration.ofDays(1).toNanos() / 1_000;
  private static final List<String> PAGES = List.of("https://shop/Products/tote?x=1", "https://shop/products/cup",
      "https://shop/%E5%8C%85/tote", "https://shop/blog");
  private static final List<String> PARTS = List.of("tote", "/products/", "包", "shop", "nowhere");
  private static TestParley parley;

  @BeforeAll
  static void start() {
    parley = TestParley.start();
  }

  @AfterAll
  static void stop() {
    parley.close();
  }

  @Test
  void inTheEndTheTagsAreThoseOfACountOverTheWholeHistory() {
    for (var seed = 1; seed <= 12; seed++) {
      var story = new Story(parley, new Random(seed));
      for (var step = 0; step < 40; step++) {
        story.step();
      }
      story.everythingIsAsCounted("seed " + seed);
    }
  }

  @Test
  void theThirdViewTagsInTheVeryBatchThatHasAllThree() {
    var story = new Story(parley, new Random(99));
    story.rules.clear();
    story.addRule(new Condition.Visited("tote", 3, 30));
    var identity = story.identities.getFirst();
    story.fold(List.of(story.view(identity, PAGES.get(0), START), story.view(identity, PAGES.get(0), START)), Set.of());
    assertThat(story.tags(story.lives.get(identity))).isEmpty();
    var third = START.plus(3, ChronoUnit.MILLIS);
    story.fold(List.of(story.view(identity, PAGES.get(1), START), story.view(identity, PAGES.get(0), third)), Set.of());
    assertThat(story.tags(story.lives.get(identity)).values()).containsExactly(third);
    var other = story.identities.getLast();
    story.fold(List.of(story.view(other, PAGES.get(2), third), story.view(other, PAGES.get(2), third),
        story.view(other, PAGES.get(2), third)), Set.of());
    assertThat(story.tags(story.lives.get(other)).values()).containsExactly(third);
  }

  /// A small shop with a few people, told by chance.
  private static final class Story {
    final Database database;
    final Tags tags;
    final RuleStore store;
    final CellStore cells;
    final RuleProjection projection;
    final WorkspaceId workspace;
    final Random random;
    final List<IdentityId> identities = new ArrayList<>();
    final Map<IdentityId, CustomerId> homes = new HashMap<>();
    final Map<IdentityId, CustomerId> lives = new HashMap<>();
    final Map<IdentityId, List<Fact>> told = new HashMap<>();
    final List<Rule> rules = new ArrayList<>();
    long position = 1_000_000;

    Story(TestParley parley, Random random) {
      this.database = parley.get(Database.class);
      this.tags = parley.get(Tags.class);
      this.store = parley.get(RuleStore.class);
      this.cells = parley.get(CellStore.class);
      this.projection = parley.get(RuleProjection.class);
      this.workspace = Merchant.found(parley).workspace().id();
      this.random = random;
      var customers = parley.get(Customers.class);
      for (var n = 0; n < 6; n++) {
        var identity = customers.ensure(workspace, IdentityKey.visitor("v" + n));
        identities.add(identity);
        homes.put(identity, customers.of(workspace, identity).orElseThrow());
      }
      lives.putAll(homes);
    }

    void step() {
      switch (random.nextInt(8)) {
        case 0 -> changeRules();
        case 1 -> move(any(identities), lives.get(any(identities)));
        case 2 -> {
          var identity = any(identities);
          move(identity, homes.get(identity));
        }
        default -> fold(someViews(), Set.of());
      }
    }

    void addRule(Condition condition) {
      var tag = tags.ensure(workspace, "tag " + rules.size());
      var rule = new Rule(new RuleId(Ids.next()), "rule", tag, condition, Rule.State.LIVE, START, START, 1);
      database.engine(() -> store.insert(workspace, rule));
      rules.add(rule);
    }

    private void changeRules() {
      if (rules.size() < 6) {
        addRule(condition());
        return;
      }
      var place = random.nextInt(rules.size());
      var rule = rules.get(place);
      var next = switch (random.nextInt(3)) {
        case 0 -> rule.pause();
        case 1 -> rule.live(START);
        default -> rule.change(rule.name(), rule.tag(), condition());
      };
      if (next.version() != rule.version()) {
        database.engine(() -> assertThat(store.update(workspace, next)).isTrue());
        rules.set(place, next);
      }
    }

    /// An identity turns out to belong to another customer, as a merge or an unlink has it.
    private void move(IdentityId identity, CustomerId into) {
      var from = lives.get(identity);
      lives.put(identity, into);
      database.engine(() -> database.sql().sql("update customer.identity set customer_id = :into where id = :id")
          .param("into", into.value()).param("id", identity.value()).update());
      fold(someViews(), new HashSet<>(List.of(from, into)));
    }

    void fold(List<Fact> facts, Set<CustomerId> changed) {
      database.engine(() -> {
        facts.forEach(this::keep);
        var now = facts.stream().map(fact -> new Fact(fact.position(), fact.at(), fact.receivedAt(), fact.kind(),
            fact.name(), fact.messageId(), fact.identity(), lives.get(fact.identity()), fact.body())).toList();
        projection.apply(new Batch(workspace, now, Set.of(), changed));
        projection.recompute(workspace, changed);
      });
    }

    private List<Fact> someViews() {
      var views = new ArrayList<Fact>();
      var count = random.nextInt(8);
      for (var n = 0; n < count; n++) {
        views.add(view(any(identities), any(PAGES), time()));
      }
      return views;
    }

    /// Often exactly a day, or a microsecond less or more, from another view.
    private Instant time() {
      var micros = random.nextLong(4 * DAY_MICROS);
      var others = told.values().stream().flatMap(List::stream).toList();
      if (!others.isEmpty() && random.nextBoolean()) {
        var other = ChronoUnit.MICROS.between(START, any(others).at());
        micros = Math.max(0, other + (random.nextInt(3) - 1) * DAY_MICROS + random.nextInt(3) - 1);
      }
      return START.plus(micros, ChronoUnit.MICROS);
    }

    Fact view(IdentityId identity, String url, Instant at) {
      var body = JsonNodeFactory.instance.objectNode();
      body.putObject("properties").put("url", url).put("title", "t");
      position += random.nextInt(3) - 1 == 0 ? 7 : 3;
      return new Fact(position, at, at, "page", "page", "m" + position, identity, lives.get(identity), body);
    }

    private void keep(Fact fact) {
      told.computeIfAbsent(fact.identity(), identity -> new ArrayList<>()).add(fact);
      database.sql().sql("""
          insert into timeline.event (position, workspace_id, identity_id, at, received_at, kind, name, url, title)
          values (:position, :workspace, :identity, :at, :at, 'page', 'page', :url, 't')
          """)
          .param("position", fact.position()).param("workspace", workspace.value())
          .param("identity", fact.identity().value()).param("at", Timestamp.from(fact.at()))
          .param("url", fact.url()).update();
    }

    void everythingIsAsCounted(String seed) {
      for (var n = 0; n < rules.size(); n++) {
        var rule = rules.get(n);
        if (!rule.isLive()) {
          database.engine(() -> assertThat(store.update(workspace, rule.live(START))).isTrue());
          rules.set(n, rule.live(START));
        }
      }
      fold(List.of(), Set.of());
      for (var customer : new HashSet<>(homes.values())) {
        assertThat(tags(customer)).as("%s %s", seed, customer).isEqualTo(counted(customer));
      }
    }

    Map<RuleId, Instant> tags(CustomerId customer) {
      return tags.of(workspace, Set.of(customer)).getOrDefault(customer, List.of()).stream()
          .peek(tag -> assertThat(tag.evidence()).isNotEmpty().allMatch(page -> page.url() != null))
          .peek(tag -> assertThat(tag.evidence().getLast().at()).isEqualTo(tag.since()))
          .collect(Collectors.toMap(tag -> new RuleId(tag.rule()), tag -> tag.since()));
    }

    private Map<RuleId, Instant> counted(CustomerId customer) {
      var hers = lives.entrySet().stream().filter(entry -> entry.getValue().equals(customer))
          .flatMap(entry -> told.getOrDefault(entry.getKey(), List.of()).stream()).toList();
      var counted = new HashMap<RuleId, Instant>();
      for (var rule : rules) {
        var asked = (Condition.Visited) rule.condition();
        var times = hers.stream().filter(fact -> meets(fact.url(), asked.contains()))
            .map(fact -> ChronoUnit.MICROS.between(START, fact.at())).sorted().toList();
        times.stream().filter(t -> times.stream().filter(o -> o <= t && o > t - asked.days() * DAY_MICROS).count()
                >= asked.times())
            .findFirst().ifPresent(t -> counted.put(rule.id(), START.plus(t, ChronoUnit.MICROS)));
      }
      return counted;
    }

    private static boolean meets(String url, String part) {
      return url.replace("%E5%8C%85", "包").replace("Products", "products").contains(part);
    }

    private Condition condition() {
      return new Condition.Visited(any(PARTS), 1 + random.nextInt(4), 1 + random.nextInt(2));
    }

    private <T> T any(List<T> list) {
      return list.get(random.nextInt(list.size()));
    }
  }
}
