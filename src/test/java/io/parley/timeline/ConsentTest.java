package io.parley.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.customer.Consent;
import io.parley.customer.Consents;
import io.parley.customer.CustomerId;
import io.parley.customer.IdentityKey;
import io.parley.support.Call;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What a customer agreed to: her own page, one click in a mail, what the team noted, and that a no holds at once.
class ConsentTest extends AtShop {
  @BeforeEach
  void somebody() {
    shop.tell(Shop.identify(Shop.both("M1", "v"), Map.of("name", "林郁晴")));
  }

  @Test
  void herOwnPageShowsTheWordsAndKeepsThemWithHerAnswer() {
    var page = open("").body();
    assertThat(page).contains("我同意測試商店用 LINE 傳優惠和新品消息給我，我隨時可以取消。").doesNotContain("林郁晴");
    var saved = post("marketing-line=on&service-any=on&analytics-any=on");
    assertThat(saved.body()).contains("已存好").contains("name=\"marketing-line\" checked");
    var word = consents().path("standing").get(0);
    assertThat(word.path("wording").asString()).contains("用 LINE 傳優惠");
    assertThat(word.path("source").asString()).isEqualTo("page");
    assertThat(consents().path("standing")).hasSize(1);
    shop.settle();
    assertThat(shop.timeline(IdentityKey.member("M1"))).extracting(TimelineEntry::kind)
        .contains(TimelineEntry.Kind.consent);
  }

  @Test
  void aNoHoldsAtOnceAndTheLedgerKeepsBoth() {
    post("marketing-line=on&service-any=on&analytics-any=on");
    assertThat(refusing(Consent.Channel.line)).isEmpty();
    post("service-any=on&analytics-any=on");
    assertThat(refusing(Consent.Channel.line)).containsExactly(customer());
    assertThat(consents().path("history")).hasSize(2);
  }

  @Test
  void aNoThatNamesNoChannelHoldsForEach() {
    post("service-any=on&analytics-any=on");
    assertThat(refusing(Consent.Purpose.service, Consent.Channel.line)).isEmpty();
    post("analytics-any=on");
    for (var channel : Set.of(Consent.Channel.line, Consent.Channel.email, Consent.Channel.sms)) {
      assertThat(refusing(Consent.Purpose.service, channel)).containsExactly(customer());
    }
    assertThat(refusing(Consent.Purpose.analytics, Consent.Channel.line)).isEmpty();
  }

  @Test
  void oneClickInAMailTakesAllOffersBackAndLeavesServiceAlone() {
    assertThat(post("List-Unsubscribe=One-Click").status()).isEqualTo(200);
    for (var channel : Set.of(Consent.Channel.line, Consent.Channel.email, Consent.Channel.sms)) {
      assertThat(refusing(channel)).containsExactly(customer());
    }
    assertThat(consents().path("standing")).extracting(one -> one.path("purpose").asString())
        .containsOnly("marketing");
  }

  @Test
  void thePageSpeaksEnglishToAnEnglishBrowserAndALinkThatIsNotOursOpensNothing() {
    assertThat(open("?lang=en").body()).contains("I agree that").contains("lang=\"en\"");
    var link = link();
    // Not the last character: it may carry bits that mean nothing.
    var forged = new StringBuilder(link);
    forged.setCharAt(link.length() - 8, link.charAt(link.length() - 8) == 'A' ? 'B' : 'A');
    assertThat(Call.to(parley.url()).get(URI.create(forged.toString()).getPath()).status()).isEqualTo(404);
    assertThat(Call.to(parley.url()).get("/p/x").status()).isEqualTo(404);
    var policy = open("").raw().headers().firstValue("Content-Security-Policy").orElse("");
    assertThat(policy).contains("default-src 'none'");
  }

  @Test
  void whatTheTeamNotedStandsOnTheCustomerThroughAMerge() {
    var answer = shop.merchant().api().post("/api/v1/customers/" + customer() + "/consents",
        Map.of("purpose", "marketing", "channel", "sms", "granted", false, "wording", "電話裡說不要再傳簡訊"));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    shop.tell(Shop.identify(Shop.member("M2"), Map.of()));
    shop.merchant().api().post("/api/v1/customers/" + shop.customer(IdentityKey.member("M2")) + "/merge",
        Map.of("with", customer().toString()));
    shop.settle();
    assertThat(refusing(Consent.Channel.sms)).containsExactly(shop.customer(IdentityKey.member("M2")));
    assertThat(consents().path("standing").get(0).path("wording").asString()).isEqualTo("電話裡說不要再傳簡訊");
  }

  private CustomerId customer() {
    return shop.customer(IdentityKey.member("M1"));
  }

  private Set<CustomerId> refusing(Consent.Channel channel) {
    return refusing(Consent.Purpose.marketing, channel);
  }

  private Set<CustomerId> refusing(Consent.Purpose purpose, Consent.Channel channel) {
    return parley.get(Consents.class).refusing(shop.workspace(), Set.of(customer()), purpose, channel);
  }

  private JsonNode consents() {
    var answer = shop.merchant().api().get("/api/v1/customers/" + customer() + "/consents");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  private String link() {
    return consents().path("link").asString();
  }

  private Call.Answer open(String query) {
    return Call.to(parley.url()).get(URI.create(link()).getPath() + query);
  }

  private Call.Answer post(String form) {
    return Call.to(parley.url()).with("Content-Type", "application/x-www-form-urlencoded")
        .post(URI.create(link()).getPath(), form);
  }
}
