package io.parley.timeline;

import static io.parley.customer.IdentityKey.member;
import static io.parley.customer.IdentityKey.visitor;
import static org.assertj.core.api.Assertions.assertThat;

import com.segment.analytics.Analytics;
import com.segment.analytics.Callback;
import com.segment.analytics.messages.AliasMessage;
import com.segment.analytics.messages.GroupMessage;
import com.segment.analytics.messages.IdentifyMessage;
import com.segment.analytics.messages.Message;
import com.segment.analytics.messages.PageMessage;
import com.segment.analytics.messages.ScreenMessage;
import com.segment.analytics.messages.TrackMessage;
import com.sun.net.httpserver.HttpServer;
import io.parley.support.TestParley;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Maven's `com.segment.analytics.java:analytics`, unmodified, works with nothing but its endpoint changed.
class JavaClientTest {
  private TestParley parley;
  private Shop shop;

  @BeforeEach
  void start() {
    parley = TestParley.shared();
    shop = Shop.open(parley);
  }

  @AfterEach
  void stop() {
    parley.close();
  }

  @Test
  void thePublishedJavaClientIsUnderstoodAndSendsNothingTwice() {
    var heard = new Heard();
    var analytics = client(parley.url(), heard);
    analytics.enqueue(PageMessage.builder("包袋").anonymousId("java-visitor").properties(Map.of("url", "/bags")));
    analytics.enqueue(TrackMessage.builder("Product Viewed").anonymousId("java-visitor")
        .properties(Map.of("product_id", "p1", "price", 1280)));
    analytics.enqueue(IdentifyMessage.builder().userId("java-member").anonymousId("java-visitor")
        .traits(Map.of("name", "林郁晴")));
    analytics.enqueue(AliasMessage.builder("java-visitor").userId("java-member"));
    analytics.enqueue(GroupMessage.builder("vip").userId("java-member"));
    analytics.enqueue(ScreenMessage.builder("Home").userId("java-member"));
    for (var n = 0; n < 20; n++) {
      analytics.enqueue(TrackMessage.builder("Clicked").userId("java-member").properties(Map.of("n", n))
          .timestamp(Date.from(java.time.Instant.parse("2026-05-01T10:00:00Z"))));
    }
    analytics.flush();
    Awaitility.await().until(() -> heard.good.size() == 26);
    analytics.shutdown();
    shop.settle();
    assertThat(heard.bad).isEmpty();
    assertThat(shop.ledger()).isEqualTo(new Ledger(26, 26, 0, 0, 0, 0, 0));
    assertThat(shop.customer(visitor("java-visitor"))).isEqualTo(shop.customer(member("java-member")));
    assertThat(shop.timeline(member("java-member"))).filteredOn(entry -> entry.name().equals("Clicked")).hasSize(20)
        .allSatisfy(entry -> assertThat(entry.at()).isBetween("2026-05-01T09:59:55Z", "2026-05-01T10:00:05Z"));
  }

  /// One client's first answer is a failure on its way, the other's a 200 that is no JSON: both send again, each after
  /// the fifteen seconds that are built into it.
  @Test
  void whatItSendsAgainCountsOnce() throws Exception {
    try (var failing = new Between(parley.url(), 503); var garbling = new Between(parley.url(), 200)) {
      var heard = new Heard();
      var clients = List.of(client(failing.url(), heard), client(garbling.url(), heard));
      for (var analytics : clients) {
        for (var n = 0; n < 5; n++) {
          analytics.enqueue(TrackMessage.builder("Clicked").userId("m").properties(Map.of("n", n)));
        }
        analytics.flush();
      }
      Awaitility.await().atMost(Duration.ofSeconds(120)).until(() -> heard.good.size() == 10);
      clients.forEach(Analytics::shutdown);
      assertThat(failing.passed.get()).isEqualTo(2);
      assertThat(garbling.passed.get()).isEqualTo(2);
      shop.settle();
      assertThat(shop.timeline(member("m"))).hasSize(10);
      assertThat(shop.ledger().repeated()).isEqualTo(10);
    }
  }

  private Analytics client(String url, Callback callback) {
    return Analytics.builder(shop.writeKey()).endpoint(url).callback(callback).build();
  }

  private static final class Heard implements Callback {
    private final List<Message> good = Collections.synchronizedList(new ArrayList<>());
    private final List<Throwable> bad = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void success(Message message) {
      good.add(message);
    }

    @Override
    public void failure(Message message, Throwable why) {
      bad.add(why);
    }
  }

  /// Passes every request on to Parley and answers the first one with this status and a text instead of its answer.
  private static final class Between implements AutoCloseable {
    private final HttpServer server;
    private final AtomicInteger passed = new AtomicInteger();

    Between(String parley, int lie) throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      var client = HttpClient.newHttpClient();
      server.createContext("/", exchange -> {
        try {
          var request = HttpRequest.newBuilder(URI.create(parley + exchange.getRequestURI()))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
          var encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
          if (encoding != null) {
            request.header("Content-Encoding", encoding);
          }
          var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
          var turn = passed.getAndIncrement();
          var body = turn == 0 ? "<html>".getBytes() : answer.body();
          exchange.sendResponseHeaders(turn == 0 ? lie : answer.statusCode(), body.length);
          exchange.getResponseBody().write(body);
        } catch (InterruptedException stopped) {
          Thread.currentThread().interrupt();
        }
        exchange.close();
      });
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.start();
    }

    String url() {
      return "http://localhost:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
