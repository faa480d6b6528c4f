package io.parley.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.support.Call;
import io.parley.support.Merchant;
import io.parley.support.TestDatabase;
import io.parley.support.TestParley;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Takes every endpoint from OpenAPI and tries it with what belongs to another workspace, and with garbage. A new
/// endpoint is covered by being there; a new noun needs one line in `TABLES`.
class EndpointIsolationTest {
  private static final String SECRET = "機密";
  /// Where the ids of a noun of the paths stand. Files are given to whoever knows their unguessable id.
  private static final Map<String, String> TABLES = Map.ofEntries(
      Map.entry("customers", "customer.customer"), Map.entry("identities", "customer.identity"),
      Map.entry("suggestions", "customer.suggestion"),
      Map.entry("tags", "customer.tag"), Map.entry("rules", "audience.rule"),
      Map.entry("segments", "audience.segment"),
      Map.entry("conversations", "conversation.conversation"), Map.entry("connections", "channel.connection"),
      Map.entry("failed-events", "channel.incoming"), Map.entry("parked-events", "timeline.parked"),
      Map.entry("products", "commerce.product"), Map.entry("files", "platform.file"),
      Map.entry("imports", "integration.import"), Map.entry("webhooks", "integration.webhook"),
      Map.entry("feeds", "integration.feed"), Map.entry("coupons", "commerce.coupon"),
      Map.entry("journeys", "journey.journey"), Map.entry("runs", "journey.run"),
      Map.entry("sends", "outreach.send"),
      Map.entry("shops", "integration.shopify"), Map.entry("entries", "conversation.entry"),
      Map.entry("broadcasts", "campaign.broadcast"),
      Map.entry("bulk", "timeline.bulk"), Map.entry("views", "customer.saved_view"));
  private static final List<String> OPEN = List.of("GET /api/v1/files/{id}");
  private static final List<String> BAD_IDS = List.of("x", "0", "-1", "00000000-0000-0000-0000-000000000000", "%00",
      "%27%22%3B--", "%E9%A2%A8", "%ff%fe", "..%2f..", "9".repeat(300), "%F0%9F%98%80", "1e9", "%7Bid%7D");
  private static final List<String> BAD_QUERIES = List.of("", "%00", "-1", "x", "%ff", "99999999999999999999",
      "%27%29%3B--", "%25%5F", "a".repeat(2_000), "2026-13-45", "W10", "eyJ4Ijp7fX0");

  /// What is told when LINE could not be asked: it is LINE that failed, not we.
  private static final int PROVIDER_AWAY = 502;

  private static TestParley parley;
  private static Catalogue catalogue;
  private static Merchant ours;
  private static Merchant theirs;
  private static List<Endpoint> endpoints;

  @BeforeAll
  static void start() {
    var settings = TestDatabase.settings(false);
    parley = TestParley.start(settings);
    catalogue = new Catalogue(settings.databaseUrl().orElseThrow());
    ours = Merchant.found(parley);
    theirs = Merchant.found(parley);
    endpoints = Endpoint.all(Call.to(parley.url()).get("/api/openapi.json").json());
    Inhabited.live(parley, ours, "我們的");
    Inhabited.live(parley, theirs, SECRET);
  }

  @AfterAll
  static void stop() {
    parley.close();
  }

  /// To delete what is not there is done already; the fingerprint shows that theirs still is.
  @Test
  void whatBelongsToAnotherWorkspaceIsNotThere() {
    endpoints.forEach(EndpointIsolationTest::crossings);
    var before = catalogue.fingerprint(theirs.workspace().id().value());
    var wrong = new ArrayList<String>();
    for (var endpoint : endpoints) {
      for (var ids : OPEN.contains(endpoint.toString()) ? List.<List<String>>of() : crossings(endpoint)) {
        var answer = ours.api().send(endpoint.method(), endpoint.with(ids), endpoint.body());
        var gone = endpoint.method().equals("DELETE") && answer.status() == 204;
        if (answer.status() != 404 && answer.status() != 403 && !gone) {
          wrong.add("%s with ids of another workspace answers %d: %s".formatted(endpoint, answer.status(),
              answer.body()));
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(catalogue.fingerprint(theirs.workspace().id().value())).isEqualTo(before);
  }

  @Test
  void nothingReadTellsOfAnotherWorkspace() {
    var foreign = new TreeSet<String>(List.of(SECRET));
    catalogue.ofTenants().stream().filter(table -> TABLES.containsValue(table.name()))
        .forEach(table -> foreign.addAll(ids(theirs, table.name())));
    foreign.removeIf(id -> id.length() < 6 && !id.equals(SECRET));
    var wrong = new ArrayList<String>();
    for (var endpoint : endpoints) {
      if (!endpoint.method().equals("GET") || !endpoint.nouns().isEmpty()) {
        continue;
      }
      for (var query : queries(endpoint)) {
        var answer = ours.api().get(endpoint.path() + query);
        foreign.stream().filter(answer.body()::contains)
            .forEach(id -> wrong.add("%s%s tells %s".formatted(endpoint, query, id)));
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void garbageIsRefusedAndNeverAFailure() {
    var wrong = new ArrayList<String>();
    for (var endpoint : endpoints) {
      for (var id : endpoint.nouns().isEmpty() ? List.of("") : BAD_IDS) {
        var path = endpoint.with(Collections.nCopies(endpoint.nouns().size(), id));
        check(wrong, endpoint.method(), path, endpoint.body());
      }
      for (var name : endpoint.queries()) {
        for (var value : BAD_QUERIES) {
          check(wrong, endpoint.method(), endpoint.with(own(endpoint)) + "?" + name + "=" + value, endpoint.body());
        }
      }
      for (var body : endpoint.body() == null ? List.of("{", "\u0000") : endpoint.garbage()) {
        if (!endpoint.method().equals("GET")) {
          check(wrong, endpoint.method(), endpoint.with(own(endpoint)), body);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyEndpointNeedsALogin() {
    for (var endpoint : endpoints) {
      if (OPEN.contains(endpoint.toString()) || endpoint.toString().equals("POST /api/v1/session")) {
        continue;
      }
      var path = endpoint.with(own(endpoint));
      assertThat(Call.to(parley.url()).send(endpoint.method(), path, endpoint.body()).status())
          .as(endpoint.toString()).isEqualTo(401);
      assertThat(Call.to(parley.url()).bearer("pk_wrong").send(endpoint.method(), path, endpoint.body()).status())
          .as(endpoint.toString()).isEqualTo(401);
    }
  }

  private static void check(List<String> wrong, String method, String path, String body) {
    var answer = ours.api().send(method, path, body);
    if (answer.status() >= 500 && answer.status() != PROVIDER_AWAY) {
      var shown = body == null ? "" : body.substring(0, Math.min(120, body.length()));
      wrong.add("%s %s answers %d to %s".formatted(method, path, answer.status(), shown));
    }
  }

  /// All ids theirs, and with more than one id, each of them theirs among ours.
  private static List<List<String>> crossings(Endpoint endpoint) {
    var crossings = new ArrayList<List<String>>();
    var nouns = endpoint.nouns();
    if (!nouns.isEmpty()) {
      crossings.add(nouns.stream().map(noun -> id(theirs, noun)).toList());
    }
    for (var n = 0; n < nouns.size() && nouns.size() > 1; n++) {
      var mixed = new ArrayList<>(own(endpoint));
      mixed.set(n, id(theirs, nouns.get(n)));
      crossings.add(mixed);
    }
    return crossings;
  }

  private static List<String> own(Endpoint endpoint) {
    return endpoint.nouns().stream().map(noun -> id(ours, noun)).toList();
  }

  private static String id(Merchant of, String noun) {
    assertThat(TABLES).as("where do ids of %s stand?", noun).containsKey(noun);
    var known = ids(of, TABLES.get(noun));
    if (known.isEmpty()) {
      var table = catalogue.ofTenants().stream().filter(each -> each.name().equals(TABLES.get(noun))).findFirst();
      catalogue.ensureRow(table.orElseThrow(), of.workspace().id().value());
      known = ids(of, TABLES.get(noun));
    }
    return known.getFirst();
  }

  private static List<String> ids(Merchant of, String table) {
    return catalogue.owner().sql("select id::text from %s where workspace_id = %d order by 1"
        .formatted(table, of.workspace().id().value())).query(String.class).list();
  }

  private static List<String> queries(Endpoint endpoint) {
    var queries = new ArrayList<>(List.of(""));
    endpoint.queries().forEach(name -> queries.add("?" + name + "=%E6%A9%9F%E5%AF%86"));
    return queries;
  }
}
