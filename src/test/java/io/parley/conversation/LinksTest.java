package io.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.customer.Customers;
import io.parley.customer.IdentityKey;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.support.Browser;
import io.parley.support.Call;
import io.parley.support.LineStub;
import io.parley.support.Merchant;
import io.parley.support.TestParley;
import io.parley.timeline.NewFact;
import io.parley.timeline.Timeline;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// One person, on the site and on LINE.
class LinksTest {
  private static TestParley parley;
  private static Merchant merchant;
  private static LineStub line;

  @BeforeAll
  static void start() {
    parley = TestParley.shared();
    merchant = Merchant.found(parley);
    line = new LineStub(parley, merchant);
  }

  @AfterAll
  static void stop() {
    line.close();
    parley.close();
  }

  @Test
  void aCodeTypedInLineMakesThemOnePersonAndTellsBothSides() {
    var visitor = Browser.of(merchant, parley.url());
    visitor.say("我在網站上");
    var code = code(visitor);
    var user = user();
    try (var window = visitor.live()) {
      line.write(user, "　" + wide(code.substring(0, 3)) + " " + code.substring(3) + " ");
      window.await(frame -> frame.path("message").path("content").path("what").asString("").equals("linked"));
    }
    await().until(() -> customerOf("line", user).equals(customerOf("web", "我在網站上")));
    var thread = lines(conversation("line", user));
    assertThat(whats(thread)).contains("linked");
    await().until(() -> line.sent().stream().anyMatch(m -> m.path("text").asString("").contains("連結好了")));
    assertThat(conversation("line", user).path("waitingSince").isNull()).isTrue();
  }

  @Test
  void aCodeWorksOnceAndNotAfterTenMinutes() {
    var visitor = Browser.of(merchant, parley.url());
    visitor.say("只有一次");
    var code = code(visitor);
    var first = user();
    var second = user();
    line.write(first, code);
    await().until(() -> whats(lines(conversation("line", first))).contains("linked"));
    line.write(second, code);
    await().until(() -> conversation("line", second) != null);
    assertThat(whats(lines(conversation("line", second)))).doesNotContain("linked");

    var other = Merchant.found(parley);
    try (var theirs = new LineStub(parley, other)) {
      var late = Browser.of(other, parley.url());
      late.say("太晚了");
      var expired = late.chat().post("/chat/v1/link-codes", "").json().path("code").asString();
      parley.get(Clocks.class).advance(other.workspace().id(), Duration.ofMinutes(10));
      theirs.write(user(), expired);
      await().until(() -> other.api().get("/api/v1/conversations?channel=line").json().path("items").size() == 1);
      var lines = other.api().get("/api/v1/conversations/"
          + other.api().get("/api/v1/conversations?channel=line").json().path("items").get(0).path("id").asString()
          + "/messages").json().path("items");
      assertThat(whats(lines)).doesNotContain("linked");
    }
  }

  @Test
  void afterFiveWrongCodesNoneIsLookedAt() {
    var visitor = Browser.of(merchant, parley.url());
    var code = code(visitor);
    var user = user();
    var wrong = new HashSet<String>();
    while (wrong.size() < Links.MAX_ATTEMPTS) {
      var guess = Ids.digits(6);
      if (!guess.equals(code) && wrong.add(guess)) {
        line.write(user, guess);
      }
    }
    line.write(user, code);
    await().until(() -> conversation("line", user) != null
        && lines(conversation("line", user)).size() == Links.MAX_ATTEMPTS + 1);
    assertThat(whats(lines(conversation("line", user)))).doesNotContain("linked");
  }

  @Test
  void whoKeepsHerCartOnLineHasAgreedInTheWordsShownAndFindsItThere() {
    var visitor = Browser.of(merchant, parley.url());
    var chat = visitor.chat();
    assertThat(chat.post("/chat/v1/link-codes", Map.of("words", " ")).status()).isEqualTo(400);
    var asked = chat.post("/chat/v1/link-codes", Map.of("words", "用 LINE 留著這車，忘了會提醒"));
    assertThat(asked.status()).as(asked.body()).isEqualTo(201);
    assertThat(asked.json().path("sayUrl").asString()).contains("/oaMessage/").endsWith(
        asked.json().path("code").asString());
    assertThat(chat.get("/chat/v1/link-state").json().path("linked").asBoolean()).isFalse();
    Call.to(parley.url()).post("/v1/track", Map.of("writeKey", merchant.workspace().writeKey(), "anonymousId",
        visitor.id(), "event", "Product Added", "properties",
        Map.of("product_id", "tote", "name", "托特包", "price", 1280)));
    await().until(() -> parley.get(Timeline.class).ledger(merchant.workspace().id()).waiting() == 0);
    var user = user();
    line.write(user, asked.json().path("code").asString());
    await().until(() -> line.sent().stream().anyMatch(m -> m.toString().contains("購物車留在這裡了：托特包")));
    await().until(() -> chat.get("/chat/v1/link-state").json().path("linked").asBoolean());
    var her = conversation("line", user).path("customer").path("id").asString();
    var agreed = merchant.api().get("/api/v1/customers/" + her + "/consents").json().at("/standing/0");
    assertThat(agreed.toString()).contains("marketing", "line", "用 LINE 留著這車，忘了會提醒", "keep_cart", "true");
  }

  @Test
  void aCodeMayBeAskedForWithoutAConversation() {
    var visitor = Browser.of(merchant, parley.url());
    var code = code(visitor);
    assertThat(visitor.thread().path("conversation").isNull()).isTrue();
    var before = merchant.api().get("/api/v1/conversations?channel=web&limit=100").json().path("items").size();
    line.write(user(), code);
    await().until(() -> visitor.thread().path("items").size() == 1);
    assertThat(visitor.thread().path("items").get(0).path("content").path("what").asString()).isEqualTo("linked");
    assertThat(merchant.api().get("/api/v1/conversations?channel=web&limit=100").json().path("items")).hasSize(before);
  }

  @Test
  void accountLinkMakesThemOnePerson() {
    var user = user();
    line.write(user, "想連結帳號");
    await().until(() -> conversation("line", user) != null);
    var invited = merchant.api().post(
        "/api/v1/conversations/" + conversation("line", user).path("id").asString() + "/link-invitation", "");
    assertThat(invited.status()).isEqualTo(202);
    await().until(() -> line.sent().stream().anyMatch(m -> m.toString().contains("/link?linkToken=")));

    var visitor = Browser.of(merchant, parley.url());
    visitor.say("這是我的帳號");
    var redirect = URI.create(visitor.chat().post("/chat/v1/line-links", Map.of("linkToken", "abc123")).json()
        .path("redirect").asString());
    assertThat(redirect.getPath()).endsWith("accountLink");
    var nonce = redirect.getQuery().replaceAll(".*nonce=([^&]+).*", "$1");
    assertThat(nonce.length()).isGreaterThanOrEqualTo(22);
    line.event(user, Map.of("type", "accountLink", "link", Map.of("result", "ok", "nonce", nonce)));
    await().until(() -> customerOf("line", user).equals(customerOf("web", "這是我的帳號")));
    line.event(user(), Map.of("type", "accountLink", "link", Map.of("result", "ok", "nonce", nonce)));
    assertThat(whats(lines(conversation("line", user)))).contains("linked");
  }

  @Test
  void unlinkingShowsInTheThreadAndPartsThem() {
    var visitor = Browser.of(merchant, parley.url());
    visitor.say("先連再拆");
    var user = user();
    line.write(user, code(visitor));
    await().until(() -> conversation("line", user) != null
        && customerOf("line", user).equals(customerOf("web", "先連再拆")));
    var workspace = merchant.workspace().id();
    var key = new IdentityKey("line", line.connection() + ":" + user);
    var identity = parley.get(Customers.class).find(workspace, key).orElseThrow();
    var unlink = NewFact.unlink(identity, "unlink:" + user, parley.get(Clocks.class).now(workspace));
    parley.get(Database.class).tenant(workspace,
        () -> parley.get(Timeline.class).append(workspace, List.of(unlink)));
    await().until(() -> !customerOf("line", user).equals(customerOf("web", "先連再拆")));
    await().until(() -> whats(lines(conversation("line", user))).contains("unlinked"));
  }

  @Test
  void whatAContactTakesBackIsGone() {
    var user = user();
    var id = Ids.digits(18);
    line.event(user, Map.of("type", "message", "message",
        Map.of("type", "text", "id", id, "quoteToken", "q", "text", "說錯話了")));
    await().until(() -> conversation("line", user) != null);
    line.event(user, Map.of("type", "unsend", "unsend", Map.of("messageId", id)));
    await().until(() -> !lines(conversation("line", user)).toString().contains("說錯話了"));
    assertThat(conversation("line", user).path("lastMessage").path("text").asString()).isEqualTo("［已收回］");
  }

  @Test
  void aLineMessageThatComesTwiceIsOneLine() {
    var user = user();
    var message = Map.<String, Object>of("type", "message", "message",
        Map.of("type", "text", "id", Ids.digits(18), "quoteToken", "q", "text", "兩次"));
    line.event(user, message);
    line.event(user, message);
    line.event(user, Map.of("type", "follow", "follow", Map.of("isUnblocked", false)));
    line.event(user, Map.of("type", "postback", "postback", Map.of("data", "size=M")));
    line.event(user, Map.of("type", "unfollow"));
    await().until(() -> conversation("line", user) != null && lines(conversation("line", user)).size() == 4);
    var answer = merchant.api().post(
        "/api/v1/conversations/" + conversation("line", user).path("id").asString() + "/messages",
        Map.of("clientId", "x", "content", Map.of("kind", "text", "text", "收到")));
    assertThat(answer.json().path("delivery").path("state").asString()).isEqualTo("sending");
    assertThat(conversation("line", user).path("customer").path("name").asString()).isEqualTo("林郁晴");
    var detail = merchant.api().get(
        "/api/v1/conversations/" + conversation("line", user).path("id").asString()).json();
    assertThat(detail.path("sending").path("blocked").asBoolean()).isTrue();
  }

  private static String user() {
    return "U" + Ids.hex(16);
  }

  private static String code(Browser visitor) {
    var made = visitor.chat().post("/chat/v1/link-codes", "");
    assertThat(made.status()).isEqualTo(201);
    return made.json().path("code").asString();
  }

  private static String wide(String digits) {
    return digits.chars().mapToObj(c -> String.valueOf((char) (c - '0' + '０'))).reduce("", String::concat);
  }

  /// By the LINE user, or by what was said last on the site.
  private static JsonNode conversation(String channel, String who) {
    if (channel.equals("line")) {
      var id = parley.get(Database.class).engine(() -> parley.get(Database.class).sql()
          .sql("select id::text from conversation.conversation where address = :user").param("user", who)
          .query(String.class).optional());
      return id.map(one -> merchant.api().get("/api/v1/conversations/" + one).json()).orElse(null);
    }
    var found = merchant.api().get("/api/v1/conversations?channel=" + channel + "&query="
        + java.net.URLEncoder.encode(who, java.nio.charset.StandardCharsets.UTF_8)).json().path("items");
    return found.isEmpty() ? null : found.get(0);
  }

  private static String customerOf(String channel, String who) {
    var found = conversation(channel, who);
    return found == null ? "nobody on " + channel : found.path("customer").path("id").asString();
  }

  private static JsonNode lines(JsonNode conversation) {
    if (conversation == null) {
      return tools.jackson.databind.node.MissingNode.getInstance();
    }
    return merchant.api().get("/api/v1/conversations/" + conversation.path("id").asString() + "/messages?limit=100")
        .json().path("items");
  }

  private static List<String> whats(JsonNode lines) {
    return lines.valueStream().map(m -> m.path("content").path("what").asString("")).toList();
  }
}
