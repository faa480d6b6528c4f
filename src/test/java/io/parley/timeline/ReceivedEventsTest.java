package io.parley.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.workspace.Workspaces;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The event debugger: everything that arrived is there, with what it became and why.
class ReceivedEventsTest extends AtShop {
  @BeforeAll
  static void anotherShop() {
    Shop.open(parley);
  }

  @Test
  void everyEventIsShownWithWhatBecameOfIt() {
    var twice = Shop.track("twice", Shop.visitor("v"));
    var late = Shop.event("track", Shop.visitor("v"), Map.of("event", "late", "timestamp", "2026-05-01T10:00:00Z",
        "sentAt", "2026-05-01T10:00:30Z", "context", Map.of("library", Map.of("name", "any", "version", "1"))));
    shop.tell(twice, late, Shop.identify(Shop.both("m", "v"), Map.of("name", "林郁晴")));
    shop.tell(twice, Map.of("type", "track", "userId", "m"), Shop.event("track", Shop.visitor("v"),
        Map.of("event", "not ours", "integrations", Map.of("All", false))));
    var arrivals = arrivals("");
    assertThat(outcomes(arrivals)).containsExactlyInAnyOrder("folded twice", "folded late", "folded identify",
        "repeated twice", "parked track", "refused not ours");
    for (var one : arrivals) {
      if (one.path("outcome").asString().equals("folded")) {
        assertThat(one.at("/customer/name").asString()).isEqualTo("林郁晴");
      }
      assertThat(one.path("outcome").asString().equals("parked")).isEqualTo(one.path("detail").asString("")
          .contains("names its event"));
    }
    var found = arrivals("?query=LATE").get(0);
    assertThat(found.at("/time/how").asString()).isEqualTo("clock_corrected");
    assertThat(found.at("/time/told").asString()).isEqualTo("2026-05-01T10:00:00Z");
    assertThat(found.path("library").asString()).isEqualTo("any 1");
    assertThat(found.path("body").asString()).contains("\"late\"");
    assertThat(outcomes(arrivals("?outcome=repeated"))).containsExactly("repeated twice");
    assertThat(outcomes(arrivals("?query=100%25"))).isEmpty();
    assertThat(outcomes(arrivals("?query=%E9%83%81%E6%99%B4"))).as("by her name").contains("folded twice",
        "folded late", "repeated twice").doesNotContain("refused not ours");
  }

  @Test
  void pagesFollowOneAnotherWithoutAGapOrARepeat() {
    for (var n = 0; n < 7; n++) {
      shop.send(Shop.track("E" + n, Shop.visitor("v")));
      if (n % 3 == 0) {
        shop.send(Shop.event("track", Shop.visitor("v"), Map.of("event", "R" + n, "integrations",
            Map.of("Parley", false))));
      }
    }
    shop.settle();
    var names = new java.util.ArrayList<String>();
    var next = "";
    do {
      var page = shop.merchant().api().get("/api/v1/received-events?limit=2" + next).json();
      page.path("items").forEach(one -> names.add(one.path("name").asString()));
      next = page.path("next").isString() ? "&cursor=" + page.path("next").asString() : null;
    } while (next != null);
    assertThat(names).containsExactly("R6", "E6", "E5", "E4", "R3", "E3", "E2", "E1", "R0", "E0");
  }

  @Test
  void aBusyNeighbourAndAJobOverManyCustomersHideNothing() {
    shop.tell(Shop.track("quiet", Shop.visitor("v")));
    var neighbour = Shop.open(parley);
    for (var busy : List.of(neighbour, shop)) {
      busy.count("""
          with told as (insert into timeline.log (workspace_id, received_at, kind, body)
            select :workspace, now(), 'rule', '{}' from generate_series(1, 20500) returning 1)
          select count(*) from told
          """);
    }
    assertThat(outcomes(arrivals(""))).containsExactly("folded quiet");
    assertThat(outcomes(arrivals("?query=quie"))).containsExactly("folded quiet");
  }

  @Test
  void oneOutcomeIsPagedAlone() {
    for (var n = 0; n < 5; n++) {
      shop.tell(Shop.track("E" + n, Shop.visitor("v")), Map.of("type", "dance", "userId", "P" + n));
    }
    var first = shop.merchant().api().get("/api/v1/received-events?outcome=parked&limit=3").json();
    var second = shop.merchant().api().get("/api/v1/received-events?outcome=parked&limit=3&cursor="
        + first.path("next").asString()).json();
    var who = new java.util.ArrayList<String>();
    List.of(first, second).forEach(page -> page.path("items").forEach(one -> who.add(one.at("/who/0").asString())));
    assertThat(who).containsExactly("P4", "P3", "P2", "P1", "P0");
    assertThat(second.path("next").isNull()).isTrue();
  }

  @Test
  void aRequestRefusedAsAWholeIsShownToTheSiteItCameFrom() throws Exception {
    var site = "https://shop-" + shop.workspace().value() + ".example";
    parley.get(Workspaces.class).change(shop.workspace(), new Workspaces.WorkspaceChange(null, null, List.of(site)));
    assertThat(post("/v1/t", "{\"event\":\"lost\",\"writeKey\":\"wk_mistyped\"}", site)).isEqualTo(401);
    assertThat(post("/v1/t", "{\"event\":\"lost\",\"writeKey\":\"wk_other\"}", "https://else.example")).isEqualTo(401);
    assertThat(shop.collector().post("/v1/batch", "{not json").status()).isEqualTo(400);
    var arrivals = arrivals("?outcome=refused");
    assertThat(outcomes(arrivals)).containsExactly("refused /v1/batch", "refused /v1/t");
    assertThat(arrivals).extracting(one -> one.path("reason").asString()).containsExactly("malformed", "write_key");
    assertThat(arrivals.get(1).path("body").asString()).contains("wk_mistyped");
  }

  @Test
  void inAskModeNothingOfWhatWasSentIsKept() {
    parley.get(Workspaces.class).change(shop.workspace(), new Workspaces.WorkspaceChange(null, "ask", null));
    shop.send(Shop.event("track", Shop.visitor("canary"), Map.of("event", "A")));
    shop.collector().post("/v1/batch", "{\"canary\":");
    var arrivals = arrivals("");
    assertThat(outcomes(arrivals)).containsExactly("refused /v1/batch", "refused A");
    assertThat(arrivals.toString()).doesNotContain("canary");
  }

  @Test
  void aFloodOfRefusalsIsBounded() {
    var off = new HashMap<>(Shop.event("track", Shop.visitor("v"), Map.of("event", "A", "integrations",
        Map.of("All", false))));
    for (var n = 0; n < 5; n++) {
      shop.collector().post("/v1/batch", Map.of("batch", java.util.Collections.nCopies(1_000, off)));
    }
    assertThat(shop.ledger().refused()).isEqualTo(5_000);
    assertThat(shop.count("select count(*) from timeline.refusal where workspace_id = :workspace")).isBetween(1L, 400L);
  }

  private List<JsonNode> arrivals(String query) {
    var answer = shop.merchant().api().get("/api/v1/received-events" + query);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return java.util.stream.StreamSupport.stream(answer.json().path("items").spliterator(), false).toList();
  }

  private static List<String> outcomes(List<JsonNode> arrivals) {
    return arrivals.stream().map(one -> one.path("outcome").asString() + " " + one.path("name").asString()).toList();
  }

  private static int post(String path, String body, String origin) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(parley.url() + path)).header("Origin", origin)
        .POST(HttpRequest.BodyPublishers.ofString(body)).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
  }
}
