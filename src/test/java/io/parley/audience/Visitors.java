package io.parley.audience;

import io.parley.customer.CarriedTag;
import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.customer.IdentityKey;
import io.parley.customer.Tags;
import io.parley.platform.Database;
import io.parley.support.Call;
import io.parley.support.Merchant;
import io.parley.support.TestParley;
import io.parley.timeline.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/// A shop whose visitors look at pages, told over the collectors, and whose merchant makes rules.
record Visitors(TestParley parley, Merchant merchant, Call collector) {
  private static final AtomicInteger MADE = new AtomicInteger();

  static Visitors of(TestParley parley) {
    return new Visitors(parley, Merchant.found(parley), Call.to(parley.url()));
  }

  static Map<String, Object> page(String visitor, String url, Instant at) {
    var event = new HashMap<String, Object>();
    event.put("type", "page");
    event.put("messageId", "page-" + MADE.incrementAndGet());
    event.put("anonymousId", visitor);
    event.put("timestamp", at.toString());
    event.put("properties", Map.of("url", url, "title", "頁面"));
    return event;
  }

  void send(List<? extends Map<?, ?>> events) {
    var answer = collector.post("/v1/batch", Map.of("writeKey", merchant.workspace().writeKey(), "batch", events));
    if (answer.status() != 200) {
      throw new AssertionError(answer.body());
    }
  }

  @SafeVarargs
  final void tell(Map<String, Object>... events) {
    send(List.of(events));
    settle();
  }

  void settle() {
    Awaitility.await().pollInterval(Duration.ofMillis(20))
        .until(() -> parley.get(Timeline.class).ledger(merchant.workspace().id()).waiting() == 0 && filled());
  }

  private boolean filled() {
    var fills = parley.get(FillStore.class);
    return parley.get(Database.class).engine(() -> fills.open(merchant.workspace().id())).isEmpty();
  }

  static Map<String, Object> visited(String contains, int times, int days) {
    return Merchant.visited(contains, times, days);
  }

  /// A new rule, live; returns its id.
  String live(String tag, Map<String, Object> condition) {
    var rule = merchant.api().post("/api/v1/rules", Map.of("name", tag, "tag", tag, "condition", condition)).json();
    var id = rule.path("id").asString();
    merchant.api().post("/api/v1/rules/" + id + "/live", Map.of());
    settle();
    return id;
  }

  CustomerId customer(String visitor) {
    var customers = parley.get(Customers.class);
    var workspace = merchant.workspace().id();
    return customers.find(workspace, IdentityKey.visitor(visitor)).flatMap(id -> customers.of(workspace, id))
        .orElseThrow();
  }

  List<CarriedTag> tags(String visitor) {
    var customer = customer(visitor);
    return parley.get(Tags.class).of(merchant.workspace().id(), List.of(customer))
        .getOrDefault(customer, List.of());
  }

  JsonNode rule(String id) {
    return merchant.api().get("/api/v1/rules/" + id).json();
  }
}
