package io.parley.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.Content;
import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.customer.IdentityKey;
import io.parley.outreach.Intent;
import io.parley.outreach.MessageClass;
import io.parley.outreach.Outreach;
import io.parley.outreach.OutreachSettings;
import io.parley.outreach.QuietHours;
import io.parley.outreach.Source;
import io.parley.outreach.Words;
import io.parley.platform.Database;
import io.parley.support.Call;
import io.parley.support.LineStub;
import io.parley.support.Merchant;
import io.parley.support.TestDatabase;
import io.parley.support.TestParley;
import io.parley.timeline.Timeline;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Moving the clock of the demo: what is due happens in its order and at its own instant, and so does what follows.
class TimeMachineTest {
  private static TestParley parley;
  private Merchant merchant;

  @BeforeAll
  static void start() {
    parley = TestParley.start(TestDatabase.settings(true));
  }

  @AfterAll
  static void stop() {
    parley.close();
  }

  @BeforeEach
  void found() {
    merchant = Merchant.found(parley);
  }

  /// The tag ends after three hours; without it she leaves one segment and comes into the other, whose rows are made on
  /// the way; the visit that a third one asks for is past after a day.
  @Test
  void whatIsDueOnTheWayHappensInItsOrderEachAtItsInstant() {
    var visit = visit();
    var ends = now().plus(Duration.ofHours(3));
    var tagged = segment("有標", Map.of("kind", "tagged", "tag", "限時"));
    var bare = segment("沒標", Map.of("kind", "not", "of", Map.of("kind", "tagged", "tag", "限時")));
    var fresh = segment("剛來", Merchant.visited("tote", 1, 1));
    var customer = merchant.api().get("/api/v1/customers").json().at("/items/0/id").asString();
    merchant.api().post("/api/v1/customers/" + customer + "/tags", Map.of("name", "限時", "until", ends.toString()));
    settle();
    assertThat(List.of(members(tagged), members(bare), members(fresh))).containsExactly(1, 0, 1);
    assertThat(Instant.parse(clock().path("next").asString())).isEqualTo(ends);

    var setOut = now();
    parley.get(Database.class).engine(() -> {
      // Nothing that is due for her happens while she is held, so the first way is not over when a second is asked for.
      parley.get(Customers.class).lock(merchant.workspace().id(), List.of(new CustomerId(UUID.fromString(customer))));
      assertThat(merchant.api().post("/api/v1/clock", Map.of("by", "P2D")).status()).isEqualTo(202);
      assertThat(merchant.api().post("/api/v1/clock", Map.of("by", "PT1H")).status()).as("one way at a time")
          .isEqualTo(409);
    });
    Awaitility.await().until(() -> clock().path("travel").isNull());
    assertThat(clock().path("aheadMillis").asLong()).isEqualTo(Duration.ofDays(2).toMillis());
    assertThat(List.of(members(tagged), members(bare), members(fresh))).containsExactly(0, 1, 0);
    var story = story(customer, setOut);
    assertThat(story).hasSize(3).startsWith("segment_left 剛來 " + visit.plus(Duration.ofDays(1)));
    assertThat(story).as("at one instant").contains("segment_entered 沒標 " + ends, "segment_left 有標 " + ends);
  }

  /// Of three offers the first goes at once, each other one when the one before is a day old, however far one goes.
  @Test
  void heldOffersGoEachAtItsInstant() {
    var workspace = merchant.workspace().id();
    var midday = new QuietHours(LocalTime.NOON, LocalTime.NOON);
    parley.get(OutreachSettings.class).set(workspace, new OutreachSettings.Rules(midday, 1, 0, Map.of(), 30,
        BigDecimal.ZERO, Set.of()));
    try (var line = new LineStub(parley, merchant)) {
      line.write("U" + "1".repeat(32), "嗨");
      var key = new IdentityKey("line", line.connection() + ":U" + "1".repeat(32));
      Awaitility.await().until(() -> parley.get(Customers.class).find(workspace, key).isPresent());
      var her = parley.get(Customers.class).find(workspace, key).orElseThrow();
      parley.get(Outreach.class).plan(workspace, Stream.of("a", "b", "c").map(one -> Intent.of(
          new Source(Source.Kind.BROADCAST, UUID.randomUUID(), "", one), one, her, MessageClass.MARKETING,
          Words.of(Content.Text.of(one)))).toList());
      Awaitility.await().until(() -> line.sent().stream().anyMatch(one -> one.path("text").asString("").equals("a")));
      merchant.api().post("/api/v1/clock", Map.of("by", "P3D"));
      Awaitility.await().until(() -> clock().path("travel").isNull());
      var went = merchant.api().get("/api/v1/outreach/sends").json().path("items").valueStream()
          .map(one -> Instant.parse(one.path("wentAt").asString())).sorted().toList();
      assertThat(went).hasSize(3);
      for (var n = 1; n < went.size(); n++) {
        assertThat(Duration.between(went.get(n - 1), went.get(n)))
            .isBetween(Duration.ofHours(24), Duration.ofHours(24).plusMinutes(10));
      }
    }
  }

  @Test
  void timeGoesForwardOnlyAndNotTooFar() {
    for (var by : List.of("-PT1H", "PT0S", "P32D", "tomorrow", "")) {
      assertThat(merchant.api().post("/api/v1/clock", Map.of("by", by)).status()).as(by).isEqualTo(400);
    }
    assertThat(clock().path("aheadMillis").asLong()).isZero();
  }

  private Instant visit() {
    var at = now().minusSeconds(60);
    var answer = Call.to(parley.url()).post("/v1/batch", Map.of("writeKey", merchant.workspace().writeKey(), "batch",
        List.of(Map.of("type", "page", "messageId", "page-1", "anonymousId", "v", "timestamp", at.toString(),
            "properties", Map.of("url", "https://shop.example/products/tote")))));
    assertThat(answer.status()).isEqualTo(200);
    settle();
    return at;
  }

  private String segment(String name, Map<String, ?> condition) {
    var made = merchant.api().post("/api/v1/segments", Map.of("name", name, "condition", condition)).json();
    Awaitility.await().until(() -> merchant.api().get("/api/v1/segments").json().path("items").valueStream()
        .allMatch(segment -> segment.path("filling").isNull()));
    return made.path("id").asString();
  }

  private int members(String segment) {
    return merchant.api().get("/api/v1/customers?segment=" + segment).json().path("items").size();
  }

  private void settle() {
    Awaitility.await().until(() -> parley.get(Timeline.class).ledger(merchant.workspace().id()).waiting() == 0);
  }

  /// What the clock made of her since it set out, latest first.
  private List<String> story(String customer, Instant since) {
    settle();
    var told = new ArrayList<String>();
    for (var line : merchant.api().get("/api/v1/customers/" + customer + "/events").json().path("items")) {
      var at = Instant.parse(line.path("at").asString());
      if (line.path("name").asString("").startsWith("segment_") && at.isAfter(since)) {
        told.add(line.path("name").asString() + " " + line.path("text").asString() + " " + at);
      }
    }
    return told;
  }

  private JsonNode clock() {
    return merchant.api().get("/api/v1/clock").json();
  }

  private Instant now() {
    return Instant.parse(clock().path("now").asString());
  }
}
