package io.parley.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/// The least of LINE: it takes whatever is sent and says so, as often a second as LINE lets one call. The same stands
/// for Parley and for the bare loop.
final class LineSink implements AutoCloseable {
  static final String MULTICAST = "/v2/bot/message/multicast";
  static final String PUSH = "/v2/bot/message/push";
  /// What LINE and the simulated LINE allow of each (developers.line.biz, "Rate limits").
  private static final Map<String, Integer> A_SECOND = Map.of(MULTICAST, 200, PUSH, 2_000);
  private static final int TOO_FAST = 429;

  final AtomicLong requests = new AtomicLong();
  final AtomicLong refused = new AtomicLong();
  private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
  /// Whether the limits hold.
  volatile boolean limited = true;
  private final HttpServer server;

  LineSink() {
    try {
      server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", exchange -> {
      exchange.getRequestBody().readAllBytes();
      var path = exchange.getRequestURI().getPath();
      var limit = A_SECOND.get(path);
      if (limit != null) {
        if (limited && !buckets.computeIfAbsent(path, one -> new Bucket(limit)).take()) {
          refused.incrementAndGet();
          answer(exchange, TOO_FAST, "{\"message\": \"The API rate limit has been exceeded. Try again later.\"}");
          return;
        }
        requests.incrementAndGet();
      }
      answer(exchange, 200, """
          {"access_token": "token", "expires_in": 900, "token_type": "Bearer", "userId": "U00000000000000000000000000000000",
           "basicId": "@kite", "displayName": "風箏", "type": "none", "sentMessages": [{"id": "1", "quoteToken": "q"}]}
          """);
    });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// How many requests a second a plain client makes of it with so many at once, until so many were taken. What was
  /// refused as too fast is sent again a moment later.
  double bare(String path, String body, int atOnce, long most) {
    refill();
    var left = new AtomicLong(most);
    var start = System.nanoTime();
    try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var senders = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var n = 0; n < atOnce; n++) {
        senders.submit(() -> {
          while (left.decrementAndGet() >= 0) {
            while (!send(client, path, body)) {
              Bench.pause(5);
            }
          }
          return left.get();
        });
      }
    }
    return most * 1e9 / (System.nanoTime() - start);
  }

  private boolean send(HttpClient client, String path, String body) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(url() + path)).header("Content-Type", "application/json")
        .header("X-Line-Retry-Key", UUID.randomUUID().toString())
        .POST(HttpRequest.BodyPublishers.ofString(body)).build();
    return client.send(request, HttpResponse.BodyHandlers.ofByteArray()).statusCode() != TOO_FAST;
  }

  /// Nobody has called for a while.
  void refill() {
    buckets.clear();
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    var bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /// A second's worth of calls, filled up as time goes.
  private static final class Bucket {
    private final int aSecond;
    private double left;
    private long at = System.nanoTime();

    Bucket(int aSecond) {
      this.aSecond = aSecond;
      this.left = aSecond;
    }

    synchronized boolean take() {
      var now = System.nanoTime();
      left = Math.min(aSecond, left + (now - at) / 1e9 * aSecond);
      at = now;
      if (left < 1) {
        return false;
      }
      left--;
      return true;
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
