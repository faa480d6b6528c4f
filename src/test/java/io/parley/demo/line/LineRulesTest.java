package io.parley.demo.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.support.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every documented limit of LINE's message objects: at the limit it is taken, one past it is refused.
class LineRulesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Path REQUESTS = Path.of("src/test/resources/channel/line/requests");
  private static final String ACTION = "{'type':'uri','label':'a','uri':'https://a.example'}";
  private static final String PICTURE = "https://a.example/a.png";

  /// A template for a message with `%s` where the tried value goes, and what is tried: the last good, the first bad.
  private record Limit(String name, String message, String good, String bad) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Limit> limits() {
    return Stream.of(
        text("text 5000 UTF-16 units", "{'type':'text','text':'%s'}", "😀".repeat(2500), "😀".repeat(2500) + "a"),
        text("text not empty", "{'type':'text','text':'%s'}", "a", ""),
        text("textV2 5000", "{'type':'textV2','text':'%s'}", "a".repeat(5000), "a".repeat(5001)),
        json("textV2 key of 20", "{'type':'textV2','text':'{%1$s}','substitution':{'%1$s':{'type':'emoji'}}}",
            "k".repeat(20), "k".repeat(21)),
        json("textV2 mentions in groups only", "{'type':'textV2','text':'{k}','substitution':{'k':{'type':'%s'}}}",
            "emoji", "mention"),
        json("20 emojis", "{'type':'text','text':'$','emojis':[%s]}", emojis(20), emojis(21)),
        json("an emoji stands on its $", "{'type':'text','text':'$a','emojis':[{'index':%s,'productId':'1',"
            + "'emojiId':'1'}]}", "0", "1"),
        text("sticker ids are numbers", "{'type':'sticker','packageId':'1','stickerId':'%s'}", "2", "x"),
        text("image https", "{'type':'image','originalContentUrl':'%s','previewImageUrl':'" + PICTURE + "'}",
            PICTURE, "http://a.example/a.png"),
        text("image address 2000", "{'type':'image','originalContentUrl':'" + PICTURE + "','previewImageUrl':'%s'}",
            url(2000), url(2001)),
        text("video preview https", "{'type':'video','originalContentUrl':'" + PICTURE + "','previewImageUrl':'%s'}",
            PICTURE, "ftp://a"),
        text("tracking id 100", "{'type':'video','originalContentUrl':'" + PICTURE + "','previewImageUrl':'" + PICTURE
            + "','trackingId':'%s'}", "a".repeat(100), "a".repeat(101)),
        json("audio has a duration", "{'type':'audio','originalContentUrl':'" + PICTURE + "','duration':%s}", "1",
            "'1'"),
        text("location title 100", place("%s", "a"), "a".repeat(100), "a".repeat(101)),
        text("location address 100", place("a", "%s"), "a".repeat(100), "a".repeat(101)),
        text("buttons title 40", buttons("'title':'%s','text':'a'", ACTION), "字".repeat(40), "字".repeat(41)),
        text("buttons text 160 alone", buttons("'text':'%s'", ACTION), "字".repeat(160), "字".repeat(161)),
        text("buttons text 60 with a title", buttons("'title':'a','text':'%s'", ACTION), "👨‍👩‍👧".repeat(60),
            "👨‍👩‍👧".repeat(61)),
        text("buttons text 60 with a picture", buttons("'thumbnailImageUrl':'" + PICTURE + "','text':'%s'", ACTION),
            "字".repeat(60), "字".repeat(61)),
        json("buttons 4 actions", buttons("'text':'a'", "%s"), times(ACTION, 4), times(ACTION, 5)),
        json("buttons at least one action", buttons("'text':'a'", "%s"), ACTION, ""),
        text("altText 1500", "{'type':'template','altText':'%s','template':{'type':'buttons','text':'a','actions':["
            + ACTION + "]}}", "a".repeat(1500), "a".repeat(1501)),
        text("confirm text 240", template("'type':'confirm','text':'%s','actions':[" + times(ACTION, 2) + "]"),
            "字".repeat(240), "字".repeat(241)),
        json("confirm exactly 2 actions", template("'type':'confirm','text':'a','actions':[%s]"), times(ACTION, 2),
            times(ACTION, 3)),
        json("carousel 10 columns", template("'type':'carousel','columns':[%s]"), times(column("a", 1), 10),
            times(column("a", 1), 11)),
        json("carousel text 120", template("'type':'carousel','columns':[%s]"), column("字".repeat(120), 1),
            column("字".repeat(121), 1)),
        json("carousel 3 actions", template("'type':'carousel','columns':[%s]"), column("a", 3), column("a", 4)),
        json("carousel as many actions in each", template("'type':'carousel','columns':[%s]"),
            column("a", 2) + "," + column("b", 2), column("a", 2) + "," + column("b", 1)),
        json("image carousel 10 columns", template("'type':'image_carousel','columns':[%s]"),
            times(pictureColumn("a"), 10), times(pictureColumn("a"), 11)),
        json("image carousel label 12", template("'type':'image_carousel','columns':[%s]"),
            pictureColumn("字".repeat(12)), pictureColumn("字".repeat(13))),
        json("imagemap width 1040", imagemap("%s", 1), "1040", "1041"),
        json("imagemap 50 actions", "%s", imagemap("1040", 50), imagemap("1040", 51)),
        json("13 quick replies", "{'type':'text','text':'a','quickReply':{'items':[%s]}}", times(quick("a"), 13),
            times(quick("a"), 14)),
        json("quick reply label 20", "{'type':'text','text':'a','quickReply':{'items':[%s]}}", quick("字".repeat(20)),
            quick("字".repeat(21))),
        text("sender name 20", "{'type':'text','text':'a','sender':{'name':'%s'}}", "a".repeat(20), "a".repeat(21)),
        text("sender icon https", "{'type':'text','text':'a','sender':{'iconUrl':'%s'}}", PICTURE, "http://a.example"),
        text("postback data 300", action("'type':'postback','label':'a','data':'%s'"), "a".repeat(300),
            "a".repeat(301)),
        text("displayText 300", action("'type':'postback','label':'a','data':'d','displayText':'%s'"), "a".repeat(300),
            "a".repeat(301)),
        text("message text 300", action("'type':'message','label':'a','text':'%s'"), "a".repeat(300), "a".repeat(301)),
        text("uri 1000", action("'type':'uri','label':'a','uri':'%s'"), url(1000), url(1001)),
        text("uri scheme", action("'type':'uri','label':'a','uri':'%s'"), "tel:0223456789", "javascript:alert(1)"),
        text("clipboard 1000", action("'type':'clipboard','label':'a','clipboardText':'%s'"), "a".repeat(1000),
            "a".repeat(1001)),
        text("datetimepicker data 300", action("'type':'datetimepicker','label':'a','mode':'date','data':'%s'"),
            "a".repeat(300), "a".repeat(301)),
        text("camera in quick replies only", action("'type':'%s','label':'a','text':'a'"), "message", "camera"),
        json("flex bubble 30 KB", flex("%s"), bubble(29_000), bubble(31_000)),
        json("flex carousel 12 bubbles", flex("{'type':'carousel','contents':[%s]}"), times(bubble(10), 12),
            times(bubble(10), 13)),
        json("flex carousel 50 KB", flex("{'type':'carousel','contents':[%s]}"), times(bubble(24_000), 2),
            times(bubble(26_000), 2)),
        text("flex altText 1500", "{'type':'flex','altText':'%s','contents':" + bubble(1) + "}", "a".repeat(1500),
            "a".repeat(1501)),
        text("flex button label 40", flex("{'type':'bubble','body':{'type':'box','layout':'vertical','contents':["
            + "{'type':'button','action':{'type':'uri','label':'%s','uri':'https://a.example'}}]}}"),
            "字".repeat(40), "字".repeat(41)),
        text("flex pictures https", flex("{'type':'bubble','hero':{'type':'image','url':'%s'}}"), PICTURE,
            "http://a.example/a.png"),
        text("flex layout", flex("{'type':'bubble','body':{'type':'box','layout':'%s','contents':[]}}"), "vertical",
            "diagonal"),
        text("known kinds only", "{'type':'%s','text':'a'}", "text", "poll"));
  }

  @ParameterizedTest
  @MethodSource("limits")
  void theLastGoodIsTakenAndTheFirstBadRefused(Limit limit) {
    LineRules.messages(messages(limit.message.formatted(limit.good)));
    assertThatThrownBy(() -> LineRules.messages(messages(limit.message.formatted(limit.bad))))
        .isInstanceOfSatisfying(LineRefusal.class, refusal -> {
          assertThat(refusal.status()).isEqualTo(400);
          assertThat(refusal.details().getFirst().property()).startsWith("messages[0]");
        });
  }

  @ParameterizedTest
  @CsvSource({"0,false", "1,true", "5,true", "6,false"})
  void aRequestCarriesOneToFiveMessages(int size, boolean good) {
    var body = messages(times("{'type':'text','text':'a'}", size));
    if (good) {
      LineRules.messages(body);
    } else {
      assertThatThrownBy(() -> LineRules.messages(body)).isInstanceOf(LineRefusal.class);
    }
  }

  @Test
  void theDocumentedExamplesAreTaken() throws IOException {
    for (var name : JSON.readTree(Files.readString(REQUESTS.resolve("index.json"))).propertyNames()) {
      LineRules.messages(JSON.readTree(Files.readString(REQUESTS.resolve(name + ".json"))));
    }
  }

  @Test
  void theExamplesAreWhatLinePublishes() throws IOException {
    for (var entry : JSON.readTree(Files.readString(REQUESTS.resolve("index.json"))).properties()) {
      Contract.of("line/derived/line-messaging-api.request.strict.schema.json", entry.getValue().stringValue())
          .accepts(Files.readString(REQUESTS.resolve(entry.getKey() + ".json")));
    }
  }

  private static Limit text(String name, String message, String good, String bad) {
    return new Limit(name, message, good, bad);
  }

  private static Limit json(String name, String message, String good, String bad) {
    return new Limit(name, message, good, bad);
  }

  private static JsonNode messages(String messages) {
    return JSON.readTree("{\"messages\":[%s]}".formatted(messages.replace('\'', '"')));
  }

  private static String times(String json, int times) {
    return String.join(",", java.util.Collections.nCopies(times, json));
  }

  private static String url(int length) {
    return "https://" + "a".repeat(length - 8);
  }

  private static String emojis(int count) {
    return times("{'index':0,'productId':'1','emojiId':'1'}", count);
  }

  private static String place(String title, String address) {
    return "{'type':'location','title':'%s','address':'%s','latitude':1,'longitude':1}".formatted(title, address);
  }

  private static String template(String inside) {
    return "{'type':'template','altText':'a','template':{" + inside + "}}";
  }

  private static String buttons(String inside, String actions) {
    return template("'type':'buttons'," + inside + ",'actions':[" + actions + "]");
  }

  private static String action(String inside) {
    return buttons("'text':'a'", "{" + inside + "}");
  }

  private static String column(String text, int actions) {
    return "{'text':'%s','actions':[%s]}".formatted(text, times(ACTION, actions));
  }

  private static String pictureColumn(String label) {
    return "{'imageUrl':'%s','action':{'type':'uri','label':'%s','uri':'https://a.example'}}".formatted(PICTURE, label);
  }

  private static String quick(String label) {
    return "{'type':'action','action':{'type':'message','label':'%s','text':'a'}}".formatted(label);
  }

  private static String imagemap(String width, int actions) {
    return ("{'type':'imagemap','baseUrl':'" + PICTURE + "','altText':'a','baseSize':{'width':" + width
        + ",'height':1040},'actions':[" + times("{}", actions) + "]}");
  }

  private static String flex(String contents) {
    return "{'type':'flex','altText':'a','contents':" + contents + "}";
  }

  private static String bubble(int bytes) {
    return "{'type':'bubble','body':{'type':'box','layout':'vertical','contents':[{'type':'text','text':'%s'}]}}"
        .formatted("a".repeat(bytes));
  }
}
