package io.parley.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.parley.platform.Outside;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// Google Merchant feeds, as a file and by address.
class FeedTest extends WithFiles {
  private static final String RSS = """
      <?xml version="1.0" encoding="UTF-8"?>
      <rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel><title>Kite</title>
      <item><g:id>tote</g:id><title><![CDATA[晴日帆布 <托特包>]]></title><link>https://kite.example/p/tote</link>
      <g:image_link>https://kite.example/tote.jpg</g:image_link><g:price>1280.00 TWD</g:price>
      <g:sale_price>990 TWD</g:sale_price><g:availability>in stock</g:availability>
      <g:product_type>包款 &gt; 托特</g:product_type><g:shipping><g:country>TW</g:country><g:price>60</g:price></g:shipping>
      </item>
      <item><g:id>cup</g:id><g:title>杯子</g:title><g:price>free</g:price></item>
      </channel></rss>
      """;
  @Test
  void anRssFeedFillsTheCatalogueAndItsBrokenItemsSayWhy() {
    var id = files.brought(RSS);
    assertThat(files.preview(id).path("preset").asString()).isEqualTo("google");
    var checked = files.check(id, Map.of());
    assertThat(checked.at("/counts/bad").asInt()).isEqualTo(1);
    assertThat(files.errors(id)).contains("The amount “free” cannot be read");
    files.run(id);
    assertThat(products()).containsExactly(
        "tote|晴日帆布 <托特包>|1280.00|990|in_stock|包款 > 托特|https://kite.example/tote.jpg");
  }

  @Test
  void aSalePriceCountsWhileItsSaleIsOnAndNotBeforeOrAfter() {
    var item = "<item><g:id>%s</g:id><g:title>x</g:title><g:price>100 TWD</g:price><g:sale_price>80 TWD</g:sale_price>"
        + "<g:sale_price_effective_date>%s</g:sale_price_effective_date></item>";
    files.run(checked("<rss xmlns:g=\"http://base.google.com/ns/1.0\"><channel>"
        + item.formatted("on", "2026-01-01T00:00+0800/2099-12-31T23:59+0800")
        + item.formatted("over", "2026-01-01T00:00+0800/2026-01-31T23:59+0800")
        + item.formatted("soon", "2099-01-01/2099-01-31") + item.formatted("odd", "always") + "</channel></rss>"));
    assertThat(files.sql("""
        select id || ' ' || coalesce(sale_price::text, '-') from commerce.product
        where workspace_id = :workspace order by 1
        """)).containsExactly("on 80", "over -", "soon -");
  }

  @Test
  void anAtomFeedAndATabSeparatedOneAreReadAsWell() {
    files.run(checked("""
        <feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0">
        <entry><g:id>a</g:id><title>一</title><link href="https://kite.example/a"/><g:price>10 TWD</g:price></entry>
        </feed>
        """));
    files.run(checked("id\ttitle\tlink\timage_link\tprice\tavailability\nb\t二\thttps://kite.example/b\t\t20 TWD\t"
        + "out_of_stock\n"));
    assertThat(products()).containsExactly("a|一|10||||", "b|二|20||out_of_stock||");
  }

  private String checked(String text) {
    var id = files.brought(text);
    assertThat(files.check(id, Map.of()).path("kind").asString()).isEqualTo("products");
    return id;
  }

  @Test
  void whatAnXmlCouldReachOutWithIsRefused() {
    for (var evil : new String[] {
        "<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><rss><item><id>&x;</id></item></rss>",
        "<!DOCTYPE lolz [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><rss><item><id>&b;</id></item></rss>",
        "<rss><item><id>1</id>", "<rss>" + "<a>".repeat(5_000), "<rss><item>" + "<a>".repeat(5_000)}) {
      var answer = files.bring("feed.xml", evil.getBytes(StandardCharsets.UTF_8));
      assertThat(answer.statusCode()).as(evil.substring(0, 20) + answer.body()).isEqualTo(400);
    }
  }

  @Test
  void aFeedIsReadFromItsAddressAgainAndAgainAndAnInnerNetworkNever() throws IOException {
    var feed = new AtomicReference<>(RSS);
    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/feed.xml", exchange -> {
      var bytes = feed.get().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, bytes.length);
      try (var out = exchange.getResponseBody()) {
        out.write(bytes);
      }
    });
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    try {
      var address = "http://127.0.0.1:" + server.getAddress().getPort() + "/feed.xml";
      var inner = files.merchant().api().post("/api/v1/feeds", Map.of("url", address)).json().path("id").asString();
      await().until(() -> told(inner).contains("no inner network"));
      assertThat(products()).isEmpty();
      parley.get(Outside.class).trust(URI.create(address));
      files.merchant().api().post("/api/v1/feeds/" + inner + "/read", Map.of());
      await().until(() -> products().size() == 1);
      feed.set(RSS.replace("990 TWD", "890 TWD"));
      files.merchant().api().post("/api/v1/feeds/" + inner + "/read", Map.of());
      await().until(() -> products().getFirst().contains("|890|"));
    } finally {
      server.stop(0);
    }
  }

  private String told(String feed) {
    return files.merchant().api().with("Accept-Language", "en").get("/api/v1/feeds").json().path("items").valueStream()
        .filter(one -> one.path("id").asString().equals(feed)).findFirst().orElseThrow().path("problem").asString("");
  }

  private java.util.List<String> products() {
    return files.sql("""
        select concat_ws('|', id, name, price, coalesce(sale_price::text, ''), coalesce(availability, ''),
          coalesce(category, ''), coalesce(image_url, ''))
        from commerce.product where workspace_id = :workspace order by id
        """);
  }
}
