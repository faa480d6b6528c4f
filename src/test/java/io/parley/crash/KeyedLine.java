package io.parley.crash;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.parley.support.Call;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/// The least of LINE that pushes need: it knows retry keys (LINE, "Retrying an API request"), and can keep one sender
/// waiting for the answer to what it has taken.
final class KeyedLine implements AutoCloseable {
  /// What was taken: `address text`, in order.
  final List<String> taken = new CopyOnWriteArrayList<>();
  final Map<String, Integer> asked = new ConcurrentHashMap<>();
  private final CountDownLatch answering = new CountDownLatch(1);
  private final int patience;
  private final HttpServer server;
  private volatile int waitingPort;

  /// The answer to the message of this number waits for `answer`.
  KeyedLine(int patience) {
    this.patience = patience;
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

  /// The port of the sender who waits, 0 while nobody does.
  int waitingPort() {
    return waitingPort;
  }

  void answer() {
    answering.countDown();
  }

  private void handle(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var status = 200;
    if (exchange.getRequestURI().getPath().endsWith("/message/push")) {
      var key = exchange.getRequestHeaders().getFirst("X-Line-Retry-Key");
      if (asked.merge(key, 1, Integer::sum) > 1) {
        status = 409;
        exchange.getResponseHeaders().set("x-line-accepted-request-id", key);
      } else {
        take(exchange, body);
      }
    }
    var bytes = Call.JSON.writeValueAsBytes(Map.of("access_token", "token", "expires_in", 900, "token_type", "Bearer",
        "userId", "U" + "0".repeat(32), "basicId", "@kite", "displayName", "風箏",
        "sentMessages", List.of(Map.of("id", "1", "quoteToken", "q"))));
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void take(HttpExchange exchange, String body) {
    var push = Call.JSON.readTree(body);
    taken.add(push.path("to").asString() + " " + push.at("/messages/0/text").asString());
    if (taken.size() == patience) {
      waitingPort = exchange.getRemoteAddress().getPort();
      try {
        answering.await();
      } catch (InterruptedException stopping) {
        throw new IllegalStateException(stopping);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
