package io.parley.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.audience.condition.Condition;
import io.parley.audience.condition.EventMatch;
import io.parley.audience.condition.Judge;
import io.parley.audience.condition.Measure;
import io.parley.audience.condition.Op;
import io.parley.audience.condition.Point;
import io.parley.audience.condition.Story;
import io.parley.audience.condition.Window;
import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.customer.IdentityKey;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import io.parley.support.Merchant;
import io.parley.support.TestParley;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.StringNode;

/// Counts are exact without trying everybody one by one: whoever is left out could not have met the condition.
class CountsTest {
  private static TestParley parley;
  private static WorkspaceId workspace;

  @BeforeAll
  static void start() {
    parley = TestParley.start();
    workspace = Merchant.found(parley).workspace().id();
    var random = new Random(20261123);
    for (var n = 0; n < 60; n++) {
      var identity = parley.get(Customers.class).ensure(workspace, new IdentityKey("visitor", "v" + n));
      var story = Story.of(random, random.nextInt(12));
      for (var told : story.events) {
        happened(identity.value(), told);
      }
    }
  }

  @AfterAll
  static void stop() {
    parley.close();
  }

  private static void happened(java.util.UUID identity, Story.Told told) {
    var page = told.name().equals("page");
    var at = now().minus(Duration.ofDays(4)).plus(Duration.ofNanos(told.micros() * 1_000));
    var database = parley.get(Database.class);
    database.engine(() -> database.sql().sql("select timeline.make_month(:month)")
        .param("month", at.atZone(java.time.ZoneOffset.UTC).toLocalDate()).query((row, n) -> true).single());
    database.engine(() -> database.sql().sql("""
        insert into timeline.event (position, workspace_id, identity_id, at, received_at, kind, name, url, properties)
        values (:position, :workspace, :identity, :at, :at, :kind, :name, :url, :properties::jsonb)
        """)
        .param("position", told.position()).param("workspace", workspace.value()).param("identity", identity)
        .param("at", Timestamp.from(at)).param("kind", page ? "page" : "track").param("name", told.name())
        .param("url", told.url()).param("properties", told.properties().toString()).update());
  }

  private static Instant now() {
    return parley.get(Clocks.class).now(workspace);
  }

  @Test
  void nobodyOfWhomAConditionHoldsIsMissingFromItsCandidates() {
    var random = new Random(20261124);
    var narrowed = 0;
    for (var n = 0; n < 150; n++) {
      var condition = new Story(random).condition();
      var found = parley.get(Candidates.class).of(workspace, condition, now());
      if (found.isPresent()) {
        narrowed++;
        assertThat(found.get()).as("%s", condition).containsAll(holding(condition));
      }
    }
    assertThat(narrowed).isGreaterThan(30);
  }

  @Test
  void theExactCountIsThatOfTryingEverybody() {
    var random = new Random(20261125);
    for (var n = 0; n < 40; n++) {
      var condition = new Story(random).condition();
      var count = parley.get(Counts.class).of(workspace, condition, true);
      assertThat(count.exact()).isTrue();
      assertThat(count.count()).as("%s", condition).isEqualTo(holding(condition).size());
    }
  }

  @Test
  void anAddressWithEscapesIsACandidateWhateverItSays() {
    for (var part : List.of("shop/包", "SHOP/Products", "shop/cup#reviews")) {
      var condition = new Condition.Did(new EventMatch("page",
          List.of(new EventMatch.Filter("url", Op.CONTAINS, StringNode.valueOf(part)))), new Measure.Count(1),
          Window.days(30));
      var holding = holding(condition);
      assertThat(holding).isNotEmpty();
      assertThat(parley.get(Candidates.class).of(workspace, condition, now()).orElseThrow()).containsAll(holding);
    }
  }

  @Test
  void customersAreDrawnByLotAndNoneTwice() {
    var drawn = new HashMap<CustomerId, Integer>();
    for (var n = 0; n < 200; n++) {
      var some = parley.get(Customers.class).some(workspace, 6);
      assertThat(some).hasSize(6).doesNotHaveDuplicates();
      some.forEach(one -> drawn.merge(one, 1, Integer::sum));
    }
    assertThat(drawn).as("each has had her turn").hasSize(60);
  }

  private static Set<CustomerId> holding(Condition condition) {
    var everybody = parley.get(Database.class).tenant(workspace,
        () -> parley.get(Customers.class).after(workspace, new CustomerId(new java.util.UUID(0, 0)), 1_000));
    Set<CustomerId> holding = new HashSet<>();
    var now = Point.endOf(now());
    parley.get(Trials.class).of(workspace, new Trials.Question(condition, true), everybody).forEach(trial -> {
      if (Judge.holds(condition, trial, now)) {
        holding.add(trial.customer());
      }
    });
    return holding;
  }
}
