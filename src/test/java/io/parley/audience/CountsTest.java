package io.parley.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.audience.condition.Condition;
import io.parley.audience.condition.ConditionReader;
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
import io.parley.support.Call;
import io.parley.support.Merchant;
import io.parley.support.TestParley;
import io.parley.timeline.Timeline;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
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
      var found = candidates(condition);
      if (found.isPresent()) {
        narrowed++;
        var differing = found.get().others() ? holding(new Condition.Not(condition)) : holding(condition);
        assertThat(found.get().customers()).as("%s", condition).containsAll(differing);
        if (found.get().sure()) {
          assertThat(differing).as("%s", condition).containsAll(found.get().customers());
        }
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
      assertThat(candidates(condition).orElseThrow().customers()).containsAll(holding);
    }
  }

  @Test
  void whoNeedNotBeTriedCountsAsNobodyElseWould() {
    var merchant = Merchant.found(parley);
    var shop = merchant.workspace().id();
    var told = new ArrayList<Map<String, ?>>();
    for (var n = 0; n < 12; n++) {
      var traits = n % 3 == 0 ? Map.of("city", n % 2 == 0 ? "臺北市" : "香港") : Map.of("name", "林" + n);
      told.add(Map.of("type", "identify", "userId", "M" + n, "traits", traits));
      if (n % 4 == 0) {
        told.add(Map.of("type", "track", "userId", "M" + n, "event", "Order Completed",
            "properties", Map.of("order_id", "O" + n, "total", 100)));
      }
    }
    told.add(Map.of("type", "identify", "userId", "M1", "traits", Map.of("email", "m1@example.com")));
    told.add(Map.of("type", "identify", "userId", "M2", "traits", Map.of("email", "m2@example.com")));
    for (var pieces : Map.of("M5", 1, "M7", 2).entrySet()) {
      told.add(Map.of("type", "track", "userId", pieces.getKey(), "event", "Product Added",
          "properties", Map.of("product_id", "tote", "name", "托特包", "price", 100, "quantity", pieces.getValue())));
    }
    assertThat(Call.to(parley.url()).post("/v1/batch",
        Map.of("writeKey", merchant.workspace().writeKey(), "batch", told)).status()).isEqualTo(200);
    await().until(() -> parley.get(Timeline.class).ledger(shop).waiting() == 0);
    for (var number : List.of("M0", "M4")) {
      var id = merchant.api().get("/api/v1/customers?query=" + number).json().at("/items/0/id").asString();
      assertThat(merchant.api().post("/api/v1/customers/" + id + "/tags", Map.of("name", "常客")).status())
          .isEqualTo(201);
    }
    var segment = merchant.api().post("/api/v1/segments",
        Map.of("name", "常客", "condition", Map.of("kind", "any", "of", List.of(
            Map.of("kind", "tagged", "tag", "常客"), Map.of("kind", "tagged", "tag", "誰也沒有")))))
        .json().path("id").asString();
    await().until(() -> merchant.api().get("/api/v1/customers?segment=" + segment)
        .json().path("items").size() == 2);
    var taipei = "{'kind':'attribute','name':'city','op':'is','value':'台北市'}";
    var ordered = "{'kind':'ordered','measure':'count','op':'%s','value':1,'within':null,'channel':null}";
    var counts = new LinkedHashMap<String, Integer>();
    counts.put(taipei, 2);
    counts.put("{'kind':'not','of':" + taipei + "}", 10);
    counts.put(taipei.replace("'is'", "'is_not'"), 10);
    counts.put("{'kind':'attribute','name':'city','op':'known'}", 4);
    counts.put("{'kind':'attribute','name':'name','op':'starts_with','value':'林1'}", 3);
    counts.put(ordered.formatted(">="), 3);
    counts.put(ordered.formatted("<"), 9);
    counts.put("{'kind':'all','of':[%s,%s]}".formatted(taipei.replace("'is'", "'is_not'"), ordered.formatted("<")), 8);
    counts.put("{'kind':'any','of':[%s,%s]}".formatted(taipei, ordered.formatted(">=")), 4);
    counts.put("{'kind':'lifecycle','stage':'lead'}", 0);
    counts.put("{'kind':'reachable','channel':'line'}", 0);
    counts.put("{'kind':'reachable','channel':'email'}", 2);
    counts.put("{'kind':'cart','measure':'items','op':'>=','value':2}", 1);
    counts.put("{'kind':'cart','measure':'items','op':'<','value':2}", 11);
    var filled = "{'kind':'cart','measure':'items','op':'>=','value':1}";
    counts.put(filled, 2);
    counts.put("{'kind':'cart','measure':'total','op':'>=','value':150}", 1);
    counts.put("{'kind':'all','of':[%s,{'kind':'not','of':%s}]}".formatted(ordered.formatted("<"), filled), 7);
    counts.put("{'kind':'all','of':[{'kind':'not','of':%s},{'kind':'cart','measure':'total','op':'<','value':150}]}"
        .formatted(taipei), 9);
    counts.put("{'kind':'all','of':[{'kind':'lifecycle','stage':'member'},{'kind':'not','of':%s}]}".formatted(taipei),
        10);
    counts.put("{'kind':'identified','by':'member'}", 12);
    counts.put("{'kind':'not','of':{'kind':'lifecycle','stage':'member'}}", 0);
    counts.put("{'kind':'tagged','tag':'常客'}", 2);
    counts.put("{'kind':'not','of':{'kind':'tagged','tag':'常客'}}", 10);
    counts.put("{'kind':'tagged','tag':'誰也沒有'}", 0);
    counts.put("{'kind':'segment','segment':'" + segment + "'}", 2);
    counts.put("{'kind':'all','of':[{'kind':'tagged','tag':'常客'},%s]}".formatted(taipei), 1);
    for (var count : counts.entrySet()) {
      var condition = ConditionReader.read(JsonMapper.shared().readTree(count.getKey().replace('\'', '"')));
      var found = parley.get(Counts.class).of(shop, condition, true);
      assertThat(found.exact()).isTrue();
      assertThat(found.count()).as(count.getKey()).isEqualTo(count.getValue());
      assertThat(found.looked()).as("not everybody is tried").isLessThan(12);
    }
  }

  @Test
  void whatCannotBeReadInTimeIsGivenUp() {
    var pages = Condition.visited("shop", 1, 30);
    assertThat(parley.get(Gleaner.class).of(workspace, pages, now(), parley.get(Clocks.class).wall())).isEmpty();
  }

  @Test
  void customersAreDrawnByLotAndNoneTwice() {
    var drawn = new HashMap<CustomerId, Integer>();
    for (var n = 0; n < 600; n++) {
      var some = parley.get(Customers.class).some(workspace, 6);
      assertThat(some).hasSize(6).doesNotHaveDuplicates();
      some.forEach(one -> drawn.merge(one, 1, Integer::sum));
    }
    assertThat(drawn).as("each has had her turn").hasSize(60);
  }

  private static Optional<Narrowed> candidates(Condition condition) {
    var now = now();
    var gleaned = parley.get(Gleaner.class).of(workspace, condition, now, now.plusSeconds(60)).orElseThrow();
    return parley.get(Candidates.class).of(new Candidates.Asked(workspace, gleaned, now), condition);
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
