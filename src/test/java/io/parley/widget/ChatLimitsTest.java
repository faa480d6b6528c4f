package io.parley.widget;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.platform.Database;
import io.parley.support.Browser;
import io.parley.support.Call;
import io.parley.support.LiveClient;
import io.parley.support.Merchant;
import io.parley.support.TestParley;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What goes wrong on the way, or is meant to: nothing is lost, doubled, or told to strangers.
class ChatLimitsTest {
  private static TestParley parley;
  private static Merchant merchant;

  @BeforeAll
  static void start() {
    parley = TestParley.start();
    merchant = Merchant.found(parley);
  }

  @AfterAll
  static void stop() {
    parley.close();
  }

  @Test
  void aMessageRetriedBySixteenThreadsIsThereOnce() throws Exception {
    var visitor = Browser.of(merchant, parley.url());
    var answers = together(16, () -> visitor.say("same", "只送一次"));
    assertThat(answers).extracting(Call.Answer::status).containsOnly(200, 201);
    assertThat(answers.stream().filter(a -> a.status() == 201)).hasSize(1);
    assertThat(answers).extracting(a -> a.json().path("id").asString()).containsOnly(answers.get(0).json().path("id")
        .asString());
    assertThat(visitor.thread().path("items")).hasSize(1);
  }

  @Test
  void anAnswerRetriedIsSentOnce() throws Exception {
    var visitor = Browser.of(merchant, parley.url());
    var conversation = visitor.say("嗨").json().path("conversationId").asString();
    var body = Map.of("clientId", "once", "content", Map.of("kind", "text", "text", "您好"));
    var answers = together(8, () -> merchant.api().post("/api/v1/conversations/" + conversation + "/messages", body));
    assertThat(answers.stream().filter(a -> a.status() == 201)).hasSize(1);
    assertThat(visitor.thread().path("items")).hasSize(2);
  }

  @Test
  void linesKeepTheOrderInWhichTheyWereAcknowledged() {
    var visitor = Browser.of(merchant, parley.url());
    for (var n = 1; n <= 20; n++) {
      assertThat(visitor.say("第 " + n + " 則").json().path("seq").asLong()).isEqualTo(n);
    }
  }

  @Test
  void aClosedConversationOpensAgainWhenSheWrites() {
    var visitor = Browser.of(merchant, parley.url());
    var conversation = visitor.say("問完了").json().path("conversationId").asString();
    var path = "/api/v1/conversations/" + conversation;
    assertThat(merchant.api().post(path + "/close", "").json().path("state").asString()).isEqualTo("closed");
    assertThat(merchant.api().post(path + "/close", "").json().path("seq").asLong()).isEqualTo(2);
    visitor.say("還有一題");
    assertThat(merchant.api().get(path).json().path("state").asString()).isEqualTo("open");
    assertThat(merchant.api().post(path + "/reopen", "").json().path("seq").asLong()).isEqualTo(4);
    assertThat(visitor.thread().path("items"))
        .extracting(line -> line.path("content").path("what").asString("")).contains("closed", "reopened");
  }

  @Test
  void askingStoresNothingAndBeginsNoConversation() {
    var ask = Merchant.found(parley);
    ask.api().send("PATCH", "/api/v1/workspace", Map.of("consentMode", "ask"));
    var visitor = Browser.of(ask, parley.url());
    var before = rows(ask);
    var config = Call.to(parley.url()).get("/chat/v1/config?writeKey=" + ask.workspace().writeKey());
    assertThat(config.status()).isEqualTo(200);
    assertThat(visitor.thread().path("conversation").isNull()).isTrue();
    try (var window = visitor.live()) {
      window.say(Map.of("type", "typing")).say(Map.of("type", "read", "seq", 3));
      look(visitor, "view");
      visitor.chat().post("/chat/v1/read", Map.of("seq", 1));
    }
    assertThat(rows(ask)).isEqualTo(before);
    assertThat(ask.api().get("/api/v1/conversations").json().path("items")).isEmpty();
    assertThat(visitor.say("我同意聊聊").status()).isEqualTo(201);
  }

  @Test
  void aForeignSiteMayNotCall() {
    var visitor = Browser.of(merchant, parley.url());
    var foreign = visitor.chat().with("Origin", "https://evil.example");
    assertThat(foreign.get("/chat/v1/messages").status()).isEqualTo(403);
    var socket = LiveClient.open(parley.url() + "/chat/v1/live", "Origin", "https://evil.example")
        .say(visitor.hello());
    assertThat(socket.awaitClose()).isEqualTo(4403);
    merchant.api().send("PATCH", "/api/v1/workspace", Map.of("sites", List.of("https://shop.example")));
    var own = visitor.chat().with("Origin", "https://shop.example").get("/chat/v1/messages");
    assertThat(own.status()).isEqualTo(200);
    assertThat(own.raw().headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://shop.example");
    assertThat(visitor.chat().with("Origin", "https://shop.example").send("OPTIONS", "/chat/v1/messages", null)
        .raw().headers().firstValue("Access-Control-Allow-Headers").orElse("")).contains("Authorization");
  }

  @Test
  void anUnreadableFrameClosesOnlyItsOwnSocket() {
    var visitor = Browser.of(merchant, parley.url());
    visitor.say("在");
    try (var good = visitor.live()) {
      for (var bad : List.of("not json", "[]", "{}", "{\"type\":\"dance\"}", "\"hello\"")) {
        assertThat(LiveClient.open(parley.url() + "/chat/v1/live").say(bad).awaitClose()).isEqualTo(4400);
      }
      assertThat(LiveClient.open(parley.url() + "/chat/v1/live").say("x".repeat(5_000)).awaitClose()).isEqualTo(1009);
      var early = LiveClient.open(parley.url() + "/chat/v1/live").say(Map.of("type", "read", "seq", 1));
      assertThat(early.awaitClose()).isEqualTo(4401);
      visitor.say("還在");
      good.await("message");
    }
  }

  @Test
  void whatCannotBeSaidIsRefusedWithASentence() {
    var visitor = Browser.of(merchant, parley.url());
    assertThat(visitor.say("   ").status()).isEqualTo(400);
    assertThat(visitor.say("長".repeat(5_001)).json().path("title").asString()).contains("5,000");
    assertThat(visitor.say("長".repeat(5_000)).status()).isEqualTo(201);
    for (var body : List.of("", "[]", "{}", "{\"clientId\":\"a\"}", "{\"clientId\":\"a b\",\"content\":{}}",
        "{\"clientId\":\"a\",\"content\":{\"kind\":\"dance\"}}", "{\"clientId\":\"a\",\"content\":\"text\"}",
        "{\"clientId\":7,\"content\":{\"kind\":\"image\",\"url\":\"https://evil.example/x.png\"}}")) {
      assertThat(visitor.chat().post("/chat/v1/messages", body).status()).as(body).isEqualTo(400);
    }
    assertThat(visitor.say("big", "x".repeat(70_000)).status()).isIn(400, 413);
    var torn = "{\"clientId\":\"torn\",\"content\":{\"kind\":\"text\",\"text\":\"壞\\u0000字\\ud800元\"}}";
    assertThat(visitor.chat().post("/chat/v1/messages", torn).json().path("content").path("text").asString())
        .isEqualTo("壞字�元");
    assertThat(visitor.chat().with("Authorization", "Visitor nonsense").get("/chat/v1/messages").status())
        .isEqualTo(401);
  }

  @Test
  void whoWritesTooFastIsAskedToWait() {
    var visitor = Browser.of(merchant, parley.url());
    var statuses = new ArrayList<Integer>();
    for (var n = 0; n < Pace.MESSAGES + 2; n++) {
      statuses.add(visitor.say("快").status());
    }
    assertThat(statuses.stream().filter(s -> s == 201).count()).isEqualTo(Pace.MESSAGES);
    assertThat(statuses.getLast()).isEqualTo(429);
  }

  @Test
  void anotherWorkspaceSeesNothingOfIt() {
    var visitor = Browser.of(merchant, parley.url());
    var conversation = visitor.say("只給這家看").json().path("conversationId").asString();
    var other = Merchant.found(parley);
    var path = "/api/v1/conversations/" + conversation;
    assertThat(other.api().get(path).status()).isEqualTo(404);
    assertThat(other.api().get(path + "/messages").status()).isEqualTo(404);
    assertThat(other.api().post(path + "/close", "").status()).isEqualTo(404);
    assertThat(other.api().post(path + "/read", Map.of("seq", 1)).status()).isEqualTo(404);
    assertThat(other.api().post(path + "/typing", "").status()).isEqualTo(404);
    assertThat(other.api().post(path + "/messages",
        Map.of("clientId", "a", "content", Map.of("kind", "text", "text", "x"))).status()).isEqualTo(404);
    assertThat(other.api().get("/api/v1/conversations?query=" + "%E5%8F%AA%E7%B5%A6").json().path("items")).isEmpty();
    assertThat(merchant.api().get("/api/v1/conversations?query=" + "%E5%8F%AA%E7%B5%A6").json().path("items"))
        .hasSize(1);
    assertThat(Browser.of(other, parley.url(), visitor.id(), visitor.secret()).thread().path("conversation").isNull())
        .isTrue();
  }

  @Test
  void aLiveSocketNeedsALogin() {
    var refused = org.assertj.core.api.Assertions.catchThrowable(
        () -> LiveClient.open(parley.url() + "/api/v1/live"));
    assertThat(refused).isNotNull();
  }

  @Test
  void pagesBeingLookedAtAreKnownOfCustomersOnly() {
    var stranger = Browser.of(merchant, parley.url());
    look(stranger, "view");
    var viewing = parley.get(io.parley.timeline.Viewing.class);
    assertThat(viewing.of(merchant.workspace().id(), List.of(stranger.id()))).isEmpty();
    stranger.say("現在認識了");
    look(stranger, "view");
    assertThat(viewing.of(merchant.workspace().id(), List.of(stranger.id()))).hasSize(1);
    look(stranger, "leave");
    assertThat(viewing.of(merchant.workspace().id(), List.of(stranger.id()))).isEmpty();
  }

  @Test
  void aPictureIsKeptFirstAndThenSent() {
    var visitor = Browser.of(merchant, parley.url());
    var kept = visitor.chat().with("Content-Type", "image/png").post("/chat/v1/files", "notreally");
    assertThat(kept.status()).isEqualTo(201);
    var sent = visitor.chat().post("/chat/v1/messages", Map.of("clientId", "p",
        "content", Map.of("kind", "image", "url", kept.json().path("url").asString())));
    assertThat(sent.status()).isEqualTo(201);
    assertThat(visitor.chat().with("Content-Type", "text/html").post("/chat/v1/files", "<b>").status()).isEqualTo(415);
  }

  private void look(Browser visitor, String state) {
    var body = Call.JSON.writeValueAsString(Map.of("writeKey", visitor.merchant().workspace().writeKey(),
        "anonymousId", visitor.id(), "url", "https://shop.example/products/7", "title", "包", "state", state));
    assertThat(Call.to(parley.url()).with("Content-Type", "text/plain").post("/chat/v1/presence", body).status())
        .isEqualTo(204);
  }

  /// Every row of the workspace, in every table but those of the platform's feed.
  private static long rows(Merchant of) {
    var database = parley.get(Database.class);
    return database.engine(() -> database.sql().sql("""
        select format('select count(*) from %I.%I where workspace_id = ', table_schema, table_name)
        from information_schema.columns where column_name = 'workspace_id' and table_schema not like 'pg%'
        """).query(String.class).list().stream()
        .mapToLong(sql -> database.sql().sql(sql + of.workspace().id().value()).query(Long.class).single()).sum());
  }

  private interface Doing {
    Call.Answer act();
  }

  private static List<Call.Answer> together(int threads, Doing doing) throws Exception {
    try (var pool = Executors.newFixedThreadPool(threads)) {
      var futures = new ArrayList<Future<Call.Answer>>();
      for (var n = 0; n < threads; n++) {
        futures.add(pool.submit(doing::act));
      }
      var answers = new ArrayList<Call.Answer>();
      for (var future : futures) {
        answers.add(future.get());
      }
      return answers;
    }
  }
}
