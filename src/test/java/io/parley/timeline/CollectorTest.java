package io.parley.timeline;

import static io.parley.customer.IdentityKey.visitor;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.support.Call;
import io.parley.workspace.Workspaces;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CollectorTest extends AtShop {
  @ParameterizedTest
  @ValueSource(strings = {"/v1/batch", "/v1/batch/", "/v1/import", "/v1/import/", "/v1/b", "/v1/b/"})
  void everyBatchAddressTakesABatch(String path) {
    var answer = shop.collector().post(path, Map.of("batch", List.of(Shop.track("A", Shop.visitor("v1")))));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("success").booleanValue()).isTrue();
    shop.settle();
    assertThat(shop.timeline(visitor("v1"))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"track", "t", "page", "p", "screen", "s", "identify", "i", "group", "g", "track/", "t/"})
  void everySingleAddressSaysTheType(String call) {
    var event = Map.of("anonymousId", "v1", "event", "A", "messageId", Shop.id(), "writeKey", shop.writeKey());
    var answer = Call.to(parley.url()).with("Content-Type", "text/plain").post("/v1/" + call, event);
    assertThat(answer.status()).isEqualTo(200);
    shop.settle();
    assertThat(shop.timeline(visitor("v1"))).hasSize(1);
    assertThat(shop.ledger().parked()).isZero();
  }

  @Test
  void aliasIsTakenAtItsTwoAddresses() {
    for (var path : List.of("/v1/alias", "/v1/a")) {
      shop.collector().post(path, Map.of("userId", "u" + path.length(), "previousId", "v1", "messageId", Shop.id()));
    }
    shop.settle();
    assertThat(shop.ledger().folded()).isEqualTo(2);
  }

  @Test
  void theContextOfABatchIsThatOfItsEventsUnlessTheySayOtherwise() {
    shop.collector().post("/v1/import/", Map.of("writeKey", shop.writeKey(),
        "context", Map.of("page", Map.of("url", "https://kite.example/shared"), "library", Map.of("name", "java")),
        "batch", List.of(Shop.track("A", Shop.visitor("v1")), Shop.event("track", Shop.visitor("v2"),
            Map.of("event", "B", "context", Map.of("page", Map.of("url", "https://kite.example/own")))))));
    shop.settle();
    assertThat(shop.timeline(visitor("v1")).getFirst().url()).isEqualTo("https://kite.example/shared");
    assertThat(shop.timeline(visitor("v2")).getFirst().url()).isEqualTo("https://kite.example/own");
  }

  @Test
  void unknownFieldsAreKept() {
    shop.tell(Shop.event("track", Shop.visitor("v1"), Map.of("event", "A", "colour", "red",
        "properties", Map.of("unheard", Map.of("of", List.of(1, 2))))));
    assertThat(shop.timeline(visitor("v1")).getFirst().properties().path("unheard").path("of").get(1).intValue())
        .isEqualTo(2);
    assertThat(shop.count("select count(*) from timeline.log where workspace_id = :workspace and body like '%colour%'"))
        .isEqualTo(1);
  }

  static List<String> malformed() {
    var large = "{\"batch\":[{\"type\":\"track\",\"event\":\"%s\",\"anonymousId\":\"v\"}]}";
    return List.of("", "{", "[]", "null", "42", "\"text\"", "{\"batch\":{}}", "{\"batch\":[1]}", "{\"batch\":[null]}",
        "{}", "{\"batch\":[]} trailing", "{\"batch\":[{\"type\":\"track\"},]}", "{'batch':[]}", "<html>",
        "{\"batch\":[{\"a\":\"\u0001\"}]}", large.formatted("x".repeat(33 * 1024)),
        "{\"batch\":[" + "[".repeat(2000) + "]}", "{\"batch\":[" + "{},".repeat(2_501) + "{}]}",
        "{\"batch\":[],\"pad\":\"" + "x".repeat(501 * 1024) + "\"}");
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void whatIsNotABatchIsRefusedWithASentence(String body) {
    var answer = shop.collector().with("Accept-Language", "en").post("/v1/batch", body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("title").stringValue()).isNotBlank();
    assertThat(shop.ledger().accepted()).isZero();
  }

  @Test
  void otherCharsetsAreRefusedWhetherDeclaredOrNot() throws Exception {
    var big5 = "{\"batch\":[{\"type\":\"track\",\"event\":\"包袋\",\"anonymousId\":\"v\"}]}".getBytes("Big5");
    assertThat(post("/v1/batch", big5).statusCode()).isEqualTo(400);
    var utf16 = "{\"batch\":[]}".getBytes(StandardCharsets.UTF_16LE);
    assertThat(post("/v1/batch", utf16).statusCode()).isEqualTo(400);
    var declared = post("/v1/batch", "{\"batch\":[]}".getBytes(), "Content-Type", "application/json; charset=Big5");
    assertThat(declared.statusCode()).isEqualTo(400);
    var odd = post("/v1/batch", "{\"batch\":[]}".getBytes(), "Content-Type", "application/json; charset=nonsense");
    assertThat(odd.statusCode()).isEqualTo(400);
    var marked = post("/v1/batch", "\uFEFF{\"batch\":[]}".getBytes(StandardCharsets.UTF_8));
    assertThat(marked.statusCode()).isEqualTo(200);
  }

  @Test
  void zippedBodiesAreUnzippedAndBombsRefused() throws Exception {
    var batch = Call.JSON.writeValueAsBytes(Map.of("batch", List.of(Shop.track("zipped", Shop.visitor("v1")))));
    assertThat(post("/v1/batch", zip(batch), "Content-Encoding", "gzip").statusCode()).isEqualTo(200);
    assertThat(post("/v1/batch", zip(batch)).statusCode()).isEqualTo(200);
    shop.settle();
    assertThat(shop.ledger().folded()).isEqualTo(1);
    var bomb = ("{\"batch\":[],\"pad\":\"" + "x".repeat(30_000_000) + "\"}").getBytes();
    assertThat(post("/v1/batch", zip(bomb), "Content-Encoding", "gzip").statusCode()).isEqualTo(400);
    assertThat(post("/v1/batch", new byte[] {0x1F, (byte) 0x8B, 3, 4}, "Content-Encoding", "gzip").statusCode())
        .isEqualTo(400);
    assertThat(post("/v1/batch", batch, "Content-Encoding", "br").statusCode()).isEqualTo(400);
  }

  @Test
  void aWrongWriteKeyIsToldSo() {
    var event = Map.of("anonymousId", "v1", "event", "A");
    assertThat(Call.to(parley.url()).post("/v1/track", event).status()).isEqualTo(401);
    assertThat(Call.to(parley.url()).with("Authorization", Shop.basic("wk_forged")).post("/v1/track", event).status())
        .isEqualTo(401);
    assertThat(Call.to(parley.url()).with("Authorization", "Basic %%%").post("/v1/track", event).status())
        .isEqualTo(401);
    assertThat(shop.collector().post("/v1/dance", event).status()).isEqualTo(404);
    assertThat(shop.collector().send("GET", "/v1/track", null).status()).isEqualTo(405);
  }

  @Test
  void anyShopsPageMaySendAndAsk() throws Exception {
    var request = HttpRequest.newBuilder(URI.create(parley.url() + "/v1/t"))
        .header("Origin", "https://anywhere.example")
        .header("Access-Control-Request-Method", "POST")
        .header("Access-Control-Request-Headers", "authorization,content-type,x-retry-count")
        .method("OPTIONS", HttpRequest.BodyPublishers.noBody()).build();
    var asked = client().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(asked.statusCode()).isBetween(200, 204);
    assertThat(asked.headers().firstValue("Access-Control-Allow-Origin")).isPresent();
    assertThat(asked.headers().firstValue("Access-Control-Allow-Headers").orElseThrow())
        .containsIgnoringCase("authorization");
    var sent = post("/v1/t", Call.JSON.writeValueAsBytes(Map.of("anonymousId", "v1", "event", "A")),
        "Origin", "https://anywhere.example");
    assertThat(sent.statusCode()).isEqualTo(200);
    assertThat(sent.headers().firstValue("Access-Control-Allow-Origin")).isPresent();
  }

  @Test
  void theBrowserClientGetsItsSettingsAndItsMetricsAreSwallowed() {
    var settings = Call.to(parley.url()).get("/v1/projects/" + shop.writeKey() + "/settings");
    assertThat(settings.json().path("integrations").path("Segment.io").path("apiKey").stringValue())
        .isEqualTo(shop.writeKey());
    assertThat(Call.to(parley.url()).get("/v1/projects/forged/settings").status()).isEqualTo(401);
    assertThat(Call.to(parley.url()).post("/v1/m", "{\"series\":[]}").status()).isEqualTo(200);
  }

  @Test
  void inAskModeNothingIsKeptOfAVisitorBeforeSheAgrees() {
    parley.get(Workspaces.class).change(shop.workspace(), new Workspaces.WorkspaceChange(null, "ask", null));
    shop.send(Shop.track("unasked", Shop.visitor("v1")), Shop.event("track", Shop.member("m1"),
        Map.of("event", "from the shop's server")));
    shop.send(Shop.event("track", Shop.both("m1", "v1"), Map.of("event", "in the page", "channel", "browser")));
    shop.settle();
    assertThat(shop.customer(visitor("v1"))).isNull();
    assertThat(shop.ledger().refused()).isEqualTo(2);
    assertThat(shop.ledger().accepted()).isEqualTo(1);
    assertThat(shop.count("select count(*) from timeline.log where workspace_id = :workspace")).isEqualTo(1);
    shop.tell(Shop.event("track", Shop.visitor("v1"), Map.of("event", "A", "context", Map.of("consent", "granted"))));
    assertThat(shop.timeline(visitor("v1"))).hasSize(1);
  }

  private HttpClient client() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  private HttpResponse<String> post(String path, byte[] body, String... headers)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(parley.url() + path))
        .header("Authorization", Shop.basic(shop.writeKey()))
        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static byte[] zip(byte[] plain) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    }
    return bytes.toByteArray();
  }
}
