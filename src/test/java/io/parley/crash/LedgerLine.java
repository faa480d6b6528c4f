package io.parley.crash;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.parley.support.Call;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;

/// A LINE that has bad days: it answers slowly, refuses for haste, fails before it has taken a message, and hangs up
/// after. It knows retry keys (LINE, "Retrying an API request"), and its ledger says who got what how often.
final class LedgerLine implements AutoCloseable {
  /// `address text` → how often it was delivered.
  final Map<String, Integer> ledger = new ConcurrentHashMap<>();
  /// What went wrong → how often.
  final Map<String, Integer> troubles = new ConcurrentHashMap<>();
  private final Set<String> keys = ConcurrentHashMap.newKeySet();
  private final Random chance;
  private final HttpServer server;

  LedgerLine(long seed) {
    chance = new Random(seed);
    try {
      server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var path = exchange.getRequestURI().getPath();
    if (!path.endsWith("/message/push") && !path.endsWith("/message/multicast")) {
      answer(exchange, 200, Map.of("access_token", "token", "expires_in", 900, "token_type", "Bearer",
          "userId", "U" + "0".repeat(32), "basicId", "@kite", "displayName", "風箏", "type", "none"));
      return;
    }
    Victim.pause(Duration.ofMillis(chance.nextInt(200) == 0 ? 1_500 : chance.nextInt(15)));
    var key = exchange.getRequestHeaders().getFirst("X-Line-Retry-Key");
    var luck = chance.nextInt(1_000);
    if (luck < 30) {
      troubles.merge("500", 1, Integer::sum);
      answer(exchange, 500, Map.of("message", "Internal server error"));
    } else if (luck < 33) {
      troubles.merge("429", 1, Integer::sum);
      answer(exchange, 429, Map.of("message", "The API rate limit has been exceeded. Try again later."));
    } else if (!keys.add(key)) {
      troubles.merge("409", 1, Integer::sum);
      exchange.getResponseHeaders().set("x-line-accepted-request-id", key);
      answer(exchange, 409, Map.of("message", "The retry key is already accepted"));
    } else {
      deliver(Call.JSON.readTree(body));
      if (luck < 73) {
        troubles.merge("cut off", 1, Integer::sum);
        exchange.close();
      } else {
        answer(exchange, 200, Map.of("sentMessages", List.of(Map.of("id", "1", "quoteToken", "q"))));
      }
    }
  }

  private void deliver(JsonNode sent) {
    var text = sent.at("/messages/0/text").asString();
    var to = sent.path("to");
    if (to.isArray()) {
      to.forEach(one -> ledger.merge(one.asString() + " " + text, 1, Integer::sum));
    } else {
      ledger.merge(to.asString() + " " + text, 1, Integer::sum);
    }
  }

  private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
    var bytes = Call.JSON.writeValueAsBytes(body);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
