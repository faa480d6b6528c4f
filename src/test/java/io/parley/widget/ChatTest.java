package io.parley.widget;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.platform.Ids;
import io.parley.support.Browser;
import io.parley.support.LiveClient;
import io.parley.support.Merchant;
import io.parley.support.TestParley;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The visitor and the agent, each with their own window.
class ChatTest {
  private static TestParley parley;
  private static Merchant merchant;

  @BeforeAll
  static void start() {
    parley = TestParley.shared();
    merchant = Merchant.found(parley);
  }

  @AfterAll
  static void stop() {
    parley.close();
  }

  @Test
  void whatOneWritesTheOtherSeesLive() {
    var visitor = browser();
    try (var agent = agent(); var window = visitor.live()) {
      var said = visitor.say("請問這個有焦糖色嗎？😀");
      assertThat(said.status()).isEqualTo(201);
      var arrived = agent.await(frame -> text(frame).equals("請問這個有焦糖色嗎？😀")).path("message");
      assertThat(arrived.path("direction").asString()).isEqualTo("in");
      assertThat(arrived.path("seq").asLong()).isEqualTo(1);
      var conversation = arrived.path("conversationId").asString();

      var answer = answer(conversation, "a1", "有，週五前可以到");
      assertThat(answer.status()).isEqualTo(201);
      var heard = window.await(frame -> text(frame).equals("有，週五前可以到")).path("message");
      assertThat(heard.path("author").path("kind").asString()).isEqualTo("member");
      assertThat(heard.path("delivery").path("state").asString()).isEqualTo("sent");

      window.say(Map.of("type", "delivered", "seq", 2));
      agent.await(frame -> is(frame, "receipt", conversation) && frame.path("state").asString().equals("delivered"));
      window.say(Map.of("type", "read", "seq", 2));
      agent.await(frame -> is(frame, "receipt", conversation) && frame.path("state").asString().equals("read"));
      assertThat(lines(conversation).get(1).path("delivery").path("state").asString()).isEqualTo("read");
    }
  }

  @Test
  void bothSeeTheOtherTypingAndTheVisitorSeesThatSheWasRead() {
    var visitor = browser();
    visitor.say("在嗎");
    var conversation = conversationOf("在嗎");
    try (var agent = agent(); var window = visitor.live()) {
      window.say(Map.of("type", "typing"));
      agent.await(frame -> is(frame, "typing", conversation) && frame.path("by").asString().equals("visitor"));
      merchant.api().post("/api/v1/conversations/" + conversation + "/typing", "");
      assertThat(window.await("typing").path("voice").asString()).isEqualTo("service");
      merchant.api().post("/api/v1/conversations/" + conversation + "/read", Map.of("seq", 1));
      assertThat(window.await("read").path("seq").asLong()).isEqualTo(1);
      assertThat(visitor.thread().path("conversation").path("readSeq").asLong()).isEqualTo(1);
    }
  }

  @Test
  void manyWhoWriteForTheFirstTimeAtOnceEachBeginOneThread() throws Exception {
    var visitors = Stream.generate(this::browser).limit(24).toList();
    var impostor = Browser.of(merchant, parley.url(), visitors.getFirst().id(), Ids.hex(16));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(() -> impostor.say("我也是她").status());
      var answers = visitors.stream()
          .map(visitor -> threads.submit(() -> List.of(visitor.say("早").status(), visitor.say("安").status())))
          .toList();
      for (var n = 1; n < answers.size(); n++) {
        assertThat(answers.get(n).get()).containsExactly(201, 201);
        assertThat(visitors.get(n).thread().path("items").valueStream().map(line -> line.path("seq").asInt()).toList())
            .containsExactly(1, 2);
      }
      var hers = answers.getFirst().get();
      assertThat(List.of(first.get(), hers.getFirst())).as("one secret is bound").containsExactlyInAnyOrder(201, 401);
    }
  }

  /// The first word of each was there when all write at once: their batch meets lines that it does not expect.
  @Test
  void linesSentAgainInACrowdStandOnceAndLoseNobodyElses() throws Exception {
    var visitors = Stream.generate(this::browser).limit(12).toList();
    visitors.forEach(visitor -> visitor.say("first-" + visitor.id(), "早"));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = visitors.stream().map(visitor -> threads.submit(() -> List.of(
          visitor.say("first-" + visitor.id(), "早").status(), visitor.say("在嗎").status(),
          visitor.say("first-" + visitor.id(), "早").status()))).toList();
      for (var answer : answers) {
        assertThat(answer.get()).as("new is 201, there already 200").containsExactly(200, 201, 200);
      }
    }
    assertThat(visitors).allSatisfy(visitor -> assertThat(visitor.thread().path("items").valueStream()
        .map(item -> item.path("content").path("text").asString()).toList()).containsExactly("早", "在嗎"));
  }

  @Test
  void aNoteStaysAmongStaff() {
    var visitor = browser();
    visitor.say("想退貨");
    var conversation = conversationOf("想退貨");
    try (var agent = agent(); var window = visitor.live()) {
      merchant.api().post("/api/v1/conversations/" + conversation + "/messages",
          Map.of("clientId", "n1", "content", Map.of("kind", "text", "text", "上次也退過"), "note", true));
      answer(conversation, "n2", "好的，幫您處理");
      agent.await(frame -> text(frame).equals("上次也退過"));
      window.await(frame -> text(frame).equals("好的，幫您處理"));
      assertThat(window.heard("message")).noneMatch(frame -> text(frame).equals("上次也退過"));
      assertThat(visitor.thread().toString()).doesNotContain("上次也退過");
    }
  }

  @Test
  void historyIsThereOnTheNextVisit() {
    var visitor = browser();
    assertThat(visitor.thread().path("conversation").isNull()).isTrue();
    visitor.say("一");
    visitor.say("二");
    var again = Browser.of(merchant, parley.url(), visitor.id(), visitor.secret());
    assertThat(again.thread().path("items")).extracting(line -> line.path("content").path("text").asString())
        .containsExactly("一", "二");
  }

  @Test
  void aWrongSecretIsRefusedEverywhere() {
    var visitor = browser();
    visitor.say("我的秘密");
    var thief = Browser.of(merchant, parley.url(), visitor.id(), Ids.hex(16));
    assertThat(thief.say("我是她").status()).isEqualTo(401);
    assertThat(thief.chat().get("/chat/v1/messages").status()).isEqualTo(401);
    assertThat(thief.chat().post("/chat/v1/read", Map.of("seq", 1)).status()).isEqualTo(401);
    assertThat(thief.chat().post("/chat/v1/link-codes", "").status()).isEqualTo(401);
    var socket = LiveClient.open(parley.url() + "/chat/v1/live").say(thief.hello());
    assertThat(socket.awaitClose()).isEqualTo(4401);
  }

  private Browser browser() {
    return Browser.of(merchant, parley.url());
  }

  private LiveClient agent() {
    var agent = LiveClient.open(parley.url() + "/api/v1/live", "Authorization", "Bearer " + merchant.apiKey());
    agent.await("ready");
    return agent;
  }

  private io.parley.support.Call.Answer answer(String conversation, String clientId, String text) {
    return merchant.api().post("/api/v1/conversations/" + conversation + "/messages",
        Map.of("clientId", clientId, "content", Map.of("kind", "text", "text", text), "voice", "service"));
  }

  private JsonNode lines(String conversation) {
    return merchant.api().get("/api/v1/conversations/" + conversation + "/messages").json().path("items");
  }

  private String conversationOf(String said) {
    var items = merchant.api().get("/api/v1/conversations?limit=100").json().path("items");
    for (var item : items) {
      if (item.path("lastMessage").path("text").asString().equals(said)) {
        return item.path("id").asString();
      }
    }
    throw new AssertionError("No conversation says " + said + " in " + items);
  }

  private static String text(JsonNode frame) {
    return frame.path("message").path("content").path("text").asString("");
  }

  private static boolean is(JsonNode frame, String type, String conversation) {
    return frame.path("type").asString("").equals(type)
        && frame.path("conversationId").asString("").equals(conversation);
  }
}
