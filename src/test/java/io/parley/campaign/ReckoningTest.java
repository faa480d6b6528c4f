package io.parley.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.customer.Customers;
import io.parley.customer.IdentityKey;
import io.parley.platform.Clocks;
import io.parley.platform.Ids;
import io.parley.support.LineStub;
import io.parley.support.Merchant;
import io.parley.support.TestParley;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The figures a merchant sees before she sends.
class ReckoningTest {
  private static final int FRIENDS = 20;
  private static final int STRANGERS = 80;

  /// Nobody is kept out of what would not have reached her: before and in the report it is counted alike.
  @Test
  void whatIsReckonedBeforeIsWhatTheReportCounts() {
    try (var parley = TestParley.shared()) {
      var merchant = Merchant.found(parley);
      var workspace = merchant.workspace().id();
      try (var line = new LineStub(parley, merchant)) {
        IntStream.range(0, FRIENDS).forEach(_ -> line.write("U" + Ids.hex(16), "嗨"));
        await().atMost(Duration.ofSeconds(20)).until(() ->
            merchant.api().get("/api/v1/customers?channel=line&limit=100").json().path("items").size() == FRIENDS);
        IntStream.range(0, STRANGERS).forEach(n ->
            parley.get(Customers.class).ensure(workspace, IdentityKey.visitor("stranger-" + n)));
        var reckoned = merchant.api().post("/api/v1/broadcasts/reckon", Map.of("name", "給所有人",
            "channels", List.of("line"), "holdout", 50, "variants", List.of(Map.of("text", "大家好")))).json();
        assertThat(reckoned.path("people").asInt()).isEqualTo(FRIENDS + STRANGERS);
        assertThat(reckoned.path("heldOut").asInt()).isEqualTo(FRIENDS / 2);
        var later = reckoned.path("missed").valueStream().filter(one -> one.path("later").asBoolean());
        assertThat(reckoned.at("/reached/0/people").asInt() + later.mapToInt(one -> one.path("people").asInt()).sum())
            .as("at once, or at night later").isEqualTo(FRIENDS / 2);
        assertThat(reckoned.path("missed").valueStream().filter(one -> !one.path("later").asBoolean())
            .mapToInt(one -> one.path("people").asInt()).sum()).isEqualTo(STRANGERS);
      }
    }
  }

  @Test
  void yesterdayIsNotNow() {
    try (var parley = TestParley.shared()) {
      var merchant = Merchant.found(parley);
      var id = merchant.api().post("/api/v1/broadcasts", Map.of("name", "昨天", "channels", List.of("line"),
          "variants", List.of(Map.of("text", "昨天見")))).json().path("id").asString();
      var past = parley.get(Clocks.class).now(merchant.workspace().id()).minus(Duration.ofDays(1));
      var refused = merchant.api().post("/api/v1/broadcasts/" + id + "/start", Map.of("at", past.toString()));
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.body()).contains("已經過了");
      assertThat(merchant.api().get("/api/v1/broadcasts/" + id).json().path("state").asString()).isEqualTo("draft");
    }
  }
}
