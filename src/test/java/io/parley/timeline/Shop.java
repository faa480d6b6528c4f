package io.parley.timeline;

import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.customer.IdentityKey;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import io.parley.support.Call;
import io.parley.support.Merchant;
import io.parley.support.TestParley;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/// A shop that sends events to a running Parley and waits for the fold.
record Shop(TestParley parley, Merchant merchant, Call collector) {
  private static final AtomicInteger MADE = new AtomicInteger();

  static Shop open(TestParley parley) {
    var merchant = Merchant.found(parley);
    var key = basic(merchant.workspace().writeKey());
    return new Shop(parley, merchant, Call.to(parley.url()).with("Authorization", key));
  }

  static String basic(String writeKey) {
    return "Basic " + java.util.Base64.getEncoder().encodeToString((writeKey + ":").getBytes());
  }

  WorkspaceId workspace() {
    return merchant.workspace().id();
  }

  String writeKey() {
    return merchant.workspace().writeKey();
  }

  void send(Map<?, ?>... events) {
    var answer = collector.post("/v1/batch", Map.of("batch", List.of(events)));
    if (answer.status() != 200) {
      throw new AssertionError(answer.body());
    }
  }

  /// Sends and waits until all of it is folded.
  void tell(Map<?, ?>... events) {
    send(events);
    settle();
  }

  void settle() {
    Awaitility.await().pollInterval(Duration.ofMillis(20))
        .until(() -> ledger().waiting() == 0);
  }

  Ledger ledger() {
    return parley.get(Timeline.class).ledger(workspace());
  }

  CustomerId customer(IdentityKey key) {
    var customers = parley.get(Customers.class);
    return customers.find(workspace(), key).flatMap(id -> customers.of(workspace(), id)).orElse(null);
  }

  List<TimelineEntry> timeline(IdentityKey key) {
    return parley.get(Timeline.class).of(workspace(), customer(key), null, null, 100).items();
  }

  long count(String sql) {
    var database = parley.get(Database.class);
    return database.engine(() -> database.sql().sql(sql).param("workspace", workspace().value()).query(Long.class)
        .single());
  }

  static String id() {
    return "m-" + MADE.incrementAndGet();
  }

  static Map<String, Object> track(String name, Map<String, ?> who) {
    return event("track", who, Map.of("event", name));
  }

  static Map<String, Object> page(String url, Map<String, ?> who) {
    return event("page", who, Map.of("properties", Map.of("url", url, "title", "頁面")));
  }

  static Map<String, Object> identify(Map<String, ?> who, Map<String, ?> traits) {
    return event("identify", who, Map.of("traits", traits));
  }

  static Map<String, Object> event(String type, Map<String, ?> who, Map<String, ?> more) {
    var event = new java.util.HashMap<String, Object>(Map.of("type", type, "messageId", id()));
    event.putAll(who);
    event.putAll(more);
    return event;
  }

  static Map<String, String> visitor(String anonymousId) {
    return Map.of("anonymousId", anonymousId);
  }

  static Map<String, String> member(String userId) {
    return Map.of("userId", userId);
  }

  static Map<String, String> both(String userId, String anonymousId) {
    return Map.of("userId", userId, "anonymousId", anonymousId);
  }
}
