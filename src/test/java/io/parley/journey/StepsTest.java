package io.parley.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.parley.customer.CustomerFilter;
import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.outreach.OutreachSettings;
import io.parley.outreach.QuietHours;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.Outside;
import io.parley.platform.Secrets;
import io.parley.support.LineStub;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What steps do, seen from outside: the phone, the checkout, the inbox, the other system.
class StepsTest extends AtJourneys {

  private record Heard(String delivery, String stamp, String signature, String body) {}

  @Test
  void aCouponStandsInTheMessageAndIsRedeemedOnce() {
    try (var line = line()) {
      var coupon = merchant.api().post("/api/v1/coupons", Map.of("name", "回來券",
          "benefit", Map.of("kind", "amount", "off", 100))).json().path("id").asString();
      publish("送券", """
          {"trigger": {"kind": "event", "event": {"name": "message"}}, "entry": {"kind": "once"}, "start": "c",
           "steps": [
            {"id": "c", "kind": "coupon", "coupon": "%s", "to": {"next": "m"}},
            {"id": "m", "kind": "message", "class": "service", "channels": ["line"], "to": {"next": "x"},
             "texts": {"any": {"text": "折一百：{{coupon.code}}"}}},
            {"id": "x", "kind": "exit"}]}
          """.formatted(coupon));
      line.write("U" + Ids.hex(16), "嗨");
      Awaitility.await().until(() -> !line.sent().isEmpty());
      var code = Pattern.compile("折一百：([A-Z0-9-]+)").matcher(line.sent().getFirst().toString());
      assertThat(code.find()).isTrue();
      assertThat(redeem(code.group(1), "A-1").path("accepted").asBoolean()).isTrue();
      assertThat(redeem(code.group(1), "A-2").path("accepted").asBoolean()).as("by another order").isFalse();
      var figures = merchant.api().get("/api/v1/coupons").json().at("/items/0/figures");
      assertThat(figures.path("issued").asInt() + " " + figures.path("redeemed").asInt()).isEqualTo("1 1");
    }
  }

  @Test
  void aTagBringsHerInAndSheIsNotedAndGivenToAColleagueInTheInbox() {
    try (var line = line()) {
      line.write("U" + Ids.hex(16), "嗨");
      var her = her();
      var thread = "/api/v1/conversations/" + merchant.api().get("/api/v1/conversations").json().at("/items/0/id")
          .asString();
      merchant.api().post(thread + "/close", Map.of());
      var journey = publish("關心", """
          {"trigger": {"kind": "tag", "tag": "要關心"}, "entry": {"kind": "once"}, "start": "a", "steps": [
            {"id": "a", "kind": "attribute", "name": "city", "value": "台北", "to": {"next": "t"}},
            {"id": "t", "kind": "tag", "tag": "要關心", "on": false, "to": {"next": "n"}},
            {"id": "n", "kind": "note", "text": "她搬家了", "to": {"next": "h"}},
            {"id": "h", "kind": "assign", "member": "%s", "text": "打給她", "to": {"next": "x"}},
            {"id": "x", "kind": "exit"}]}
          """.formatted(merchant.member().id().value()));
      merchant.api().post("/api/v1/customers/" + her + "/tags", Map.of("name", "要關心"));
      Awaitility.await().until(() ->
          Set.copyOf(errands(journey)).equals(Set.of("n note done", "h assign done")));
      var now = merchant.api().get(thread).json();
      assertThat(now.path("state").asString()).isEqualTo("open");
      assertThat(now.path("assignee").asString()).isEqualTo(merchant.member().id().value().toString());
      assertThat(now.path("waitingSince").isString()).as("it waits until somebody answers").isTrue();
      var notes = merchant.api().get(thread + "/messages").json().path("items").valueStream()
          .filter(one -> one.path("direction").asString().equals("note"))
          .map(one -> one.at("/author/name").asString() + "：" + one.at("/content/text").asString());
      assertThat(notes).containsExactlyInAnyOrder("關心：她搬家了", "關心：打給她");
      assertThat(merchant.api().get("/api/v1/conversations?assignee=" + now.path("assignee").asString()).json()
          .path("items").size()).isEqualTo(1);
      settle();
      assertThat(merchant.api().get("/api/v1/customers/" + her).json().at("/attributes/city").asString())
          .isEqualTo("台北");
      assertThat(merchant.api().get("/api/v1/customers/" + her + "/tags").json().path("items")).isEmpty();
      merchant.api().post(thread + "/messages", Map.of("clientId", "1", "content",
          Map.of("kind", "text", "text", "您好")));
      assertThat(merchant.api().get(thread).json().path("waitingSince").isNull()).isTrue();
      merchant.api().post(thread + "/assign", new java.util.HashMap<>());
      assertThat(merchant.api().get(thread).json().path("assignee").isNull()).as("given back").isTrue();
    }
  }

  @Test
  void whoHasNoConversationCannotBeGivenToAnybodyAndThatIsSaid() {
    var journey = publish("關心", """
        {"trigger": {"kind": "event", "event": {"name": "Hello"}}, "entry": {"kind": "once"}, "start": "h", "steps": [
          {"id": "h", "kind": "assign", "text": "打給她", "to": {"next": "x"}}, {"id": "x", "kind": "exit"}]}
        """);
    tell("ann", "Hello", Map.of());
    Awaitility.await().until(() -> errands(journey).equals(List.of("h assign failed")));
    assertThat(merchant.api().get("/api/v1/journeys/" + journey + "/errands").json().at("/items/0/reason").asString())
        .isEqualTo("no_conversation");
  }

  @Test
  void anotherSystemIsToldWithASignatureAgainIfItDidNotAnswerAndNeverWithinOurOwnNetwork() throws IOException {
    var heard = new CopyOnWriteArrayList<Heard>();
    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/", exchange -> {
      var headers = exchange.getRequestHeaders();
      heard.add(new Heard(headers.getFirst("Parley-Delivery"), headers.getFirst("Parley-Timestamp"),
          headers.getFirst("Parley-Signature"), new String(exchange.getRequestBody().readAllBytes(),
              StandardCharsets.UTF_8)));
      exchange.sendResponseHeaders(heard.size() == 1 ? 503 : 204, -1);
      exchange.close();
    });
    server.start();
    var address = "http://127.0.0.1:" + server.getAddress().getPort() + "/hear";
    var draft = """
        {"trigger": {"kind": "event", "event": {"name": "Hello"}}, "entry": {"kind": "once"}, "start": "w", "steps": [
          {"id": "w", "kind": "webhook", "address": "%s", "to": {"next": "x"}}, {"id": "x", "kind": "exit"}]}
        """;
    var amiss = merchant.api().post("/api/v1/journeys/check", Map.of("draft", json(draft.formatted(address)))).json();
    assertThat(amiss.at("/items/0/field").asString()).as("no address that is neither https nor trusted")
        .isEqualTo("address");
    parley.get(Outside.class).trust(URI.create(address));
    var told = publish("通知", draft.formatted(address));
    var inside = publish("闖入", draft.formatted("https://10.0.0.1/"));
    tell("ann", "Hello", Map.of());
    Awaitility.await().until(() -> heard.size() == 1);
    Awaitility.await().until(() -> parley.get(Database.class).engine(
        () -> parley.get(Database.class).sql().sql("""
            update journey.errand set due_at = now() where workspace_id = :workspace and state = 'planned'
              and answer = '503'
            """).param("workspace", workspace().value()).update()) == 1);
    Awaitility.await().until(() -> errands(told).equals(List.of("w webhook done")));
    var last = heard.getLast();
    var secret = merchant.api().get("/api/v1/journey-webhook-secret").json().path("secret").asString();
    assertThat(last.signature).isEqualTo("v1=" + HexFormat.of().formatHex(Secrets.hmac("HmacSHA256",
        secret.getBytes(StandardCharsets.UTF_8), (last.stamp + "." + last.body).getBytes(StandardCharsets.UTF_8))));
    assertThat(heard).hasSize(2).extracting(Heard::delivery).as("the same delivery").containsOnly(last.delivery);
    assertThat(json(last.body).path("customerId").asString()).isEqualTo(customer("ann").toString());
    Awaitility.await().until(() -> errands(inside).equals(List.of("w webhook failed")));
    server.stop(0);
  }

  private LineStub line() {
    parley.get(OutreachSettings.class).set(workspace(), new OutreachSettings.Rules(
        new QuietHours(LocalTime.NOON, LocalTime.NOON), 9, 0, Map.of("line", new BigDecimal("0.2")), 30,
        BigDecimal.ZERO, Set.of()));
    return new LineStub(parley, merchant);
  }

  private CustomerId her() {
    return Awaitility.await().until(() -> parley.get(Customers.class)
        .all(workspace(), CustomerFilter.identified("line"), 9).orElseThrow(), found -> !found.isEmpty()).iterator()
        .next();
  }

  private List<String> errands(String journey) {
    return merchant.api().get("/api/v1/journeys/" + journey + "/errands").json().path("items").valueStream()
        .map(one -> "%s %s %s".formatted(one.path("step").asString(), one.path("kind").asString(),
            one.path("state").asString())).toList();
  }

  private JsonNode redeem(String code, String order) {
    return merchant.api().post("/api/v1/redemptions", Map.of("code", code, "subtotal", 1280, "orderNumber", order,
        "anonymousId", "she")).json();
  }
}
