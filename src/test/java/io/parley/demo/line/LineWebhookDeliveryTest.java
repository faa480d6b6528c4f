package io.parley.demo.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.Incoming;
import io.parley.channel.Incoming.Happening;
import io.parley.platform.Database;
import io.parley.support.Call;
import io.parley.support.Contract;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// Webhooks from the simulated LINE, and forged ones, at Parley's door.
class LineWebhookDeliveryTest {
  private static final LineRig FIRST = LineRig.shared();
  private final LineRig rig = FIRST.another(null);

  private List<Happening> seen() {
    return Recorder.SEEN.stream()
        .filter(incoming -> incoming.contact().address().equals(rig.person.userId()))
        .map(Incoming::happening)
        .toList();
  }

  private List<String> texts() {
    return seen().stream()
        .filter(happening -> happening instanceof Happening.Wrote)
        .map(happening -> ((io.parley.channel.Content.Text) ((Happening.Wrote) happening).content()).text())
        .toList();
  }

  private Call.Answer hook(byte[] body, String signature) {
    var call = Call.to(rig.parley.url());
    var signed = signature == null ? call : call.with("X-Line-Signature", signature);
    return signed.post("/hooks/line/" + rig.connection(), new String(body, StandardCharsets.UTF_8));
  }

  private Call.Answer hook(String events) {
    var body = "{\"destination\":\"U0\",\"events\":[%s]}".formatted(events).getBytes(StandardCharsets.UTF_8);
    return hook(body, LineHooks.sign(rig.channel.secret(), body));
  }

  private String event(String id, long timestamp, String text) {
    return """
        {"type":"message","mode":"active","timestamp":%d,"webhookEventId":"%s","deliveryContext":{"isRedelivery":false},
         "source":{"type":"user","userId":"%s"},"replyToken":"%s","message":{"type":"text","id":"%s","text":"%s"}}
        """.formatted(timestamp, id, rig.person.userId(), "t" + id, id.hashCode() & 0xFFFF, text);
  }

  @Test
  void forgedUnsignedAndMalformedAreRefusedAndStoredNowhere() {
    var body = "{\"events\":[%s]}".formatted(event("forged", 1_790_000_000_000L, "x"))
        .getBytes(StandardCharsets.UTF_8);
    var right = LineHooks.sign(rig.channel.secret(), body);
    for (var wrong : new String[] {null, "", "not base64!", "AAAA", LineHooks.sign("other", body), right + "AA"}) {
      assertThat(hook(body, wrong).status()).as(wrong).isEqualTo(401);
    }
    body[body.length - 20] ^= 1;
    assertThat(hook(body, right).status()).isEqualTo(401);
    assertThat(count("event_id = 'forged'")).isZero();
  }

  private long count(String where) {
    var database = rig.parley.get(Database.class);
    return database.engine(() -> database.sql()
        .sql("select count(*) from channel.incoming where " + where).query(Long.class).single());
  }

  @Test
  void nobodyAtThisAddressIsNotFoundAndNothingIsA500() {
    var call = Call.to(rig.parley.url());
    assertThat(call.post("/hooks/line/x", "{}").status()).isEqualTo(404);
    assertThat(call.post("/hooks/line/" + java.util.UUID.randomUUID(), "{}").status()).isEqualTo(404);
    assertThat(call.post("/hooks/telegram/" + rig.connection(), "{}").status()).isEqualTo(404);
    assertThat(signed("not json").status()).isEqualTo(400);
    assertThat(signed("[]").status()).isEqualTo(400);
    assertThat(signed("\u0000").status()).isEqualTo(400);
    assertThat(signed("[".repeat(100_000)).status()).isEqualTo(400);
    assertThat(signed("a".repeat(1024 * 1024 + 1)).status()).isEqualTo(413);
  }

  private Call.Answer signed(String text) {
    var body = text.getBytes(StandardCharsets.UTF_8);
    return hook(body, LineHooks.sign(rig.channel.secret(), body));
  }

  @Test
  void theVerifyButtonIsAnswered() {
    assertThat(hook("").status()).isEqualTo(200);
  }

  @Test
  void aRepeatedEventIsHandedOverOnce() {
    var text = event("once-" + rig.channel.id(), now(), "一次");
    for (var n = 0; n < 3; n++) {
      assertThat(hook(text + "," + text).status()).isEqualTo(200);
    }
    rig.quiet();
    assertThat(texts()).containsExactly("一次");
  }

  private static long now() {
    return System.currentTimeMillis();
  }

  @Test
  void eventsOfOneBodyAreHandedOverInTheOrderTheyHappened() {
    var now = now();
    var order = IntStream.range(0, 20).mapToObj(n -> event("o%d-%s".formatted(n, rig.channel.id()), now - n, "m" + n))
        .toList();
    assertThat(hook(String.join(",", order)).status()).isEqualTo(200);
    rig.quiet();
    assertThat(texts()).isEqualTo(IntStream.range(0, 20).mapToObj(n -> "m" + (19 - n)).toList());
  }

  @Test
  void unknownKindsAndNonsenseAreStoredAndAnswered() {
    assertThat(hook("1,null,{},{\"type\":\"messageEdited\",\"webhookEventId\":\"e-%s\",\"source\":{\"userId\":\"%s\"}}"
        .formatted(rig.channel.id(), rig.person.userId())).status()).isEqualTo(200);
    rig.quiet();
    assertThat(seen()).contains(new Happening.Unsupported("messageEdited"));
    assertThat(count("state = 'ignored' and connection_id = '%s'".formatted(rig.connection()))).isPositive();
  }

  @Test
  void textThatADatabaseCannotKeepIsMadeKeepable() {
    hook(event("nul-" + rig.channel.id(), now(), "a\\u0000b\\ud800"));
    rig.quiet();
    assertThat(texts()).containsExactly("a\ufffdb\ufffd");
  }

  @Test
  void aPoisonedEventIsSetAsideWithItsReasonAndOthersGoOn() {
    var other = rig.people.join(rig.channel.id(), "旁人", null);
    rig.people.press(rig.person.userId(), "poison", null);
    rig.people.write(rig.person.userId(), rig.text("後面"));
    rig.people.write(other.userId(), rig.text("別人"));
    LineRig.await(() -> Recorder.SEEN.stream().anyMatch(i -> i.contact().address().equals(other.userId())));
    hurry();
    LineRig.await(() -> {
      hurry();
      return count("state = 'failed' and connection_id = '%s'".formatted(rig.connection())) == 1;
    });
    rig.quiet();
    assertThat(texts()).containsExactly("後面");
    var failed = rig.merchant.api().get("/api/v1/connections/failed-events").json().get("items");
    assertThat(failed.get(0).get("reason").stringValue()).isEqualTo("This event is poison");
    var replayed = rig.merchant.api()
        .post("/api/v1/connections/failed-events/%d/replay".formatted(failed.get(0).get("id").longValue()), null);
    assertThat(replayed.status()).isEqualTo(202);
  }

  private void hurry() {
    rig.sql("update channel.incoming set due_at = now() where state = 'waiting' and due_at > now()");
  }

  @Test
  void picturesAreFetchedEvenWhenLineIsStillPreparingThem() {
    rig.house.prepare(1);
    var png = Base64.getEncoder().encodeToString(new byte[] {(byte) 0x89, 'P', 'N', 'G'});
    rig.people.write(rig.person.userId(), Call.JSON.createObjectNode().put("type", "image")
        .put("dataUrl", "data:image/png;base64," + png));
    rig.quiet();
    var image = (io.parley.channel.Content.Image) ((Happening.Wrote) seen().getLast()).content();
    var file = Call.to(rig.parley.url()).get(image.url());
    assertThat(file.status()).isEqualTo(200);
    assertThat(file.raw().headers().firstValue("content-type")).hasValue("image/png");
  }

  @Test
  void theProfileComesWithTheFirstMessage() {
    rig.write("在嗎");
    rig.quiet();
    assertThat(Recorder.SEEN.getLast().contact().name()).isEqualTo("林郁晴");
  }

  @Test
  void whatWasNotAnsweredIsToldAgainUnderTheSameId() {
    rig.house.record(new LineFact.HookSet(rig.channel.id(), rig.parley.url() + "/hooks/line/wrong"));
    rig.write("在嗎");
    rig.house.record(new LineFact.HookSet(rig.channel.id(), rig.parley.url() + "/hooks/line/" + rig.connection()));
    rig.quiet();
    assertThat(texts()).containsExactly("在嗎");
  }

  @Test
  void everyEventOfTheSimulatorIsWhatLinePublishes() {
    var contract = Contract.of("line/derived/line-webhook.schema.json", "CallbackRequest");
    var events = new CopyOnWriteArrayList<LineFact.Event>();
    var stop = rig.house.follow(fact -> {
      if (fact instanceof LineFact.Event event && event.channel().equals(rig.channel.id())) {
        events.add(event);
      }
    });
    var user = rig.person.userId();
    var id = rig.write("在嗎");
    rig.people.unsend(user, id);
    rig.people.press(user, "a=1", "看");
    rig.people.write(user, sticker());
    rig.people.write(user, Call.JSON.createObjectNode().put("type", "location").put("title", "店").put("address", "台北")
        .put("latitude", 25.0).put("longitude", 121.5));
    rig.people.link(rig.people.linkToken(rig.channel.id(), user), "bm9uY2Utbm9uY2Utbm9uY2U=");
    rig.people.unfollow(user);
    rig.people.follow(user);
    stop.run();
    assertThat(events).hasSize(8);
    for (var event : events) {
      var envelope = Call.JSON.createObjectNode().put("destination", "U" + "0".repeat(32));
      envelope.set("events", Call.JSON.createArrayNode().add(event.event()));
      contract.accepts(envelope.toString());
    }
  }

  private static ObjectNode sticker() {
    return Call.JSON.createObjectNode().put("type", "sticker").put("packageId", "446").put("stickerId", "1988");
  }

  @Test
  void aLinkTokenWorksOnceWithinTenMinutes() {
    var user = rig.person.userId();
    var nonce = "n".repeat(20);
    var token = rig.people.linkToken(rig.channel.id(), user);
    var dialog = Call.to(rig.parley.url());
    var page = dialog.with("Accept-Language", "en").get("/sim/line/dialog/bot/accountLink?linkToken=%s&nonce=%s"
        .formatted(token, nonce));
    assertThat(page.body()).contains("Link your LINE account", "林郁晴");
    var form = dialog.with("Content-Type", "application/x-www-form-urlencoded");
    var path = "/sim/line/dialog/bot/accountLink";
    assertThat(form.post(path, "linkToken=%s&nonce=short".formatted(token)).status()).isEqualTo(400);
    assertThat(form.post(path, "linkToken=%s&nonce=%s".formatted(token, "n".repeat(256))).status()).isEqualTo(400);
    assertThat(form.post(path, "linkToken=%s&nonce=%s".formatted(token, nonce)).status()).isEqualTo(200);
    assertThat(form.post(path, "linkToken=%s&nonce=%s".formatted(token, nonce)).status()).isEqualTo(400);
    var late = rig.people.linkToken(rig.channel.id(), user);
    rig.clock().advance(Duration.ofMinutes(11));
    assertThat(form.post(path, "linkToken=%s&nonce=%s".formatted(late, nonce)).status()).isEqualTo(400);
    rig.clock().back();
    rig.quiet();
    assertThat(seen()).filteredOn(Happening.Linked.class::isInstance)
        .containsExactly(new Happening.Linked(nonce, true));
  }

  @Test
  void aMerchantConnectsWithTheRightSecretsOnly() {
    var api = rig.merchant.api();
    assertThat(api.get("/api/v1/connections").json().at("/items/0/state").stringValue()).isEqualTo("connected");
    assertThat(api.get("/api/v1/connections").body()).doesNotContain(rig.channel.secret());
    assertThat(api.post("/api/v1/connections", "{\"kind\":\"line\"}").status()).isEqualTo(400);
    assertThat(api.post("/api/v1/connections", "{\"kind\":\"fax\",\"name\":\"a\",\"channelId\":\"1\","
        + "\"channelSecret\":\"b\"}").status()).isEqualTo(400);
    assertThat(api.send("DELETE", "/api/v1/connections/" + rig.connection(), null).status()).isEqualTo(204);
    assertThat(api.send("DELETE", "/api/v1/connections/" + rig.connection(), null).status()).isEqualTo(404);
    assertThat(hook("").status()).isEqualTo(404);
    assertThat(rig.another(null).merchant.api().send("DELETE", "/api/v1/connections/" + FIRST.connection(), null)
        .status()).as("another workspace's").isEqualTo(404);
  }
}
