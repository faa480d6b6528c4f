package io.parley.outreach;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.parley.platform.Ids;
import io.parley.platform.Outside;
import io.parley.support.Call;
import io.parley.support.Merchant;
import io.parley.support.TestParley;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The merchant's own host of the links in messages, over the API.
class LinkHostTest {
  private static TestParley parley;

  @BeforeAll
  static void start() {
    parley = TestParley.shared();
  }

  @AfterAll
  static void stop() {
    parley.close();
  }

  @Test
  void linksLeadToAHostOnlyOnceThisParleyAnswersThere() throws IOException {
    var merchant = Merchant.found(parley);
    var api = merchant.api();
    var usual = link(merchant);
    assertThat(use(api, "go.nowhere.invalid").at("/check/state").asString()).isEqualTo("nameless");
    assertThat(api.send("PUT", "/api/v1/outreach/link-host", Map.of("host", "127.0.0.1:1")).status())
        .as("only what the operator trusts has a port").isEqualTo(400);
    var stranger = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    stranger.createContext("/", exchange -> {
      exchange.sendResponseHeaders(200, -1);
      exchange.close();
    });
    stranger.start();
    var theirs = "127.0.0.1:" + stranger.getAddress().getPort();
    parley.get(Outside.class).trust(URI.create("http://" + theirs));
    assertThat(use(api, theirs).at("/check/state").asString()).isEqualTo("stranger");
    stranger.stop(0);
    assertThat(use(api, theirs).at("/check/state").asString()).isEqualTo("unreachable");
    assertThat(link(merchant)).as("nothing has changed").isEqualTo(usual);

    var ours = "127.0.0.1:" + parley.port();
    parley.get(Outside.class).trust(URI.create("http://" + ours));
    assertThat(use(api, " HTTP://" + ours + "/ ").path("host").asString()).isEqualTo("http://" + ours);
    assertThat(link(merchant)).startsWith("http://" + ours + "/l/");
    assertThat(link(Merchant.found(parley))).as("another shop's").doesNotContain(ours);
    assertThat(api.get("/api/v1/outreach/link-host").json().at("/check/state").asString()).isEqualTo("ours");
    api.send("DELETE", "/api/v1/outreach/link-host", null);
    assertThat(link(merchant)).isEqualTo(usual);
  }

  @Test
  void anAddressThatIsNoneByTheBookLeadsOn() {
    var link = parley.get(TrackingLinks.class).shorten(Merchant.found(parley).workspace().id(), SOURCE,
        "https://shop.example/a|b%zz", null);
    var answer = Call.to(parley.url()).get(link.substring(link.indexOf("/l/")));
    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.raw().headers().firstValue("location").orElse(""))
        .startsWith("https://shop.example/a%7Cb%zz?utm_source=parley");
  }

  private static final Source SOURCE = new Source(Source.Kind.BROADCAST, Ids.next(), "", "新品");

  private static String link(Merchant merchant) {
    return parley.get(TrackingLinks.class).shorten(merchant.workspace().id(), SOURCE, "https://shop.example/", null);
  }

  private static JsonNode use(Call api, String host) {
    var answer = api.send("PUT", "/api/v1/outreach/link-host", Map.of("host", host));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }
}
