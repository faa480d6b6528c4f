package io.parley.audience;

import static io.parley.audience.Visitors.page;
import static io.parley.audience.Visitors.visited;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.customer.Tags;
import io.parley.platform.Database;
import io.parley.timeline.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// What rules and segments do where there is too much of something: of people on one device, of people who meet a
/// condition, of a past to be worked out.
class AudienceLimitsTest extends AmongVisitors {
  private static final int AT_ONCE = 500;

  /// The tablet in the store: each signs in on it and looks at one page. Nobody gets the tag of what others looked at.
  @Test
  void ofFiveThousandPeopleOnOneDeviceEachHasTheTagOfHerOwnVisit() {
    shop.live("看過托特", visited("tote", 1, 30));
    shop.live("看了三次", visited("tote", 3, 30));
    var people = 5_000;
    send(people, n -> {
      var seen = new HashMap<>(page("kiosk", TOTE, now.minusSeconds(people - n)));
      seen.put("userId", "K" + n);
      return seen;
    });
    Awaitility.await().atMost(Duration.ofMinutes(2)).until(this::folded);
    assertThat(carriers("看過托特")).isEqualTo(people);
    assertThat(carriers("看了三次")).isZero();
  }

  @Test
  void aRuleThatEverybodyMeetsTagsEverybodyWhoIsThereAndWhoComes() {
    var people = 1_500;
    send(people, n -> page("v" + n, TOTE, now.minusSeconds(people - n)));
    shop.settle();
    shop.live("大家", Map.of("kind", "not", "of", Map.of("kind", "tagged", "tag", "沒有這種標籤")));
    assertThat(carriers("大家")).isEqualTo(people);
    shop.tell(page("new", TOTE, ago(1)));
    assertThat(carriers("大家")).isEqualTo(people + 1);
  }

  /// What a kill in the middle of a slice leaves behind is nothing of the slice, and a cursor from which any node goes
  /// on.
  @Test
  void aFillThatBreaksOffInTheMiddleGoesOnAndCountsNobodyTwice() {
    var people = 1_000;
    send(people, n -> page("v" + n, TOTE, now.minusSeconds(people - n)));
    shop.settle();
    var workspace = shop.merchant().workspace().id();
    var fills = parley.get(Fills.class);
    var segment = segment(visited("tote", 1, 30));
    for (var killed = 0; killed < 4; killed++) {
      assertThatThrownBy(() -> parley.get(Database.class).engine(() -> {
        fills.slice(workspace);
        throw new IllegalStateException("killed");
      })).hasMessage("killed");
    }
    shop.settle();
    assertThat(members(segment)).isEqualTo(people);
    assertThat(parley.get(Database.class).engine(() -> parley.get(Database.class).sql().sql("""
        select sum(entered - left_again + otherwise) from audience.segment_day where workspace_id = :workspace
        """).param("workspace", workspace.value()).query(Integer.class).single())).isEqualTo(people);
  }

  @Test
  void eventsAreFoldedWhileThePastIsWorkedOut() {
    var people = 3_000;
    send(people, n -> page("v" + n, TOTE, now.minusSeconds(people - n)));
    shop.settle();
    var segment = segment(visited("tote", 2, 30));
    var beside = 0;
    for (var n = 0; filling() && n < people; n++) {
      shop.send(List.of(page("v" + n, TOTE, ago(0))));
      Awaitility.await().pollInterval(Duration.ofMillis(5)).until(this::folded);
      beside += filling() ? 1 : 0;
    }
    var twice = beside;
    shop.settle();
    assertThat(twice).as("folded while the fill was under way").isPositive();
    assertThat(members(segment)).isGreaterThanOrEqualTo(twice).isLessThan(people);
  }

  private void send(int count, IntFunction<Map<String, Object>> event) {
    for (var from = 0; from < count; from += AT_ONCE) {
      var some = new ArrayList<Map<String, Object>>();
      for (var n = from; n < Math.min(count, from + AT_ONCE); n++) {
        some.add(event.apply(n));
      }
      shop.send(some);
    }
  }

  private boolean folded() {
    return parley.get(Timeline.class).ledger(shop.merchant().workspace().id()).waiting() == 0;
  }

  private boolean filling() {
    return parley.get(Database.class).engine(() ->
        !parley.get(FillStore.class).open(shop.merchant().workspace().id()).isEmpty());
  }

  private int carriers(String tag) {
    return parley.get(Tags.class).list(shop.merchant().workspace().id()).stream()
        .filter(one -> one.name().equals(tag)).findFirst().orElseThrow().customers();
  }

  private String segment(Map<String, Object> condition) {
    return shop.merchant().api().post("/api/v1/segments", Map.of("name", "分眾", "condition", condition)).json()
        .path("id").asString();
  }

  private int members(String segment) {
    return shop.merchant().api().get("/api/v1/segments/" + segment).json().path("members").asInt();
  }
}
