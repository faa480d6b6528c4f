package io.parley.channel.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.channel.Account;
import io.parley.channel.ConnectionId;
import io.parley.channel.Content;
import io.parley.platform.Problem;
import io.parley.platform.WorkspaceId;
import io.parley.support.Contract;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// What Parley sends to LINE, and what it refuses before LINE would.
class LinePayloadsTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Account ACCOUNT = new Account(new ConnectionId(new UUID(0, 1)), new WorkspaceId(1), "line", "1",
      Map.of(), null, "https://shop.example", "http://localhost:8080");
  private final LinePayloads payloads = new LinePayloads(JSON);

  private String push(Content content) {
    var body = JSON.createObjectNode().put("to", "U4af4980629d1e2f34af4980629d1e2f3");
    body.set("messages", payloads.messages(ACCOUNT, content));
    return body.toString();
  }

  private void refused(Content content, String code) {
    assertThatThrownBy(() -> push(content)).isInstanceOfSatisfying(Problem.class,
        problem -> assertThat(problem.code()).isEqualTo(code));
  }

  private static Content.Product product(int n) {
    return new Content.Product("p" + n, "風箏托特包 " + n, new Content.Price(new BigDecimal(1280), "TWD"),
        "/shop/art/p.png", "http://localhost:8080/shop/products/p" + n);
  }

  private static Content.Card card(int products) {
    return new Content.Card(IntStream.range(0, products).mapToObj(LinePayloadsTest::product).toList());
  }

  private static Content.Card cart(int products) {
    return new Content.Card(card(products).products(), new Content.Button("還在購物車裡".repeat(40), "回到購物車",
        "https://shop.example/c/1"));
  }

  private static Content.Text text(int units) {
    return Content.Text.of("字".repeat(units));
  }

  @Test
  void everyKindIsWhatLinePublishes() {
    var contract = Contract.of("line/derived/line-messaging-api.request.strict.schema.json", "PushMessageRequest");
    for (var content : List.of(
        new Content.Text("需要什麼？", List.of("查訂單", "看新品")), text(5000),
        new Content.Image("/api/v1/files/1", null),
        new Content.Image("https://a.example/b.jpg", "https://a.example/s.jpg"),
        new Content.Sticker("446", "1988", null), card(1), card(12), cart(1), cart(5),
        new Content.Card(card(2).products(), null, "新品到了"),
        new Content.Button("把帳號連起來", "連結帳號", "https://shop.example/link?linkToken=x"),
        new Content.Location("台北101", "信義路五段7號", 25.03, 121.56))) {
      contract.accepts(push(content));
    }
  }

  @Test
  void textIsCountedInUtf16Units() {
    push(Content.Text.of("😀".repeat(2500)));
    refused(Content.Text.of("😀".repeat(2500) + "a"), "line_text_long");
    refused(text(5001), "line_text_long");
    refused(Content.Text.of(" \n"), "line_text_empty");
  }

  @Test
  void quickRepliesAreThirteenOfTwentyCharacters() {
    push(new Content.Text("?", Collections.nCopies(13, "👨‍👩‍👧‍👦".repeat(20))));
    refused(new Content.Text("?", Collections.nCopies(14, "a")), "line_quick_replies");
    refused(new Content.Text("?", List.of("一".repeat(21))), "line_label");
    refused(new Content.Text("?", List.of(" ")), "line_label");
  }

  @Test
  void picturesAreGivenByThePublicHttpsAddress() {
    assertThat(push(new Content.Image("http://localhost:8080/api/v1/files/1", null)))
        .contains("\"originalContentUrl\":\"https://shop.example/api/v1/files/1\"");
    refused(new Content.Image("http://a.example/b.jpg", null), "line_https");
    refused(new Content.Image("https://a.example/" + "b".repeat(2000), null), "line_https");
  }

  @Test
  void cardsCarryOneToTwelveProducts() {
    refused(card(13), "line_card");
    refused(new Content.Card(List.of()), "line_card");
    var said = JSON.readTree(push(new Content.Card(card(2).products(), null, "新品到了"))).path("messages");
    assertThat(said.valueStream().map(one -> one.path("type").asString())).containsExactly("text", "flex");
    assertThat(push(card(1))).contains("\"altText\":\"風箏托特包 0 NT$1,280\"")
        .contains("https://shop.example/shop/products/p0");
  }

  @Test
  void aCartIsOneCardWithItsWordsPicturesAndOneButtonAndAPictureLineWouldRefuseIsLeftOut() {
    var sent = JSON.readTree(push(cart(5))).at("/messages/0/contents");
    assertThat(sent.at("/body/contents/0/text").asString()).startsWith("還在購物車裡");
    assertThat(sent.at("/hero/contents").size()).isEqualTo(LineCards.SHOWN);
    assertThat(sent.at("/footer/contents/0/action/uri").asString()).isEqualTo("https://shop.example/c/1");
    var plain = new Content.Product("p", "杯", new Content.Price(BigDecimal.ONE, "TWD"), "http://a.example/p.png", "/p");
    assertThat(push(new Content.Card(List.of(plain), new Content.Button("字", "看", "https://a.example")))).contains("杯")
        .doesNotContain("hero");
  }

  @Test
  void longNamesAreCutAndNeverThroughACharacter() {
    var longest = new Content.Product("p", "😀".repeat(900), new Content.Price(BigDecimal.ONE, "USD"), null, "/p");
    var sent = JSON.readTree(push(new Content.Card(List.of(longest))));
    assertThat(sent.at("/messages/0/altText").stringValue().length()).isLessThanOrEqualTo(1500);
    assertThat(LineCards.cut("a😀😀", 4)).isEqualTo("a😀…");
    assertThat(LineCards.cut("a😀😀", 3)).isEqualTo("a…");
  }

  @Test
  void pricesReadAsInTheShop() {
    assertThat(new Content.Price(new BigDecimal("1280"), "TWD").written()).isEqualTo("NT$1,280");
    assertThat(new Content.Price(new BigDecimal("12.5"), "USD").written()).isEqualTo("$12.50");
    assertThat(new Content.Price(new BigDecimal("3"), "?").written()).isEqualTo("? 3");
  }

  @Test
  void buttonsPlacesAndStickersHaveTheirLimits() {
    refused(new Content.Button("字".repeat(161), "看", "https://a.example"), "line_button_text");
    refused(new Content.Button("字", "字".repeat(21), "https://a.example"), "line_label");
    refused(new Content.Button("字", "看", "https://a.example/" + "b".repeat(1000)), "line_link");
    refused(new Content.Button("字", "看", "javascript:alert(1)"), "line_link");
    refused(new Content.Location("字".repeat(101), "a", 0, 0), "line_location");
    refused(new Content.Location(null, "a", 0, 0), "line_location");
    refused(new Content.Sticker("x", "1", null), "line_sticker");
  }

  @Test
  void whatLineCannotCarryIsRefused() {
    for (var content : List.of(new Content.Attachment("a.pdf", 1, "/a"), new Content.Removed(),
        new Content.Video("/a"), new Content.Audio("/a", 1), new Content.Unsupported("poll"),
        new Content.Event("closed", null), new Content.Postback("a", null))) {
      refused(content, "line_content");
    }
  }
}
