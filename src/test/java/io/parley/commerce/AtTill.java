package io.parley.commerce;

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
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/// Tests at one running Parley, each with a merchant of its own who sells a tote and a cup.
abstract class AtTill {
  static TestParley parley;
  Merchant merchant;

  @BeforeAll
  static void start() {
    parley = TestParley.shared();
  }

  @AfterAll
  static void stop() {
    parley.close();
  }

  @BeforeEach
  final void open() {
    merchant = Merchant.found(parley);
  }

  void track(String event, Map<String, String> who, Map<String, ?> properties) {
    var call = new java.util.HashMap<String, Object>(Map.of("type", "track", "event", event, "properties", properties,
        "messageId", java.util.UUID.randomUUID().toString(),
        "timestamp", parley.get(Clocks.class).now(workspace()).toString()));
    call.putAll(who);
    var answer = Call.to(parley.url()).post("/v1/batch",
        Map.of("writeKey", merchant.workspace().writeKey(), "batch", List.of(call)));
    assertThat(answer.status()).isEqualTo(200);
    settle();
  }

  void settle() {
    Awaitility.await().pollInterval(Duration.ofMillis(20))
        .until(() -> parley.get(Timeline.class).ledger(workspace()).waiting() == 0);
  }

  CustomerId customer(IdentityKey key) {
    var customers = parley.get(Customers.class);
    return customers.find(workspace(), key).flatMap(id -> customers.of(workspace(), id)).orElseThrow();
  }

  WorkspaceId workspace() {
    return merchant.workspace().id();
  }

  static Map<String, Object> line(String id, String colour, int quantity, int price) {
    return Map.of("product_id", id, "sku", id + "-" + colour, "variant", colour, "name", id + "!", "price", price,
        "quantity", quantity);
  }
}
