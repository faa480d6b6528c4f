package io.parley.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.customer.CustomerFilter;
import io.parley.customer.Customers;
import io.parley.customer.IdentityKey;
import io.parley.outreach.OutreachSettings;
import io.parley.outreach.QuietHours;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.support.LineStub;
import io.parley.timeline.NewFact;
import io.parley.timeline.Timeline;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// Journeys from the front door: events in over HTTP, the fold, the clock, and what became of whom.
class JourneysTest extends AtJourneys {
  @Test
  void whoDoesItComesInWaitsAndGoesTheWayOfWhatHappens() {
    var journey = publish("看了就追", """
        {"trigger": {"kind": "event", "event": {"name": "Product Viewed"}, "key": "product"},
         "entry": {"kind": "once"}, "start": "w", "steps": [
          {"id": "w", "kind": "event", "event": {"name": "Order Completed"}, "same": "product",
           "within": {"amount": 1, "unit": "hour"}, "to": {"met": "g", "late": "t"}},
          {"id": "t", "kind": "tag", "tag": "看了沒買", "to": {"next": "x"}},
          {"id": "g", "kind": "goal"}, {"id": "x", "kind": "exit"}]}
        """);
    tell("ann", "Product Viewed", Map.of("product_id", "tote"));
    tell("bob", "Product Viewed", Map.of("product_id", "mug"));
    tell("ann", "Order Completed", order("o1", "tote"));
    tell("bob", "Order Completed", order("o2", "cap"));
    assertThat(path(journey, "ann")).containsExactly("w met", "g goal");
    assertThat(path(journey, "bob")).isEmpty();
    forward(Duration.ofMinutes(61));
    Awaitility.await().until(() -> path(journey, "bob").size() == 3);
    assertThat(path(journey, "bob")).containsExactly("w late", "t next", "x exit");
    settle();
    assertThat(tags("bob")).containsExactly("看了沒買");
    var counts = merchant.api().get("/api/v1/journeys/" + journey + "/counts").json();
    assertThat(counts.path("steps").valueStream().filter(step -> step.path("step").asString().equals("w"))
        .map(step -> step.path("arrived").asInt() + " " + step.path("waiting").asInt() + " " + step.path("ways")))
        .containsExactly("2 0 {\"late\":1,\"met\":1}");
    tell("ann", "Product Viewed", Map.of("product_id", "cup"));
    var out = merchant.api().get("/api/v1/journeys/" + journey + "/kept-out").json().path("items");
    assertThat(out.valueStream().map(line -> line.path("why").asString())).containsExactly("once");
  }

  /// Connections draw positions from stocks of their own: who waits since position 101 may hear of position 7.
  @Test
  void whatSheWaitedForIsHeardWhateverPositionItGotOnTheLog() {
    var journey = publish("等", """
        {"trigger": {"kind": "event", "event": {"name": "Hello"}}, "entry": {"kind": "once"}, "start": "w", "steps": [
          {"id": "w", "kind": "event", "event": {"name": "Go"}, "within": {"amount": 9, "unit": "day"},
           "to": {"met": "x", "late": "x"}}, {"id": "x", "kind": "exit"}]}
        """);
    tell("v1", "Hello", Map.of());
    parley.get(Database.class).engine(() -> parley.get(Database.class).sql().sql("""
        insert into timeline.log (position, workspace_id, received_at, kind, message_id, body) overriding system value
        values ((select min(position) from timeline.log) - 1, :workspace, :at::timestamptz, 'segment', 'm-go', :body)
        """).param("workspace", workspace().value()).param("at", now().toString())
        .param("body", """
            {"type": "track", "event": "Go", "messageId": "m-go", "anonymousId": "v1", "timestamp": "%s"}
            """.formatted(now())).update());
    settle();
    assertThat(path(journey, "v1")).startsWith("w met");
  }

  @Test
  void aCartThatLiesStillComesInAndLookingAroundBeginsTheTimeAnew() {
    var journey = publish("購物車", """
        {"trigger": {"kind": "cart", "idle": {"amount": 30, "unit": "minute"}},
         "entry": {"kind": "again", "days": 7}, "start": "w",
         "stops": [{"event": {"name": "Order Completed"}, "goal": true}], "steps": [
          {"id": "w", "kind": "wait", "length": {"amount": 1, "unit": "day"}, "to": {"next": "x"}},
          {"id": "x", "kind": "exit"}]}
        """);
    tell("ann", "Product Added", item("tote"));
    tell("bob", "Product Added", item("mug"));
    forward(Duration.ofMinutes(20));
    page("ann");
    forward(Duration.ofMinutes(15));
    Awaitility.await().until(() -> runs("bob").size() == 1);
    assertThat(runs("ann")).as("she was there ten minutes ago").isEmpty();
    forward(Duration.ofMinutes(20));
    Awaitility.await().until(() -> runs("ann").size() == 1);
    tell("ann", "Order Completed", order("o3", "tote"));
    assertThat(path(journey, "ann")).containsExactly("w goal");
    assertThat(runs("ann").get(0).path("worth").asInt()).isEqualTo(500);
    assertThat(path(journey, "bob")).isEmpty();
  }

  @Test
  void ofTwoWhoAreOneTheWayThatIsFurtherGoesOn() {
    var journey = publish("兩人", """
        {"trigger": {"kind": "event", "event": {"name": "Hello"}}, "entry": {"kind": "once"}, "start": "a", "steps": [
          {"id": "a", "kind": "event", "event": {"name": "Step"}, "within": {"amount": 9, "unit": "day"},
           "to": {"met": "b", "late": "x"}},
          {"id": "b", "kind": "wait", "length": {"amount": 9, "unit": "day"}, "to": {"next": "x"}},
          {"id": "x", "kind": "exit"}]}
        """);
    tell("ann", "Hello", Map.of());
    tell("amy", "Hello", Map.of());
    tell("amy", "Step", Map.of());
    identify("ann", "M-1");
    identify("amy", "M-1");
    var runs = runs("ann");
    assertThat(runs).hasSize(2);
    assertThat(runs.stream().filter(run -> run.path("endedAt").isNull()).map(run -> run.path("step").asString()))
        .containsExactly("b");
    assertThat(runs.stream().filter(run -> !run.path("endedAt").isNull())
        .map(run -> run.path("step").asString() + " " + run.path("outcome").asString())).containsExactly("a merged");
    tell("ann", "Hello", Map.of());
    assertThat(runs("ann")).as("once is once, whoever she is joined with").hasSize(2);
    assertThat(journey).isNotBlank();
  }

  @Test
  void aVersionStaysAsItWasForWhoIsOnItAndADraftThatIsUnfinishedIsNotPublished() {
    var wait = """
        {"trigger": {"kind": "event", "event": {"name": "Hello"}}, "entry": {"kind": "once"}, "start": "a", "steps": [
          {"id": "a", "kind": "wait", "length": {"amount": 1, "unit": "%s"}, "to": {"next": "t"}},
          {"id": "t", "kind": "tag", "tag": "%s", "to": {"next": "x"}}, {"id": "x", "kind": "exit"}]}
        """;
    var journey = publish("改版", wait.formatted("hour", "一"));
    tell("ann", "Hello", Map.of());
    var view = merchant.api().get("/api/v1/journeys/" + journey).json();
    var broken = merchant.api().send("PUT", "/api/v1/journeys/" + journey, Map.of("name", "改版",
        "draft", json("{\"steps\": []}"), "edition", view.path("edition").asInt())).json();
    assertThat(broken.path("amiss").size()).isPositive();
    assertThat(merchant.api().post("/api/v1/journeys/" + journey + "/publish", Map.of()).status()).isEqualTo(400);
    var stale = merchant.api().send("PUT", "/api/v1/journeys/" + journey, Map.of("name", "改版",
        "draft", json(wait.formatted("hour", "二")), "edition", view.path("edition").asInt()));
    assertThat(stale.status()).isEqualTo(409);
    merchant.api().send("PUT", "/api/v1/journeys/" + journey, Map.of("name", "改版",
        "draft", json(wait.formatted("hour", "二")), "edition", broken.path("edition").asInt()));
    merchant.api().post("/api/v1/journeys/" + journey + "/publish", Map.of());
    tell("bob", "Hello", Map.of());
    forward(Duration.ofMinutes(61));
    Awaitility.await().until(() -> path(journey, "bob").size() == 3
        && path(journey, "ann").size() == 3);
    settle();
    assertThat(tags("ann")).containsExactly("一");
    assertThat(tags("bob")).containsExactly("二");
  }

  @Test
  void ofAJourneyThatWasEndedNobodyGoesOnNotEvenWhoWasInHandJustThen() {
    var journey = publish("結束", """
        {"trigger": {"kind": "event", "event": {"name": "Hello"}}, "entry": {"kind": "once"}, "start": "w", "steps": [
          {"id": "w", "kind": "wait", "length": {"amount": 1, "unit": "hour"}, "to": {"next": "t"}},
          {"id": "t", "kind": "tag", "tag": "提醒", "to": {"next": "x"}}, {"id": "x", "kind": "exit"}]}
        """);
    tell("ann", "Hello", Map.of());
    tell("bob", "Hello", Map.of());
    parley.get(Database.class).engine(() -> {
      parley.get(Database.class).sql().sql("""
          select id from journey.run where workspace_id = :workspace order by id limit 1 for update
          """).param("workspace", workspace().value()).query(UUID.class).single();
      var ended = CompletableFuture.supplyAsync(() ->
          merchant.api().post("/api/v1/journeys/" + journey + "/end", Map.of()).status()).join();
      assertThat(ended).as("it waits for nobody").isEqualTo(200);
    });
    forward(Duration.ofHours(2));
    Awaitility.await().until(() -> Stream.of("ann", "bob").allMatch(
        visitor -> runs(visitor).getFirst().path("outcome").asString("").equals("closed")));
    assertThat(tags("ann")).isEmpty();
    assertThat(tags("bob")).isEmpty();
  }

  @Test
  void aReminderGoesByLineAndNoSecondOnceShePaid() {
    var line = new LineStub(parley, merchant);
    parley.get(OutreachSettings.class).set(merchant.workspace().id(), new OutreachSettings.Rules(
        new QuietHours(LocalTime.NOON, LocalTime.NOON), 9, 0, Map.of("line", new BigDecimal("0.2")), 30,
        BigDecimal.ZERO, Set.of()));
    var user = "U" + Ids.hex(16);
    line.write(user, "嗨");
    tell("ann", "Hello", Map.of());
    var workspace = merchant.workspace().id();
    var customers = parley.get(Customers.class);
    var hers = Awaitility.await().until(() -> customers.all(workspace, CustomerFilter.identified("line"), 9)
        .orElseThrow(), found -> !found.isEmpty()).iterator().next();
    var lineIdentity = customers.identities(workspace, hers).getFirst().id();
    var browser = customers.find(workspace, IdentityKey.visitor("ann")).orElseThrow();
    parley.get(Database.class).tenant(workspace, () -> parley.get(Timeline.class).append(workspace,
        List.of(NewFact.link(lineIdentity, browser, "code", "link-ann", now()))));
    settle();
    var recipe = merchant.api().get("/api/v1/journey-recipes").json().at("/items/0");
    assertThat(recipe.path("key").asString()).isEqualTo("cart");
    var journey = publish("挽回", ((ObjectNode) recipe.path("draft")).put("holdout", 0).toString());
    tell("ann", "Product Added", item("tote"));
    forward(Duration.ofMinutes(29));
    assertThat(runs("ann")).isEmpty();
    forward(Duration.ofMinutes(2));
    Awaitility.await().until(() -> !line.sent().isEmpty());
    assertThat(line.sent().getFirst().toString()).contains("tote").contains("/c/");
    assertThat(line.sent().getFirst().path("type").asString()).as("a card").isEqualTo("flex");
    tell("ann", "Order Completed", order("o9", "tote"));
    assertThat(path(journey, "ann")).containsExactly("s1 next", "s2 goal");
    forward(Duration.ofHours(25));
    settle();
    var recovery = merchant.api().get("/api/v1/recovery").json();
    assertThat(List.of("left", "reachable", "reminded", "recovered", "sent", "breaches").stream()
        .map(name -> recovery.path(name).asInt())).containsExactly(1, 1, 1, 1, 1, 0);
    assertThat(recovery.at("/worth/amount").asInt()).isEqualTo(500);
    assertThat(line.sent().stream().map(Object::toString)).filteredOn(sent -> sent.contains("/c/"))
        .as("no second reminder; the notice of the order is another thing").hasSize(1);
    line.close();
  }

  @Test
  void everyRecipeCanBePublishedAsItIsInBothLanguagesButForACouponThatOnlyTheMerchantCanChoose() {
    for (var language : List.of("zh-Hant", "en")) {
      var recipes = merchant.api().with("Accept-Language", language).get("/api/v1/journey-recipes").json();
      recipes.path("items").forEach(recipe -> {
        var amiss = merchant.api().post("/api/v1/journeys/check", Map.of("draft", recipe.path("draft"))).json();
        assertThat(amiss.path("items").valueStream().map(one -> one.path("field").asString()).toList())
            .as(recipe.path("name").asString())
            .isEqualTo(recipe.path("key").asString().equals("cart_coupon") ? List.of("coupon") : List.of());
      });
      assertThat(recipes.at("/items/0/name").asString()).isEqualTo(language.equals("en") ? "Cart recovery" : "購物車挽回");
    }
  }
}
