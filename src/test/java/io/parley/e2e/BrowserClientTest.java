package io.parley.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.parley.support.Merchant;
import io.parley.support.NodePackages;
import io.parley.support.TestParley;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// npm's `@segment/analytics-next`, unmodified, in a real browser, works with nothing but the address of its settings
/// changed: where events go, it asks there.
class BrowserClientTest {
  private static final String PAGE = """
      <!doctype html><html lang="zh-Hant"><meta charset="utf-8"><title>托特包</title><body>
      <script src="/segment/index.js"></script>
      <script>
        window.analytics = AnalyticsNext.AnalyticsBrowser.load({writeKey: "%s", cdnURL: "%s"}, %s)
      </script>
      """;

  private TestParley parley;
  private Merchant merchant;
  private Chromium chromium;
  private HttpServer site;

  @BeforeEach
  void start() throws Exception {
    parley = TestParley.shared();
    merchant = Merchant.found(parley);
    chromium = new Chromium();
    var packages = NodePackages.install();
    site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    site.createContext("/segment/", exchange -> {
      var file = packages.resolve("@segment/analytics-next/dist/umd")
          .resolve(Path.of(exchange.getRequestURI().getPath()).getFileName());
      exchange.getResponseHeaders().set("Content-Type", "text/javascript; charset=utf-8");
      answer(exchange, Files.readAllBytes(file));
    });
  }

  @AfterEach
  void stop() {
    site.stop(0);
    chromium.close();
    parley.close();
  }

  @Test
  void thePublishedBrowserClientIsUnderstood() {
    open("{}");
    var page = chromium.person().newPage();
    page.navigate(url() + "/tote?utm_source=line");
    page.evaluate("""
        async () => {
          await analytics.page('包袋');
          await analytics.track('Product Viewed', {product_id: 'tote', price: 1280});
          await analytics.identify('ajs-member', {name: '林郁晴'});
          await analytics.alias('ajs-member', 'ajs-member');
          await analytics.group('vip', {plan: 'gold'});
          await analytics.track('Order Completed', {order_id: 'A-1', total: 1280});
        }""");
    page.waitForCondition(() -> outcomes("folded") == 6);
    assertThat(events()).hasSize(6).allSatisfy(one -> assertThat(one.path("outcome").asString()).isEqualTo("folded"));
    var customers = merchant.api().get("/api/v1/customers").json().path("items");
    assertThat(customers.size()).isEqualTo(1);
    assertThat(customers.get(0).path("name").asString()).isEqualTo("林郁晴");
    assertThat(events()).allSatisfy(one -> assertThat(one.path("library").asString()).contains("analytics.js"));
  }

  @Test
  void inBatchesAndWithLostAnswersEachCountsOnce() {
    open("{integrations: {'Segment.io': {deliveryStrategy: {strategy: 'batching', config: {size: 4, timeout: 500}}}}}");
    var page = chromium.person().newPage();
    var lost = new java.util.concurrent.atomic.AtomicInteger(1);
    page.route("**/v1/b", route -> {
      if (lost.getAndDecrement() > 0) {
        route.fetch();
        route.fulfill(new com.microsoft.playwright.Route.FulfillOptions().setStatus(503));
      } else {
        route.resume();
      }
    });
    page.navigate(url() + "/tote");
    page.evaluate("() => { for (let n = 0; n < 4; n++) analytics.track('Clicked', {n}) }");
    page.waitForCondition(() -> outcomes("repeated") == 4,
        new com.microsoft.playwright.Page.WaitForConditionOptions().setTimeout(60_000));
    assertThat(outcomes("folded")).isEqualTo(4);
  }

  private void open(String options) {
    site.createContext("/", exchange -> answer(exchange, PAGE.formatted(merchant.workspace().writeKey(), parley.url(),
        options).getBytes(StandardCharsets.UTF_8)));
    site.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    site.start();
  }

  private String url() {
    return "http://localhost:" + site.getAddress().getPort();
  }

  private static void answer(com.sun.net.httpserver.HttpExchange exchange, byte[] body) throws IOException {
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private long outcomes(String outcome) {
    return events().stream().filter(one -> one.path("outcome").asString().equals(outcome)).count();
  }

  private List<JsonNode> events() {
    var items = merchant.api().get("/api/v1/received-events?limit=100").json().path("items");
    return StreamSupport.stream(items.spliterator(), false).toList();
  }
}
