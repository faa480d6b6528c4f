package io.parley.conversation.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.support.LineStub;
import io.parley.support.Merchant;
import io.parley.support.TestParley;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Friends who come by a poster, a link or in no known way, on the simulated wire of LINE.
class EntriesTest {
  private static TestParley parley;
  private static Merchant merchant;
  private static LineStub line;

  @BeforeAll
  static void start() {
    parley = TestParley.start();
    merchant = Merchant.found(parley);
    line = new LineStub(parley, merchant);
  }

  @AfterAll
  static void stop() {
    line.close();
    parley.close();
  }

  @Test
  void whoComesByAPosterIsGreetedAsItSaysAndCountsAsItsFriend() {
    var plain = merchant.api().send("PUT", "/api/v1/entries/plain", Map.of("greeting", "歡迎加入風箏"));
    assertThat(plain.status()).as(plain.body()).isEqualTo(200);
    var poster = make(Map.of("name", "門市海報", "place", "qr", "greeting", "掃了海報的你", "buttonLabel", "領券",
        "buttonUrl", "https://shop.example/coupon"));
    assertThat(poster.path("url").asString()).contains("/oaMessage/");
    assertThat(poster.path("words").asString()).contains("門市海報").matches(".*#[A-Z2-9]{6}");
    var user = user();
    line.event(user, follow(false));
    await().until(() -> line.sent().stream().anyMatch(m -> m.toString().contains("歡迎加入風箏")));
    assertThat(entry("plain").path("friends").asInt()).isEqualTo(1);
    line.write(user, "Hi " + poster.path("words").asString().toLowerCase(java.util.Locale.ROOT));
    await().until(() -> line.sent().stream().anyMatch(m -> m.toString().contains("掃了海報的你")));
    assertThat(line.sent().toString()).contains("領券", "https://shop.example/coupon");
    var counted = entry(poster.path("id").asString());
    assertThat(counted.path("people").asInt()).isEqualTo(1);
    assertThat(counted.path("friends").asInt()).isEqualTo(1);
    assertThat(entry("plain").path("friends").asInt()).as("she is the poster's").isZero();
    await().until(() -> told("Entry Used").equals(List.of("門市海報 qr")));
    assertThat(told("Friend Added")).hasSize(1);
  }

  @Test
  void whoWasAFriendBeforeComesByItToButIsNoNewFriend() {
    var link = make(Map.of("name", "IG 連結", "place", "link"));
    var user = user();
    line.write(user, link.path("words").asString());
    line.write(user, link.path("words").asString());
    await().until(() -> entry(link.path("id").asString()).path("people").asInt() == 1);
    assertThat(entry(link.path("id").asString()).path("friends").asInt()).isZero();
    line.event(user, follow(true));
    assertThat(merchant.api().send("DELETE", "/api/v1/entries/" + link.path("id").asString(), null).status())
        .isEqualTo(204);
    assertThat(all()).noneMatch(one -> one.path("id").equals(link.path("id")));
    var again = merchant.api().post("/api/v1/entries/" + link.path("id").asString() + "/resume", Map.of());
    assertThat(again.json().path("words")).isEqualTo(link.path("words"));
  }

  @Test
  void whatIsWrongIsRefusedByItsFieldAndACodeIsDrawnToPrint() {
    assertThat(refused(Map.of("place", "qr"))).isEqualTo("name");
    assertThat(refused(Map.of("name", "x", "place", "tv"))).isEqualTo("place");
    assertThat(refused(Map.of("name", "x", "place", "qr", "buttonLabel", "領", "buttonUrl", "https://a.example")))
        .isEqualTo("greeting");
    assertThat(refused(Map.of("name", "x", "place", "qr", "greeting", "嗨", "buttonLabel", "領", "buttonUrl",
        "javascript:alert(1)"))).isEqualTo("button_url");
    assertThat(refused(Map.of("name", "x", "place", "qr", "greeting", "長".repeat(161), "buttonLabel", "領",
        "buttonUrl", "https://a.example"))).isEqualTo("greeting");
    var made = make(Map.of("name", "名片", "place", "qr"));
    var drawn = merchant.api().get("/api/v1/entries/" + made.path("id").asString() + "/qr.svg");
    assertThat(drawn.status()).isEqualTo(200);
    assertThat(drawn.body()).startsWith("<svg").contains("viewBox=\"0 0 ", "h1v1h-1z");
  }

  private static String refused(Map<String, ?> form) {
    var answer = merchant.api().post("/api/v1/entries", form);
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    return answer.json().path("code").asString();
  }

  private static JsonNode make(Map<String, ?> form) {
    var made = merchant.api().post("/api/v1/entries", form);
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return made.json();
  }

  private static List<JsonNode> all() {
    return merchant.api().get("/api/v1/entries").json().path("items").valueStream().toList();
  }

  private static JsonNode entry(String which) {
    return all().stream().filter(one -> one.path("id").asString().equals(which) || one.path("place").asString()
        .equals(which)).findFirst().orElseThrow();
  }

  private static List<String> told(String event) {
    return parley.get(Database.class).engine(() -> parley.get(Database.class)
        .sql().sql("""
        select concat_ws(' ', properties ->> 'entry', properties ->> 'place') from timeline.event
        where workspace_id = :workspace and name = :name and properties ->> 'entry' is distinct from 'IG 連結'
        """).param("workspace", merchant.workspace().id().value()).param("name", event)
        .query(String.class).list());
  }

  private static Map<String, Object> follow(boolean again) {
    return Map.of("type", "follow", "follow", Map.of("isUnblocked", again));
  }

  private static String user() {
    return "U" + Ids.hex(16);
  }
}
