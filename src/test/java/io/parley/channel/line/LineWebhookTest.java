package io.parley.channel.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.channel.Adapter.Arrival;
import io.parley.channel.Content;
import io.parley.channel.Incoming.Happening;
import io.parley.support.Contract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/// LINE's documented payloads, as Parley reads them.
class LineWebhookTest {
  private static final Path FIXTURES = Path.of("src/test/resources/channel/line");
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final LineWebhook webhook = new LineWebhook(JSON);

  static Stream<Path> fixtures() throws IOException {
    return Files.list(FIXTURES).filter(file -> file.toString().endsWith(".json"))
        .filter(file -> !file.toString().contains("signature"))
        .sorted();
  }

  private List<Arrival> read(String fixture) {
    try {
      return webhook.read(Files.readAllBytes(FIXTURES.resolve(fixture + ".json")), NOW);
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  private Arrival one(String fixture) {
    return read(fixture).getFirst();
  }

  private Happening happening(String fixture) {
    return webhook.happening(one(fixture).body(), (id, kind) -> "/media/" + kind + "/" + id);
  }

  private Content content(String fixture) {
    return ((Happening.Wrote) happening(fixture)).content();
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void everyDocumentedEventIsRead(Path fixture) throws IOException {
    for (var arrival : webhook.read(Files.readAllBytes(fixture), NOW)) {
      assertThat(arrival.eventId()).hasSize(26);
      assertThat(arrival.at()).isBetween(Instant.parse("2025-11-22T00:00:00Z"), NOW);
      assertThat(webhook.happening(arrival.body(), (id, kind) -> "/x")).isNotNull();
      assertThat(webhook.readStored(arrival.body(), NOW)).isEqualTo(arrival);
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void theFixturesAreWhatLinePublishes(Path fixture) throws IOException {
    if (!fixture.toString().contains("unknown")) {
      Contract.of("line/derived/line-webhook.schema.json", "CallbackRequest").accepts(Files.readString(fixture));
    }
  }

  @Test
  void theSignatureIsTakenOverTheRawBytes() throws IOException {
    for (var vector : JSON.readTree(Files.readString(FIXTURES.resolve("signature-vectors.json")))) {
      var body = vector.get("body").stringValue().getBytes(StandardCharsets.UTF_8);
      var secret = vector.get("secret").stringValue();
      var right = vector.get("expected").stringValue();
      assertThat(LineWebhook.authentic(secret, body, right)).isTrue();
      assertThat(LineWebhook.authentic(secret + "x", body, right)).isFalse();
      body[body.length - 3] ^= 1;
      assertThat(LineWebhook.authentic(secret, body, right)).isFalse();
    }
  }

  @Test
  void aMissingOrMalformedSignatureIsNotOneAndNeverAFailure() {
    var body = "{}".getBytes(StandardCharsets.UTF_8);
    for (var wrong : new String[] {null, "", " ", "not base64!", "====", "AAAA", "\u0000", "a".repeat(10_000)}) {
      assertThat(LineWebhook.authentic("secret", body, wrong)).as(wrong).isFalse();
    }
  }

  @Test
  void theVerifyButtonSendsNoEvents() {
    assertThat(read("empty-verify")).isEmpty();
  }

  @Test
  void oneBodyMayBringEventsOfSeveralPeople() {
    assertThat(read("batch-two-users")).extracting(Arrival::address)
        .containsExactly("U4af4980629d1e2f34af4980629d1e2f3", "Ubbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb");
  }

  @Test
  void textKeepsItsEmoji() {
    assertThat(content("text")).isEqualTo(Content.Text.of("請問這件有M號嗎?😀"));
  }

  @Test
  void mediaOfLineAreFetchedAndThoseOfOthersAreNot() {
    assertThat(content("image-line")).isEqualTo(new Content.Image("/media/image/500000000000000003", null));
    assertThat(content("image-external"))
        .isEqualTo(new Content.Image("https://example.com/o.jpg", "https://example.com/p.jpg"));
    assertThat(content("video")).isEqualTo(new Content.Video("/media/video/500000000000000005"));
    assertThat(content("audio")).isEqualTo(new Content.Audio("/media/audio/500000000000000006", 3));
    assertThat(content("file"))
        .isEqualTo(new Content.Attachment("invoice.pdf", 2138, "/media/file/500000000000000007"));
  }

  @Test
  void placesStickersAndButtonsAreRead() {
    assertThat(content("location"))
        .isEqualTo(new Content.Location("台北101", "台北市信義區信義路五段7號", 25.033964, 121.564468));
    assertThat(content("sticker")).isInstanceOfSatisfying(Content.Sticker.class,
        sticker -> assertThat(sticker.stickerId()).isEqualTo("52002734"));
    assertThat(happening("postback"))
        .isEqualTo(new Happening.Pressed(new Content.Postback("action=buy&sku=A1", null)));
    assertThat(happening("postback-datetime"))
        .isEqualTo(new Happening.Pressed(new Content.Postback("storeId=1", "2026-12-25T01:00")));
  }

  @Test
  void relationsLinksAndRemovalsAreRead() {
    assertThat(happening("follow")).isEqualTo(new Happening.Followed(false));
    assertThat(happening("follow-unblocked")).isEqualTo(new Happening.Followed(true));
    assertThat(happening("unfollow")).isEqualTo(new Happening.Blocked());
    assertThat(one("unfollow").relation()).isTrue();
    assertThat(happening("unsend")).isEqualTo(new Happening.Unsent("500000000000000001"));
    assertThat(happening("account-link-ok")).isEqualTo(new Happening.Linked("bm9uY2Utbm9uY2Utbm9uY2U=", true));
    assertThat(one("account-link-failed").ignored()).isNotNull();
  }

  @Test
  void whatIsNotKnownIsShownAsSuch() {
    assertThat(happening("unknown-message-edited")).isEqualTo(new Happening.Unsupported("messageEdited"));
    assertThat(happening("beacon")).isEqualTo(new Happening.Unsupported("beacon"));
    assertThat(happening("membership-joined")).isEqualTo(new Happening.Unsupported("membership"));
    var poll = "{\"type\":\"message\",\"message\":{\"type\":\"poll\",\"id\":\"1\"},\"source\":{\"userId\":\"U1\"}}";
    assertThat(webhook.happening(poll, (id, kind) -> "")).isEqualTo(
        new Happening.Wrote("1", new Content.Unsupported("poll")));
  }

  @Test
  void groupsAreKeptButNotShown() {
    for (var fixture : List.of("join", "leave", "member-joined", "member-left", "text-with-emoji-mention-quote")) {
      assertThat(one(fixture).ignored()).as(fixture).isNotNull();
    }
  }

  @Test
  void standbyMeansAnotherProgramSpeaks() {
    assertThat(one("standby-no-reply-token").replyToken()).isNull();
    var cheeky = "{\"type\":\"message\",\"mode\":\"standby\",\"replyToken\":\"t\",\"source\":{\"userId\":\"U1\"}}";
    assertThat(webhook.readStored(cheeky, NOW).replyToken()).isNull();
  }

  @Test
  void nonsenseIsReadWithoutFailing() {
    for (var event : List.of("1", "null", "\"x\"", "[]", "{}", "{\"type\":5}", "{\"timestamp\":\"late\"}",
        "{\"type\":\"message\"}", "{\"type\":\"message\",\"message\":[]}", "{\"source\":3,\"type\":\"postback\"}",
        "{\"type\":\"message\",\"message\":{\"type\":\"text\",\"text\":{}}}",
        "{\"timestamp\":9223372036854775807}", "{\"webhookEventId\":\"" + "x".repeat(5_000) + "\"}")) {
      var arrivals = webhook.read(("{\"events\":[" + event + "]}").getBytes(StandardCharsets.UTF_8), NOW);
      assertThat(arrivals).as(event).hasSize(1);
      assertThat(arrivals.getFirst().at()).isEqualTo(NOW);
      assertThat(webhook.happening(arrivals.getFirst().body(), (id, kind) -> "/x")).isNotNull();
    }
    assertThatThrownBy(() -> webhook.read("not json".getBytes(StandardCharsets.UTF_8), NOW))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> webhook.read("{}".getBytes(StandardCharsets.UTF_8), NOW))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void textIsMadeKeepable() {
    assertThat(LineWebhook.clean("a\u0000b\ud83dc\ude00d😀")).isEqualTo("a\ufffdb\ufffdc\ufffdd😀");
  }
}
