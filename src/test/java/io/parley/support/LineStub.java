package io.parley.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.parley.channel.Account;
import io.parley.channel.ConnectionId;
import io.parley.channel.Connections;
import io.parley.platform.Ids;
import io.parley.platform.Outside;
import io.parley.platform.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;

/// The least of LINE that a conversation needs: it takes what is sent, and signs what its users write. What LINE
/// refuses is tested against the simulator, not here.
public final class LineStub implements AutoCloseable {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  private final HttpServer server;
  private final TestParley parley;
  private final ConnectionId connection;
  private final String bot = "U" + Ids.hex(16);
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  /// One call that sent something; `endpoint` is push, reply or multicast.
  public record Request(String endpoint, JsonNode body) {}

  public LineStub(TestParley parley, Merchant merchant) {
    this.parley = parley;
    try {
      server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
    var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    parley.get(Outside.class).trust(url);
    connection = parley.get(Connections.class).connect(merchant.workspace().id(), Connections.Draft.of(
        "line", "測試 LINE", "1650000000", SECRET, null).at(new Account.Endpoints(url, url, url), null));
  }

  public ConnectionId connection() {
    return connection;
  }

  /// The message objects that were sent, in order.
  public List<JsonNode> sent() {
    return requests.stream().flatMap(one -> one.body().path("messages").valueStream()).toList();
  }

  /// The calls that sent something, in order.
  public List<Request> requests() {
    return requests;
  }

  public void write(String user, String text) {
    event(user, Map.of("type", "message", "message",
        Map.of("type", "text", "id", Ids.digits(18), "quoteToken", "q", "text", text)));
  }

  /// `what` is the part of the webhook event that is its own.
  public void event(String user, Map<String, Object> what) {
    var event = new java.util.LinkedHashMap<String, Object>(Map.of("mode", "active",
        "timestamp", System.currentTimeMillis(), "webhookEventId", Ids.hex(13),
        "deliveryContext", Map.of("isRedelivery", false), "source", Map.of("type", "user", "userId", user),
        "replyToken", Ids.hex(16)));
    event.putAll(what);
    var body = Call.JSON.writeValueAsString(Map.of("destination", bot, "events", List.of(event)));
    var signature = Base64.getEncoder().encodeToString(Secrets.hmac("HmacSHA256",
        SECRET.getBytes(StandardCharsets.UTF_8), body.getBytes(StandardCharsets.UTF_8)));
    var answer = Call.to(parley.url()).with("x-line-signature", signature)
        .post("/hooks/line/" + connection, body);
    if (answer.status() != 200) {
      throw new AssertionError("The webhook was answered " + answer.status() + " " + answer.body());
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (path.startsWith("/v2/bot/message/") && exchange.getRequestMethod().equals("POST")) {
      requests.add(new Request(path.substring(path.lastIndexOf('/') + 1), Call.JSON.readTree(body)));
    }
    var told = Call.JSON.writeValueAsString(said(path));
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    var bytes = told.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private Object said(String path) {
    if (path.startsWith("/oauth2")) {
      return Map.of("access_token", "token", "expires_in", 900, "token_type", "Bearer");
    } else if (path.endsWith("/bot/info")) {
      return Map.of("userId", bot, "basicId", "@kite", "displayName", "風箏", "chatMode", "bot",
          "markAsReadMode", "auto");
    } else if (path.contains("/profile/")) {
      return Map.of("userId", path.substring(path.lastIndexOf('/') + 1), "displayName", "林郁晴");
    } else if (path.endsWith("/linkToken")) {
      return Map.of("linkToken", Ids.hex(16));
    } else if (path.endsWith("/quota")) {
      return Map.of("type", "limited", "value", 200);
    } else if (path.endsWith("/consumption")) {
      return Map.of("totalUsage", 3);
    }
    return Map.of("sentMessages", List.of(Map.of("id", Ids.digits(18), "quoteToken", "q")));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
