package io.parley.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.customer.IdentityKey;
import io.parley.platform.Clocks;
import io.parley.platform.WorkspaceId;
import io.parley.support.Call;
import io.parley.support.Merchant;
import io.parley.support.TestParley;
import io.parley.timeline.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Tests at one running Parley that all of them share, each with a merchant of its own and her journeys.
abstract class AtJourneys {
  private static @Nullable TestParley shared;
  static TestParley parley;
  Merchant merchant;
  private Call collector;
  private int sent;

  @BeforeAll
  static void start() {
    if (shared == null) {
      shared = TestParley.shared();
    }
    parley = shared;
  }

  @BeforeEach
  final void found() {
    merchant = Merchant.found(parley);
    collector = Call.to(parley.url());
  }

  WorkspaceId workspace() {
    return merchant.workspace().id();
  }

  String publish(String name, String draft) {
    var made = merchant.api().post("/api/v1/journeys", Map.of("name", name, "draft", json(draft)));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    var id = made.json().path("id").asString();
    var published = merchant.api().post("/api/v1/journeys/" + id + "/publish", Map.of());
    assertThat(published.status()).as(published.body()).isEqualTo(200);
    return id;
  }

  static JsonNode json(String text) {
    return JsonMapper.builder().build().readTree(text);
  }

  static Map<String, Object> item(String product) {
    return Map.of("product_id", product, "name", product, "price", 500, "quantity", 1);
  }

  static Map<String, Object> order(String number, String product) {
    return Map.of("order_id", number, "total", 500, "products", List.of(item(product)));
  }

  void tell(String visitor, String event, Map<String, Object> properties) {
    send(visitor, Map.of("type", "track", "event", event, "properties", properties));
  }

  void page(String visitor) {
    send(visitor, Map.of("type", "page", "properties", Map.of("url", "https://shop.example/", "title", "頁面")));
  }

  void identify(String visitor, String member) {
    send(visitor, Map.of("type", "identify", "userId", member));
  }

  void send(String visitor, Map<String, Object> rest) {
    var event = new HashMap<>(rest);
    event.put("messageId", "j-" + workspace().value() + "-" + ++sent);
    event.put("anonymousId", visitor);
    event.put("timestamp", now().toString());
    var answer = collector.post("/v1/batch", Map.of("writeKey", merchant.workspace().writeKey(), "batch",
        List.of(event)));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    settle();
  }

  Instant now() {
    return parley.get(Clocks.class).now(workspace()).truncatedTo(ChronoUnit.MILLIS);
  }

  void forward(Duration by) {
    parley.get(Clocks.class).advance(workspace(), by);
  }

  void settle() {
    Awaitility.await().pollInterval(Duration.ofMillis(20))
        .until(() -> parley.get(Timeline.class).ledger(workspace()).waiting() == 0);
  }

  CustomerId customer(String visitor) {
    var customers = parley.get(Customers.class);
    var workspace = workspace();
    return customers.find(workspace, IdentityKey.visitor(visitor)).flatMap(id -> customers.of(workspace, id))
        .orElseThrow();
  }

  List<JsonNode> runs(String visitor) {
    return merchant.api().get("/api/v1/customers/" + customer(visitor) + "/journeys").json().path("items")
        .valueStream().toList();
  }

  List<String> path(String journey, String visitor) {
    var run = runs(visitor).stream().filter(one -> one.path("journeyId").asString().equals(journey)).findFirst();
    return run.map(one -> merchant.api().get("/api/v1/journeys/" + journey + "/runs/" + one.path("id").asString())
        .json().path("passages").valueStream()
        .map(step -> step.path("step").asString() + " " + step.path("way").asString()).toList()).orElse(List.of());
  }

  List<String> tags(String visitor) {
    return merchant.api().get("/api/v1/customers/" + customer(visitor) + "/tags").json().path("items").valueStream()
        .map(tag -> tag.path("name").asString()).toList();
  }
}
