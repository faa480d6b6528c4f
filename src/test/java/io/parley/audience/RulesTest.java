package io.parley.audience;

import static io.parley.audience.Visitors.page;
import static io.parley.audience.Visitors.visited;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.customer.CarriedTag;
import io.parley.customer.Customers;
import io.parley.customer.IdentityKey;
import io.parley.platform.Database;
import io.parley.timeline.NewFact;
import io.parley.timeline.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Rules from the front door to the tag on the customer: HTTP in, the log, the fold, the door of tags.
class RulesTest extends AmongVisitors {
  @Test
  void theTagStandsAtTheThirdVisitWithTheVisitsThatLedToIt() {
    var rule = shop.live("對托特包有興趣", visited("/products/tote", 3, 30));
    shop.tell(page("v", TOTE, ago(5)), page("v", TOTE + "?from=line", ago(4)));
    assertThat(shop.tags("v")).isEmpty();
    shop.tell(page("v", TOTE, ago(1)));
    var tag = shop.tags("v").getFirst();
    assertThat(tag.name()).isEqualTo("對托特包有興趣");
    assertThat(tag.rule()).hasToString(rule);
    assertThat(tag.since()).isEqualTo(ago(1));
    assertThat(tag.evidence()).extracting("at").containsExactly(ago(5), ago(4), ago(1));
    assertThat(tag.evidence().get(1).url()).endsWith("?from=line");
    assertThat(shop.rule(rule).path("customers").asInt()).isEqualTo(1);
  }

  @Test
  void aRepeatedViewCountsOnceAndThreeWithinMillisecondsAreThree() {
    shop.live("t", visited("tote", 3, 1));
    var one = page("v", TOTE, ago(3));
    shop.tell(one, one, page("v", TOTE, ago(2)), one);
    shop.tell(one);
    assertThat(shop.tags("v")).isEmpty();
    shop.tell(page("w", TOTE, ago(1)), page("w", TOTE, ago(1)), page("w", TOTE, ago(1).plusMillis(1)));
    assertThat(shop.tags("w")).extracting(CarriedTag::since).containsExactly(ago(1).plusMillis(1));
  }

  @Test
  void aVisitHasLeftTheWindowWhenItIsAsOldAsTheWindowIsLong() {
    shop.live("t", visited("tote", 2, 1));
    var dayBefore = ago(1).minus(Duration.ofDays(1));
    shop.tell(page("v", TOTE, dayBefore), page("v", TOTE, ago(1)));
    assertThat(shop.tags("v")).isEmpty();
    shop.tell(page("w", TOTE, dayBefore.plusMillis(1)), page("w", TOTE, ago(1)));
    assertThat(shop.tags("w")).hasSize(1);
  }

  @Test
  void aThousandViewsOfOnePersonOverEightConnectionsEachSentTwiceAreAThousand() throws Exception {
    shop.live("t", visited("tote", 1_000, 1));
    var events = new ArrayList<Map<String, Object>>();
    for (var n = 0; n < 999; n++) {
      var event = page("v" + n % 5, TOTE, ago(600).plusMillis(n));
      event.put("userId", "U1");
      events.add(event);
    }
    try (var connections = Executors.newFixedThreadPool(8)) {
      for (var lane = 0; lane < 8; lane++) {
        var from = lane;
        connections.submit(() -> {
          for (var n = from; n < 2 * events.size(); n += 8) {
            shop.send(List.of(events.get(n % events.size())));
          }
        });
      }
    }
    shop.settle();
    assertThat(shop.tags("v0")).isEmpty();
    var last = page("v3", TOTE, ago(1));
    last.put("userId", "U1");
    shop.tell(last);
    assertThat(shop.tags("v0")).extracting(CarriedTag::since).containsExactly(ago(1));
  }

  @Test
  void goingLiveTagsWhomItWouldHaveTaggedAndALateViewMovesTheTimeBack() {
    shop.tell(page("v", TOTE, ago(50)), page("v", TOTE, ago(40)), page("w", TOTE, ago(30)));
    shop.live("t", visited("tote", 2, 30));
    assertThat(shop.tags("v")).extracting(CarriedTag::since).containsExactly(ago(40));
    assertThat(shop.tags("w")).isEmpty();
    shop.tell(page("v", TOTE, ago(45)));
    assertThat(shop.tags("v")).extracting(CarriedTag::since).containsExactly(ago(45));
  }

  @Test
  void linkingTwoPeopleCountsTheirVisitsTogetherAndUnlinkingTakesThemApart() {
    shop.live("t", visited("tote", 2, 30));
    shop.tell(page("v", TOTE, ago(9)), page("w", TOTE, ago(5)));
    var workspace = shop.merchant().workspace().id();
    var customers = parley.get(Customers.class);
    var v = customers.find(workspace, IdentityKey.visitor("v")).orElseThrow();
    var w = customers.find(workspace, IdentityKey.visitor("w")).orElseThrow();
    append(NewFact.link(v, w, "code", "link-1", now));
    assertThat(shop.customer("v")).isEqualTo(shop.customer("w"));
    assertThat(shop.tags("v")).extracting(CarriedTag::since).containsExactly(ago(5));
    append(NewFact.unlink(w, "unlink-1", now));
    assertThat(shop.tags("v")).isEmpty();
    assertThat(shop.tags("w")).isEmpty();
  }

  @Test
  void pausingAndDeletingLeaveTagsWhereTheyAreAndGoingLiveAgainCatchesUp() {
    var rule = shop.live("t", visited("tote", 1, 30));
    shop.tell(page("v", TOTE, ago(9)));
    shop.merchant().api().post("/api/v1/rules/" + rule + "/pause", Map.of());
    shop.settle();
    shop.tell(page("w", TOTE, ago(8)));
    assertThat(shop.tags("v")).hasSize(1);
    assertThat(shop.tags("w")).isEmpty();
    shop.merchant().api().post("/api/v1/rules/" + rule + "/live", Map.of());
    shop.settle();
    assertThat(shop.tags("w")).extracting(CarriedTag::since).containsExactly(ago(8));
    assertThat(shop.merchant().api().send("DELETE", "/api/v1/rules/" + rule, null).status()).isEqualTo(204);
    shop.settle();
    shop.tell(page("x", TOTE, ago(7)));
    assertThat(shop.tags("w")).hasSize(1);
    assertThat(shop.tags("x")).isEmpty();
    assertThat(shop.merchant().api().get("/api/v1/rules/" + rule).status()).isEqualTo(404);
    assertThat(shop.merchant().api().send("DELETE", "/api/v1/rules/" + rule, null).status()).isEqualTo(404);
  }

  @Test
  void aChangedRuleTagsByItsNewConditionFromTheBeginning() {
    var rule = shop.live("t", visited("tote", 1, 30));
    shop.tell(page("v", TOTE, ago(9)), page("w", "https://shop.example/cup", ago(8)));
    var changed = shop.merchant().api().send("PUT", "/api/v1/rules/" + rule,
        Map.of("name", "n", "tag", "杯", "condition", visited("/CUP", 1, 30)));
    assertThat(changed.json().path("state").asString()).isEqualTo("live");
    shop.settle();
    assertThat(shop.tags("v")).isEmpty();
    assertThat(shop.tags("w")).extracting(CarriedTag::name).containsExactly("杯");
  }

  @Test
  void aPreviewCountsWhatAnIndependentCountCounts() {
    var random = new Random(5);
    var seen = new HashMap<String, List<Instant>>();
    var events = new ArrayList<Map<String, Object>>();
    for (var n = 0; n < 400; n++) {
      var visitor = "v" + random.nextInt(60);
      var at = now.minus(random.nextLong(Duration.ofDays(20).toMillis()), ChronoUnit.MILLIS);
      var tote = random.nextBoolean();
      events.add(page(visitor, tote ? TOTE : "https://shop.example/", at));
      if (tote) {
        seen.computeIfAbsent(visitor, key -> new ArrayList<>()).add(at);
      }
    }
    shop.send(events);
    shop.settle();
    var preview = shop.merchant().api().post("/api/v1/rules/preview", Map.of("condition", visited("TOTE", 3, 5)))
        .json();
    var completed = new HashMap<String, Instant>();
    seen.forEach((visitor, times) -> times.stream().sorted()
        .filter(t -> times.stream().filter(o -> !o.isAfter(t) && o.isAfter(t.minus(Duration.ofDays(5)))).count() >= 3)
        .findFirst().ifPresent(t -> completed.put(visitor, t)));
    var nearly = seen.keySet().stream().filter(visitor -> !completed.containsKey(visitor))
        .filter(visitor -> seen.get(visitor).stream().filter(o -> o.isAfter(now.minus(Duration.ofDays(5))))
            .count() == 2)
        .count();
    assertThat(preview.path("customers").asInt()).isEqualTo(completed.size()).isPositive();
    var visitors = events.stream().map(event -> event.get("anonymousId")).distinct().count();
    assertThat(preview.path("total").asLong()).isEqualTo(visitors);
    assertThat(preview.path("nearly").size()).isEqualTo((int) Math.min(10, nearly));
    assertThat(preview.path("days").size()).isEqualTo(30);
    for (var day : preview.path("days")) {
      var date = LocalDate.parse(day.path("day").asString());
      assertThat(day.path("customers").asLong()).isEqualTo(completed.values().stream()
          .filter(t -> LocalDate.ofInstant(t, shop.merchant().workspace().timeZone()).equals(date)).count());
    }
    var latest = preview.path("sample").path(0);
    assertThat(Instant.parse(latest.path("lastAt").asString())).isAfterOrEqualTo(completed.values().stream()
        .max(Instant::compareTo).orElseThrow());
    assertThat(latest.path("times").asInt()).isGreaterThanOrEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      {"name":"","tag":"t","condition":{"kind":"tagged","tag":"a"}}                      | name
      {"name":"n","tag":" ","condition":{"kind":"tagged","tag":"a"}}                     | tag
      {"name":"n","tag":"t"}                                                             | condition
      {"name":"n","tag":"t","condition":{"kind":"bought"}}                               | condition
      {"name":"n","tag":"t","condition":{"kind":"tagged","tag":"a"},"expiresDays":0}     | expires_days
      {"name":"n","tag":"t","condition":{"kind":"segment","segment":"a"}}                | condition_segment
      """)
  void aRuleThatCannotBeIsRefusedWithASentence(String body, String code) {
    var chinese = shop.merchant().api().post("/api/v1/rules", body);
    assertThat(chinese.status()).isEqualTo(400);
    assertThat(chinese.json().path("code").asString()).isEqualTo(code);
    var english = shop.merchant().api().with("Accept-Language", "en").post("/api/v1/rules", body);
    assertThat(english.json().path("title").asString()).isNotBlank()
        .isNotEqualTo(chinese.json().path("title").asString());
  }

  @Test
  void anotherMerchantSeesAndTouchesNothing() {
    var rule = shop.live("t", visited("tote", 1, 30));
    shop.tell(page("v", TOTE, ago(3)));
    var other = Visitors.of(parley);
    other.tell(page("v", TOTE, ago(3)));
    assertThat(other.tags("v")).isEmpty();
    var path = "/api/v1/rules/" + rule;
    var api = other.merchant().api();
    assertThat(api.get(path).status()).isEqualTo(404);
    assertThat(api.post(path + "/pause", Map.of()).status()).isEqualTo(404);
    api.send("DELETE", path, null);
    assertThat(shop.rule(rule).path("state").asString()).isEqualTo("live");
    var trial = api.post("/api/v1/rules/preview", Map.of("condition", visited("tote", 1, 30))).json();
    assertThat(trial.path("total").asInt()).isEqualTo(1);
  }

  @Test
  void aRuleIsAFactThatIsFoldedAndNeverParked() {
    shop.live("t", visited("tote", 1, 30));
    var ledger = parley.get(Timeline.class).ledger(shop.merchant().workspace().id());
    assertThat(ledger.accepted()).isEqualTo(1);
    assertThat(ledger.folded()).isEqualTo(1);
    assertThat(ledger.parked()).isZero();
  }

  private void append(NewFact fact) {
    var workspace = shop.merchant().workspace().id();
    var database = parley.get(Database.class);
    database.tenant(workspace, () -> parley.get(Timeline.class).append(workspace, List.of(fact)));
    shop.settle();
  }
}
