package io.parley.demo.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.platform.Ids;
import io.parley.support.Call;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// The simulated LINE refuses what LINE is documented to refuse.
class LineSimulatorTest {
  private static final String PUSH = "/v2/bot/message/push";
  private static final String REPLY = "/v2/bot/message/reply";
  private static final LineRig FIRST = LineRig.shared();
  private final LineRig rig = FIRST.another(null);

  @AfterEach
  void mend() {
    FIRST.clock().back();
  }

  private Call.Answer push(String key, ObjectNode body) {
    return key == null ? rig.line().post(PUSH, body) : rig.line().with("X-Line-Retry-Key", key).post(PUSH, body);
  }

  private static void refused(Call.Answer answer, int status, String words) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains(words);
    assertThat(answer.raw().headers().firstValue("x-line-request-id")).isPresent();
  }

  private ObjectNode reply(String token) {
    var body = Call.JSON.createObjectNode().put("replyToken", token);
    body.set("messages", Call.JSON.createArrayNode().add(rig.text("好")));
    return body;
  }

  private String replyToken() {
    return rig.parley.get(LineReplyTokens.class).issue(rig.channel.id(), rig.person.userId());
  }

  @Test
  void withoutAValidTokenNothingIsDone() {
    var line = Call.to(rig.parley.url() + "/sim/line");
    refused(line.post(PUSH, rig.push(rig.text("a"))), 401, "invalid token");
    refused(line.bearer("x").get("/v2/bot/info"), 401, "invalid token");
    refused(line.with("Authorization", "Basic x").get("/v2/bot/message/quota"), 401, "invalid token");
    var wrong = line.with("Content-Type", "application/x-www-form-urlencoded").post("/oauth2/v3/token",
        "grant_type=client_credentials&client_id=%s&client_secret=wrong".formatted(rig.channel.id()));
    refused(wrong, 400, "invalid_client");
  }

  @Test
  void aStatelessTokenLivesFifteenMinutes() {
    var line = rig.line();
    rig.clock().advance(Duration.ofMinutes(14));
    assertThat(line.get("/v2/bot/info").status()).isEqualTo(200);
    rig.clock().advance(Duration.ofMinutes(2));
    refused(line.get("/v2/bot/info"), 401, "invalid token");
  }

  @Test
  void theThirtyFirstShortLivedTokenRevokesTheFirst() {
    var tokens = rig.parley.get(LineTokens.class);
    var oldest = tokens.shortLived(rig.channel.id(), rig.channel.secret());
    var line = Call.to(rig.parley.url() + "/sim/line").bearer(oldest);
    for (var n = 1; n < 30; n++) {
      tokens.shortLived(rig.channel.id(), rig.channel.secret());
    }
    assertThat(line.get("/v2/bot/info").status()).isEqualTo(200);
    tokens.shortLived(rig.channel.id(), rig.channel.secret());
    refused(line.get("/v2/bot/info"), 401, "invalid token");
  }

  @Test
  void aReplyTokenWorksOnceWithinAMinute() {
    var token = replyToken();
    refused(rig.line().post(REPLY, reply("nonsense")), 400, "Invalid reply token");
    assertThat(rig.line().post(REPLY, reply(token)).status()).isEqualTo(200);
    refused(rig.line().post(REPLY, reply(token)), 400, "Invalid reply token");
    var late = replyToken();
    rig.clock().advance(Duration.ofSeconds(61));
    refused(rig.line().post(REPLY, reply(late)), 400, "Invalid reply token");
  }

  @Test
  void aReplyTokenToldAgainLivesAgainButNotTwentyMinutesAfterTheEvent() {
    var replies = rig.parley.get(LineReplyTokens.class);
    var token = replyToken();
    rig.clock().advance(Duration.ofMinutes(5));
    replies.toldAgain(token);
    assertThat(rig.line().post(REPLY, reply(token)).status()).isEqualTo(200);
    var late = replyToken();
    rig.clock().advance(Duration.ofMinutes(21));
    replies.toldAgain(late);
    refused(rig.line().post(REPLY, reply(late)), 400, "Invalid reply token");
  }

  @Test
  void anotherChannelsReplyTokenIsNoReplyToken() {
    var other = rig.another(null);
    var token = other.parley.get(LineReplyTokens.class).issue(other.channel.id(), other.person.userId());
    refused(rig.line().post(REPLY, reply(token)), 400, "Invalid reply token");
  }

  @Test
  void aReplyTakesNoRetryKey() {
    refused(rig.line().with("X-Line-Retry-Key", UUID.randomUUID().toString()).post(REPLY, reply(replyToken())), 400,
        "not supported");
  }

  @Test
  void theSameRetryKeyIsAcceptedOnceInADay() {
    var key = UUID.randomUUID().toString();
    var once = push(key, rig.push(rig.text("一")));
    assertThat(once.status()).isEqualTo(200);
    var again = push(key, rig.push(rig.text("一")));
    refused(again, 409, "The retry key is already accepted");
    assertThat(again.raw().headers().firstValue("x-line-accepted-request-id"))
        .isEqualTo(once.raw().headers().firstValue("x-line-request-id"));
    assertThat(again.json().at("/sentMessages/0/id")).isEqualTo(once.json().at("/sentMessages/0/id"));
    rig.clock().advance(Duration.ofHours(23));
    assertThat(push(key, rig.push(rig.text("一"))).status()).isEqualTo(409);
    assertThat(rig.received()).containsExactly("一");
    rig.clock().advance(Duration.ofHours(2));
    assertThat(push(key, rig.push(rig.text("一"))).status()).as("after a day the key is new").isEqualTo(200);
    refused(push("not-a-uuid", rig.push(rig.text("一"))), 400, "Retry-Key");
  }

  @Test
  void aRefusedRequestDoesNotUseItsKeyUp() {
    var key = UUID.randomUUID().toString();
    refused(push(key, rig.push()), 400, "messages");
    assertThat(push(key, rig.push(rig.text("一"))).status()).isEqualTo(200);
  }

  @Test
  void badBodiesAreRefusedWithTheirProperty() {
    refused(rig.line().post(PUSH, "not json"), 400, "parsed");
    refused(rig.line().post(PUSH, "[]"), 400, "parsed");
    refused(rig.line().post(PUSH, "{\"messages\":[{\"type\":\"text\",\"text\":\"a\"}]}"), 400, "\"property\":\"to\"");
    refused(push(null, rig.push(rig.text(""))), 400, "messages[0].text");
    var big = rig.push(rig.text("a")).put("x", "a".repeat(2 * 1024 * 1024));
    refused(push(null, big), 413, "Too Large");
    var units = rig.push(rig.text("a"));
    units.set("customAggregationUnits", Call.JSON.createArrayNode().add("a").add("b"));
    refused(push(null, units), 400, "customAggregationUnits");
    units.set("customAggregationUnits", Call.JSON.createArrayNode().add("no spaces"));
    refused(push(null, units), 400, "customAggregationUnits");
  }

  @Test
  void strangersAreNotPushedToAndTheBlockedAreSilentlyNotReached() {
    var nobody = rig.push(rig.text("a")).put("to", "U" + "0".repeat(32));
    refused(push(null, nobody), 400, "'to'");
    rig.people.unfollow(rig.person.userId());
    var answer = push(null, rig.push(rig.text("a")));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(rig.received()).isEmpty();
    assertThat(rig.line().get("/v2/bot/message/quota/consumption").json().get("totalUsage").intValue()).isZero();
  }

  @Test
  void aStrangerWhoWroteMayBeAnsweredForSevenDays() {
    var stranger = rig.people.join(rig.channel.id(), "路人", null);
    var body = rig.push(rig.text("a")).put("to", stranger.userId());
    assertThat(push(null, body).status()).isEqualTo(200);
    assertThat(rig.received(stranger)).isEmpty();
    rig.people.write(stranger.userId(), rig.text("在嗎"));
    push(null, body);
    assertThat(rig.received(stranger)).hasSize(1);
    rig.clock().advance(Duration.ofDays(8));
    push(null, body);
    assertThat(rig.received(stranger)).hasSize(1);
    rig.clock().back();
  }

  @Test
  void theQuotaCountsRecipientsAndRepliesAreFree() {
    var poor = rig.another(3L);
    var line = poor.line();
    assertThat(line.get("/v2/bot/message/quota").json().get("value").intValue()).isEqualTo(3);
    assertThat(line.post(PUSH, poor.push(poor.text("一"), poor.text("二"))).status()).isEqualTo(200);
    assertThat(used(line)).as("per recipient, not per message").isEqualTo(1);
    var token = poor.parley.get(LineReplyTokens.class).issue(poor.channel.id(), poor.person.userId());
    line.post(REPLY, reply(token));
    assertThat(used(line)).isEqualTo(1);
    line.post(PUSH, poor.push(poor.text("三")));
    line.post(PUSH, poor.push(poor.text("四")));
    refused(line.post(PUSH, poor.push(poor.text("五"))), 429, "You have reached your monthly limit.");
    poor.clock().advance(Duration.ofDays(32));
    assertThat(poor.line().post(PUSH, poor.push(poor.text("五"))).status()).as("a new month").isEqualTo(200);
  }

  private static int used(Call line) {
    return line.get("/v2/bot/message/quota/consumption").json().get("totalUsage").intValue();
  }

  @Test
  void tooManyCallsAreTooFast() {
    for (var endpoint : new String[] {"push", "reply", "multicast", "narrowcast", "broadcast"}) {
      rig.house.rates().drain(rig.channel.id(), endpoint, rig.house.now().plusSeconds(60));
      refused(rig.line().post("/v2/bot/message/" + endpoint, rig.push(rig.text("a"))), 429, "rate limit");
    }
    rig.house.rates().drain(rig.channel.id(), "push", rig.house.now());
    rig.clock().advance(Duration.ofSeconds(1));
    assertThat(push(null, rig.push(rig.text("a"))).status()).as("the bucket refills").isEqualTo(200);
  }

  @Test
  void sixtyBroadcastsAnHour() {
    var body = Call.JSON.createObjectNode();
    body.set("messages", Call.JSON.createArrayNode().add(rig.text("a")));
    var line = rig.line();
    for (var n = 0; n < 60; n++) {
      assertThat(line.post("/v2/bot/message/broadcast", body).status()).isEqualTo(200);
    }
    refused(line.post("/v2/bot/message/broadcast", body), 429, "rate limit");
  }

  @Test
  void multicastIsForUpToFiveHundredPeople() {
    var body = Call.JSON.createObjectNode();
    body.set("messages", Call.JSON.createArrayNode().add(rig.text("a")));
    var to = body.putArray("to");
    for (var n = 0; n < 499; n++) {
      to.add("U" + Ids.hex(16));
    }
    to.add(rig.person.userId());
    assertThat(rig.line().post("/v2/bot/message/multicast", body).json().isEmpty()).isTrue();
    assertThat(rig.received()).hasSize(1);
    to.add("U" + Ids.hex(16));
    refused(rig.line().post("/v2/bot/message/multicast", body), 400, "\"property\":\"to\"");
    to.removeAll();
    refused(rig.line().post("/v2/bot/message/multicast", body), 400, "\"property\":\"to\"");
    to.add("C" + Ids.hex(16));
    refused(rig.line().post("/v2/bot/message/multicast", body), 400, "to[0]");
  }

  @Test
  void narrowcastIsAnsweredAtOnceAndNeedsFiftyPeople() {
    var body = Call.JSON.createObjectNode();
    body.set("messages", Call.JSON.createArrayNode().add(rig.text("a")));
    var answer = rig.line().post("/v2/bot/message/narrowcast", body);
    assertThat(answer.status()).isEqualTo(202);
    var id = answer.raw().headers().firstValue("x-line-request-id").orElseThrow();
    var progress = rig.line().get("/v2/bot/message/progress/narrowcast?requestId=" + id).json();
    assertThat(progress.get("phase").stringValue()).isEqualTo("failed");
    assertThat(progress.get("errorCode").intValue()).isEqualTo(2);
    body.putObject("filter").putObject("demographic").put("type", "gender");
    assertThat(rig.line().post("/v2/bot/message/narrowcast", body).status()).isEqualTo(403);
  }

  @Test
  void messagesCanBeTriedWithoutSending() {
    var body = Call.JSON.createObjectNode();
    body.set("messages", Call.JSON.createArrayNode().add(rig.text("a")));
    assertThat(rig.line().post("/v2/bot/message/validate/push", body).status()).isEqualTo(200);
    body.set("messages", Call.JSON.createArrayNode().add(rig.text("")));
    refused(rig.line().post("/v2/bot/message/validate/push", body), 400, "messages[0].text");
    assertThat(rig.received()).isEmpty();
  }

  @Test
  void aProfileIsToldOfFriendsOnly() {
    var path = "/v2/bot/profile/" + rig.person.userId();
    assertThat(rig.line().get(path).json().get("displayName").stringValue()).isEqualTo("林郁晴");
    rig.people.unfollow(rig.person.userId());
    refused(rig.line().get(path), 404, "Not found");
    refused(rig.another(null).line().get(path), 404, "Not found");
  }

  @Test
  void contentIsThereAfterPreparingAndGoneWhenUnsent() {
    var picture = Call.JSON.createObjectNode().put("type", "image")
        .put("dataUrl", "data:image/png;base64," + Base64.getEncoder().encodeToString(new byte[] {1, 2, 3}));
    rig.house.prepare(2);
    var id = rig.people.write(rig.person.userId(), picture);
    var path = "/v2/bot/message/" + id + "/content";
    rig.quiet();
    rig.house.prepare(2);
    assertThat(rig.data().get(path + "/transcoding").json().get("status").stringValue()).isEqualTo("processing");
    assertThat(rig.data().get(path).status()).isEqualTo(202);
    assertThat(rig.data().get(path).status()).isEqualTo(200);
    refused(rig.data().get("/v2/bot/message/1/content"), 404, "Not found");
    refused(Call.to(rig.parley.url() + "/sim/line-data").get(path), 401, "invalid token");
    rig.people.unsend(rig.person.userId(), id);
    refused(rig.data().get(path), 410, "Gone");
  }

  @Test
  void loadingAndReadMarksHaveTheirLimits() {
    var loading = "{\"chatId\":\"" + rig.person.userId() + "\",\"loadingSeconds\":%d}";
    assertThat(rig.line().post("/v2/bot/chat/loading/start", loading.formatted(60)).status()).isEqualTo(202);
    for (var wrong : new int[] {0, 7, 65}) {
      refused(rig.line().post("/v2/bot/chat/loading/start", loading.formatted(wrong)), 400, "loadingSeconds");
    }
    rig.house.rates().drain(rig.channel.id(), "loading", rig.house.now().plusSeconds(60));
    refused(rig.line().post("/v2/bot/chat/loading/start", loading.formatted(5)), 429, "rate limit");
    var id = rig.write("在嗎");
    refused(rig.line().post("/v2/bot/chat/markAsRead", "{\"markAsReadToken\":\"mr-1\"}"), 400, "markAsReadToken");
    assertThat(rig.line().post("/v2/bot/chat/markAsRead", "{\"markAsReadToken\":\"mr-" + id + "\"}").status())
        .isEqualTo(200);
    assertThat(rig.house.with(state -> state.message(rig.person.userId(), id)).orElseThrow().read()).isTrue();
  }

  @Test
  void theWebhookAddressIsHttpsAndShort() {
    var path = "/v2/bot/channel/webhook/endpoint";
    refused(rig.line().send("PUT", path, "{\"endpoint\":\"http://a.example\"}"), 400, "endpoint");
    refused(rig.line().send("PUT", path, "{\"endpoint\":\"https://" + "a".repeat(500) + "\"}"), 400, "endpoint");
    assertThat(rig.line().post("/v2/bot/channel/webhook/test", "{}").json().get("success").booleanValue()).isTrue();
    rig.house.rates().drain(rig.channel.id(), "webhook-test", rig.house.now().plusSeconds(60));
    refused(rig.line().post("/v2/bot/channel/webhook/test", "{}"), 429, "rate limit");
    rig.house.rates().drain(rig.channel.id(), "webhook-set", rig.house.now().plusSeconds(60));
    refused(rig.line().send("PUT", path, "{\"endpoint\":\"https://a.example\"}"), 429, "rate limit");
  }
}
