package io.parley.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.customer.Customers;
import io.parley.customer.IdentityId;
import io.parley.customer.IdentityKey;
import io.parley.experiment.Experiment;
import io.parley.experiment.ExperimentId;
import io.parley.experiment.Experiments;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.WorkspaceId;
import io.parley.support.Call;
import io.parley.support.LineStub;
import io.parley.support.Merchant;
import io.parley.support.TestParley;
import io.parley.timeline.Timeline;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A broadcast from its draft to its report, over the API.
class BroadcastTest {
  private static final String IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15";
  private static final Map<String, Object> ON_LINE = Map.of("kind", "identified", "by", "line");

  private static TestParley parley;
  private Merchant merchant;
  private WorkspaceId workspace;
  private LineStub line;

  @BeforeAll
  static void start() {
    parley = TestParley.shared();
  }

  @AfterAll
  static void stop() {
    parley.close();
  }

  @BeforeEach
  void found() {
    merchant = Merchant.found(parley);
    workspace = merchant.workspace().id();
    line = new LineStub(parley, merchant);
    noon();
  }

  @AfterEach
  void close() {
    line.close();
    sumsAreWhatIsCounted();
  }

  /// Whatever became of the sends of a test, in whatever order: the kept sums say so.
  private void sumsAreWhatIsCounted() {
    var wrong = parley.get(Database.class).engine(() -> parley.get(Database.class).sql().sql("""
        select coalesce(string_agg(t::text, E'\\n'), '') from (
          select source_id, step, state, reason, channel, sum(n), sum(cost) from (
            select source_id, step, state, reason, channel, sends as n, cost from outreach.tally
            where workspace_id = :workspace
            union all
            select source_id, step, state, reason, channel, -1, -coalesce(cost, 0) from outreach.send
            where workspace_id = :workspace and source = 'broadcast') both_ways
          group by 1, 2, 3, 4, 5 having sum(n) <> 0 or sum(cost) <> 0) t
        """)
        .param("workspace", workspace.value())
        .query(String.class)
        .single());
    assertThat(wrong).isEmpty();
  }

  @Test
  void eachPersonGetsHerVersionOnceAndWhatSheDoesIsInTheReport() {
    var users = friends(40);
    var id = draft(Map.of("name", "雙 12 暖身", "condition", ON_LINE, "holdout", 10, "variants", List.of(
        version("{{name|您}}好，托特包回來了", "看托特包"), version("托特包今天全到貨", "去看看"))));
    var begun = merchant.api().post("/api/v1/broadcasts/" + id + "/start", Map.of());
    assertThat(begun.status()).as(begun.body()).isEqualTo(200);
    assertThat(begun.json().path("expected").asInt()).isEqualTo(users.size());
    awaitState(id, "done");
    var progress = report(id).path("progress");
    assertThat(progress.path("sent").asInt() + progress.path("heldOut").asInt()).isEqualTo(users.size());
    assertThat(progress.path("heldOut").asInt()).isBetween(0, 15);
    assertThat(to()).as("nobody twice").doesNotHaveDuplicates().hasSize(progress.path("sent").asInt());
    assertThat(line.sent()).anySatisfy(one -> assertThat(one.path("template").path("text").asString(""))
        .isEqualTo("林郁晴好，托特包回來了"));

    var uri = line.requests().getFirst().body().at("/messages/0/template/actions/0/uri").asString();
    assertThat(uri).contains("/l/");
    parley.get(Clocks.class).advance(workspace, Duration.ofSeconds(30));
    var clicked = browse("GET", uri);
    assertThat(clicked.status()).isEqualTo(302);
    assertThat(clicked.raw().headers().firstValue("location")).hasValueSatisfying(where -> assertThat(where)
        .startsWith("https://shop.example/products/1?utm_source=parley&utm_medium=broadcast&utm_campaign="));
    assertThat(browse("HEAD", uri).status()).isEqualTo(302);
    assertThat(browse("GET", uri.substring(0, uri.length() - 2) + "xx").status()).as("a forged one").isEqualTo(404);
    await().untilAsserted(() -> {
      assertThat(report(id).at("/links/0/people").asInt()).isEqualTo(1);
      assertThat(report(id).at("/links/0/machines").asInt()).isEqualTo(1);
    });
    settle();
    var clicker = merchant.api().get("/api/v1/broadcasts/" + id + "/people?show=clicked").json().at("/items/0");
    var told = merchant.api().get("/api/v1/customers/" + clicker.path("customerId").asString() + "/events").json();
    assertThat(told.path("items").valueStream().map(one -> one.path("name").asString(""))).contains(
        "Message Link Clicked");
    buys(to().getFirst());
    var report = report(id);
    assertThat(report.at("/lastClick/revenue").asInt()).isEqualTo(1_200);
    assertThat(report.path("variants").valueStream().mapToInt(one -> one.at("/arm/orders").asInt()).sum())
        .isEqualTo(1);
    assertThat(report.at("/verdict/kind").asString()).as("40 people say nothing").isEqualTo("too_early");
    var csv = merchant.api().get("/api/v1/broadcasts/" + id + "/people.csv").body();
    assertThat(csv.lines()).hasSize(users.size() + 1);
  }

  @Test
  void equalTextsGoTogetherAndAreToldTogether() {
    var users = friends(25);
    var id = draft(Map.of("name", "公休", "condition", ON_LINE, "holdout", 0, "links", "plain",
        "variants", List.of(Map.of("text", "明天公休一天"))));
    merchant.api().post("/api/v1/broadcasts/" + id + "/start", Map.of());
    awaitState(id, "done");
    assertThat(line.requests()).hasSize(1);
    assertThat(line.requests().getFirst().endpoint()).isEqualTo("multicast");
    assertThat(line.requests().getFirst().body().path("to").size()).isEqualTo(25);
    assertThat(report(id).at("/progress/sent").asInt()).isEqualTo(25);
    var threadId = merchant.api().get("/api/v1/conversations?channel=line&limit=1").json().at("/items/0/id").asString();
    assertThat(merchant.api().get("/api/v1/conversations/" + threadId + "/messages").json().path("items"))
        .as("no line for each of a million").hasSize(1);
    var asides = merchant.api().get("/api/v1/conversations/" + threadId + "/asides").json().path("items");
    assertThat(asides.at("/0/content/text").asString()).isEqualTo("明天公休一天");
    assertThat(asides.size() + asides.at("/0/by").asString() + asides.at("/0/state").asString()).isEqualTo("1公休sent");
    var hers = "/api/v1/customers/" + customer(users.getFirst()) + "/asides";
    assertThat(merchant.api().get(hers).json().at("/items/0/text").asString()).isEqualTo("明天公休一天");
    var later = parley.get(Clocks.class).now(workspace).plusSeconds(60);
    assertThat(merchant.api().get(hers + "?from=" + later).json().path("items")).isEmpty();
  }

  @Test
  void whatStandsInTheThreadOrOnTheTimelineIsNotToldAgainBesideThem() {
    var her = customer(friends(1).getFirst());
    var id = draft(Map.of("name", "一個人", "condition", ON_LINE, "holdout", 0, "links", "plain",
        "variants", List.of(Map.of("text", "{{name|您}}好"))));
    merchant.api().post("/api/v1/broadcasts/" + id + "/start", Map.of());
    awaitState(id, "done");
    var thread = merchant.api().get("/api/v1/conversations?channel=line&limit=1").json().at("/items/0/id").asString();
    assertThat(merchant.api().get("/api/v1/conversations/" + thread + "/messages").json().path("items")).hasSize(2);
    assertThat(merchant.api().get("/api/v1/conversations/" + thread + "/asides").json().path("items")).isEmpty();
    assertThat(merchant.api().get("/api/v1/customers/" + her + "/asides").json().path("items")).isEmpty();
  }

  @Test
  void whoBecameOnePersonMeanwhileGetsItOnce() {
    var users = friends(4);
    var id = draft(Map.of("name", "一人一次", "condition", ON_LINE, "holdout", 0, "perMinute", 1,
        "variants", List.of(Map.of("text", "一人一次"))));
    merchant.api().post("/api/v1/broadcasts/" + id + "/start", Map.of());
    await().until(() -> report(id).at("/progress/sent").asInt() == 1);
    merchant.api().post("/api/v1/broadcasts/" + id + "/pause", Map.of());
    var first = to().getFirst();
    var others = users.stream().filter(one -> !one.equals(first)).toList();
    merge(identity(first), identity(others.get(0)));
    merge(identity(others.get(1)), identity(others.get(2)));
    parley.get(Clocks.class).advance(workspace, Duration.ofMinutes(5));
    merchant.api().post("/api/v1/broadcasts/" + id + "/resume", Map.of());
    awaitState(id, "done");
    assertThat(line.requests()).as("one of each two, though those of the second were due together").hasSize(2);
    var skipped = merchant.api().get("/api/v1/outreach/sends?reason=twice&sourceId=" + id).json().path("items");
    assertThat(skipped).hasSize(2);
  }

  @Test
  void eachIsWrittenToAtTheHourAtWhichSheIsHereMost() {
    var users = friends(2);
    var clocks = parley.get(Clocks.class);
    var zone = merchant.workspace().timeZone();
    var evening = clocks.now(workspace).atZone(zone).toLocalDate().atTime(20, 10).atZone(zone);
    for (var day = 1; day <= 3; day++) {
      Call.to(parley.url()).post("/v1/track", Map.of("writeKey", merchant.workspace().writeKey(), "event", "Look",
          "anonymousId", "evenings", "timestamp", evening.minusDays(day).toInstant().toString()));
    }
    settle();
    merge(identity(users.getFirst()), visitor("evenings"));
    var id = draft(Map.of("name", "挑時間", "condition", ON_LINE, "holdout", 0, "bestHour", true,
        "variants", List.of(Map.of("text", "晚安"))));
    merchant.api().post("/api/v1/broadcasts/" + id + "/start", Map.of());
    await().until(() -> line.requests().size() == 1);
    assertThat(to().getFirst()).as("who is here at noon").isEqualTo(users.getLast());
    await().untilAsserted(() -> assertThat(report(id).at("/progress/doneBy").asString(""))
        .startsWith(evening.withMinute(0).toInstant().toString().substring(0, 16)));
    clocks.advance(workspace, Duration.between(clocks.now(workspace), evening.withMinute(0)));
    awaitState(id, "done");
    assertThat(line.requests()).hasSize(2);
  }

  /// So that a pause can hold nearly all of a million back. What is not a broadcast goes beside it.
  @Test
  void aBroadcastWaitsWhileTwentyThousandAreUnderway() {
    var users = friends(2);
    var database = parley.get(Database.class);
    database.engine(() -> database.sql().sql("""
        with c as (update channel.connection set quota_limit = null, quota_read_at = now()
          where workspace_id = :workspace returning id)
        insert into channel.parcel (id, workspace_id, connection_id, ids, addresses, contacts, payload, state, due_at)
        select gen_random_uuid(), :workspace, id, '{}', '{}', 20000, '', 'held', now() + interval '1 hour' from c
        """).param("workspace", workspace.value()).update());
    var id = draft(Map.of("name", "等一等", "condition", ON_LINE, "holdout", 0, "links", "plain",
        "variants", List.of(Map.of("text", "等一等"))));
    merchant.api().post("/api/v1/broadcasts/" + id + "/start", Map.of());
    await().until(() -> report(id).at("/progress/waiting").asInt() == 2);
    var tried = merchant.api().post("/api/v1/broadcasts/test", Map.of("customer", customer(users.getFirst()),
        "broadcast", Map.of("name", "試", "channels", List.of("line"), "variants", List.of(Map.of("text", "試傳")))));
    assertThat(tried.status()).as(tried.body()).isEqualTo(202);
    await().until(() -> line.requests().size() == 1);
    assertThat(line.sent().getFirst().path("text").asString()).isEqualTo("試傳");
    database.engine(() -> database.sql().sql("delete from channel.parcel where workspace_id = :workspace")
        .param("workspace", workspace.value()).update());
    awaitState(id, "done");
    assertThat(line.requests()).hasSize(2);
  }

  @Test
  void pausedNothingGoesAndCancelledNothingWillAndTheRestGetsItWhenSentAgain() {
    var users = friends(4);
    var id = draft(Map.of("name", "慢慢來", "condition", ON_LINE, "holdout", 0, "perMinute", 1,
        "variants", List.of(Map.of("text", "一分鐘一則"))));
    merchant.api().post("/api/v1/broadcasts/" + id + "/start", Map.of());
    await().until(() -> report(id).at("/progress/sent").asInt() == 1);
    merchant.api().post("/api/v1/broadcasts/" + id + "/pause", Map.of());
    parley.get(Clocks.class).advance(workspace, Duration.ofMinutes(1));
    var paused = merchant.api().get("/api/v1/broadcasts/" + id).json();
    assertThat(paused.path("state").asString() + " " + paused.path("then").asString()).isEqualTo("paused sending");
    assertThat(line.requests()).hasSize(1);
    merchant.api().post("/api/v1/broadcasts/" + id + "/resume", Map.of());
    await().until(() -> line.requests().size() == 2);
    merchant.api().post("/api/v1/broadcasts/" + id + "/cancel", Map.of());
    await().until(() -> report(id).at("/progress/skipped").asInt() == 2);
    parley.get(Clocks.class).advance(workspace, Duration.ofDays(2));
    assertThat(line.requests()).hasSize(2);
    users.removeAll(to());
    merge(identity(to().getFirst()), identity(users.getFirst()));
    noon();
    var form = Map.of("name", "補發", "missed", id, "holdout", 0, "variants", List.of(Map.of("text", "補發")));
    var again = draft(form);
    assertThat(merchant.api().post("/api/v1/broadcasts/reckon", form).json().path("people").asInt()).isEqualTo(1);
    merchant.api().post("/api/v1/broadcasts/" + again + "/start", Map.of());
    awaitState(again, "done");
    assertThat(to()).as("the fourth is one of them by now").hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void aScheduledOneWaitsForItsHourAndADraftThatSaysNothingIsRefused() {
    friends(1);
    var empty = draft(Map.of("name", "空的", "condition", ON_LINE));
    assertThat(merchant.api().post("/api/v1/broadcasts/" + empty + "/start", Map.of()).status()).isEqualTo(400);
    var at = parley.get(Clocks.class).now(workspace).plus(Duration.ofHours(2));
    var id = draft(Map.of("name", "兩小時後", "condition", ON_LINE, "holdout", 0,
        "variants", List.of(Map.of("text", "兩小時後見"))));
    var begun = merchant.api().post("/api/v1/broadcasts/" + id + "/start", Map.of("at", at.toString())).json();
    assertThat(begun.path("state").asString()).isEqualTo("scheduled");
    assertThat(parley.get(Planner.class).next(workspace)).contains(at);
    parley.get(Clocks.class).advance(workspace, Duration.ofHours(2));
    awaitState(id, "done");
    assertThat(line.requests()).hasSize(1);
  }

  @Test
  void anArmStaysHersThroughAMergeAndWhoWasInTwoIsInNeither() {
    var experiments = parley.get(Experiments.class);
    var experiment = new Experiment(new ExperimentId(Ids.next()), "歡迎詞", List.of("A", "B"), List.of(1.0, 1.0), 0,
        Duration.ofDays(5), parley.get(Clocks.class).now(workspace));
    experiments.begin(workspace, experiment);
    var arms = new HashSet<Integer>();
    var people = new ArrayList<IdentityId>();
    for (var n = 0; n < 40 || arms.size() < 2; n++) {
      people.add(visitor("v-" + n));
      arms.add(experiments.meet(workspace, experiment.id(), people.getLast()));
    }
    var first = people.getFirst();
    var other = people.stream().filter(one -> arm(experiment, one) != arm(experiment, first)).findFirst().orElseThrow();
    var known = arm(experiment, first);
    var late = visitor("late");
    merge(first, late);
    assertThat(arm(experiment, late)).as("the one her other browser had").isEqualTo(known);
    merge(first, other);
    assertThat(arm(experiment, other)).as("the earlier one").isEqualTo(known);
    var result = experiments.result(workspace, experiment.id());
    assertThat(result.torn()).isEqualTo(1);
    assertThat(result.variants().stream().mapToLong(one -> one.people()).sum()).isEqualTo(people.size() - 2);
  }

  private List<String> to() {
    return line.requests().stream().map(one -> one.body().path("to").asString()).toList();
  }

  private int arm(Experiment experiment, IdentityId who) {
    return parley.get(Experiments.class).arms(workspace, experiment.id(), Set.of(who)).get(who);
  }

  private IdentityId identity(String user) {
    return parley.get(Customers.class).find(workspace, new IdentityKey("line", line.connection() + ":" + user))
        .orElseThrow();
  }

  private String customer(String user) {
    return parley.get(Customers.class).of(workspace, identity(user)).orElseThrow().toString();
  }

  private IdentityId visitor(String name) {
    return parley.get(Customers.class).ensure(workspace, IdentityKey.visitor(name));
  }

  private void merge(IdentityId one, IdentityId other) {
    var customers = parley.get(Customers.class);
    var into = customers.of(workspace, one).orElseThrow();
    var answer = merchant.api().post("/api/v1/customers/" + into + "/merge",
        Map.of("with", customers.of(workspace, other).orElseThrow().toString()));
    assertThat(answer.status()).as(answer.body()).isBetween(200, 299);
    await().until(() -> customers.of(workspace, one).equals(customers.of(workspace, other)));
  }

  private static Map<String, Object> version(String text, String label) {
    return Map.of("text", text, "button", Map.of("label", label, "url", "https://shop.example/products/1"));
  }

  private String draft(Map<String, Object> form) {
    var made = merchant.api().post("/api/v1/broadcasts", form);
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return made.json().path("id").asString();
  }

  private JsonNode report(String id) {
    return merchant.api().get("/api/v1/broadcasts/" + id + "/report").json();
  }

  private void awaitState(String id, String state) {
    await().until(() ->
        merchant.api().get("/api/v1/broadcasts/" + id).json().path("state").asString().equals(state));
  }

  /// People who wrote on LINE, so long ago that no answer is free any more.
  private List<String> friends(int many) {
    var users = new ArrayList<String>();
    for (var n = 0; n < many; n++) {
      users.add("U" + Ids.hex(16));
      line.write(users.getLast(), "嗨");
    }
    await().until(() ->
        merchant.api().get("/api/v1/customers?channel=line&limit=100").json().path("items").valueStream()
            .filter(one -> !one.path("name").isNull()).count() == many);
    settle();
    var database = parley.get(Database.class);
    database.engine(() -> database.sql().sql("update channel.contact set reply_token = null where workspace_id = :id")
        .param("id", workspace.value()).update());
    return users;
  }

  private void buys(String user) {
    var key = merchant.workspace().writeKey();
    assertThat(Call.to(parley.url()).post("/v1/track", Map.of("writeKey", key, "event", "Order Completed",
        "anonymousId", "browser-of-" + user, "properties", Map.of("order_id", "O-1", "revenue", 1_200, "total", 1_200,
            "currency", "TWD"))).status()).isEqualTo(200);
    settle();
    var customers = parley.get(Customers.class);
    var browser = customers.find(workspace, IdentityKey.visitor("browser-of-" + user)).orElseThrow();
    merge(identity(user), browser);
    settle();
  }

  private static Call.Answer browse(String method, String uri) {
    return Call.to(parley.url()).with("User-Agent", IPHONE).send(method, uri.substring(uri.indexOf("/l/")), null);
  }

  private void settle() {
    await().until(() -> parley.get(Timeline.class).ledger(workspace).waiting() == 0);
  }

  /// At night nothing is sent: the workspace's clock goes to the next noon.
  private void noon() {
    var clocks = parley.get(Clocks.class);
    var now = clocks.now(workspace).atZone(merchant.workspace().timeZone());
    var noon = now.toLocalDate().atTime(LocalTime.NOON).atZone(now.getZone());
    clocks.advance(workspace, Duration.between(now, noon.isAfter(now) ? noon : noon.plusDays(1)));
  }
}
