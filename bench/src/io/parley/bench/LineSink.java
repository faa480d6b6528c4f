package io.parley.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/// The least of LINE: it takes whatever is sent and says so. The same stands for Parley and for the bare loop.
final class LineSink implements AutoCloseable {
  final AtomicLong requests = new AtomicLong();
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
      if (exchange.getRequestURI().getPath().contains("/message/")) {
        requests.incrementAndGet();
      }
      var bytes = """
          {"access_token": "token", "expires_in": 900, "token_type": "Bearer", "userId": "U00000000000000000000000000000000",
           "basicId": "@kite", "displayName": "風箏", "type": "none", "sentMessages": [{"id": "1", "quoteToken": "q"}]}
          """.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// How many requests a second a plain client makes of it with so many at once.
  double bare(String path, String body, int atOnce, Duration length) {
    var done = new AtomicLong();
    var end = System.nanoTime() + length.toNanos();
    try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var senders = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var n = 0; n < atOnce; n++) {
        senders.submit(() -> {
          while (System.nanoTime() < end) {
            var request = HttpRequest.newBuilder(URI.create(url() + path)).header("Content-Type", "application/json")
                .header("X-Line-Retry-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString(body)).build();
            client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            done.incrementAndGet();
          }
          return done.get();
        });
      }
    }
    return done.get() * 1e9 / length.toNanos();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
