package io.parley.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.Content;
import io.parley.channel.Receipt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Mails as servers and mail clients really write them.
class ReadMailTest {
  private static final Path FIXTURES = Path.of("src/test/resources/channel/email");
  private final List<String> kept = new ArrayList<>();

  private static ReadMail fixture(String name) {
    try {
      return ReadMail.of(Files.readAllBytes(FIXTURES.resolve(name + ".eml")));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private Content.Letter letter(ReadMail mail) {
    return Letters.of(mail, file -> {
      kept.add(file.name());
      return Optional.of("/api/v1/files/x");
    });
  }

  private static ReadMail mail(String headers, byte[] body) {
    var raw = new ByteArrayOutputStream();
    raw.writeBytes((headers.strip().replace("\n", "\r\n") + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    raw.writeBytes(body);
    return ReadMail.of(raw.toByteArray());
  }

  @Test
  void aReplyIsReadWithItsNameItsFilesAndWithoutWhatItQuotes() {
    var mail = fixture("inbound-reply");
    var letter = letter(mail);
    assertThat(mail.from()).isEqualTo("ming@example.com");
    assertThat(mail.fromName()).isEqualTo("王小明");
    assertThat(letter.subject()).isEqualTo("Re: 訂單 #1001");
    assertThat(letter.text()).isEqualTo("請問什麼時候到貨?");
    assertThat(letter.quoted()).contains("On Sun, Nov 22, 2026").contains("> 我們的新品上架了");
    assertThat(letter.automatic()).isFalse();
    assertThat(letter.attachments()).singleElement()
        .isEqualTo(new Content.Attachment("photo.jpg", 10, "/api/v1/files/x"));
    assertThat(mail.ids("References")).containsExactly("<msg-01JD0000@mail.shop.example>",
        "<msg-01JD0001@mail.shop.example>");
  }

  @Test
  void aMachinesAnswerIsKnownAsSuchAndANewsletterIsNoLetter() {
    assertThat(letter(fixture("inbound-out-of-office")).automatic()).isTrue();
    assertThat(letter(fixture("outbound-campaign")).automatic()).isTrue();
  }

  @Test
  void aReportSaysWhetherItWasForGoodAndForWhom() {
    var hard = Bounces.report(fixture("bounce-dsn-5.1.1")).orElseThrow();
    assertThat(hard.failed()).isTrue();
    assertThat(hard.nobody()).isTrue();
    assertThat(hard.status()).isEqualTo("5.1.1");
    assertThat(hard.recipient()).contains("nobody@example.com");
    assertThat(hard.words()).startsWith("550-5.1.1 The email account");
    var soft = Bounces.report(fixture("bounce-dsn-4.2.2-delayed")).orElseThrow();
    assertThat(soft.failed()).isFalse();
    assertThat(soft.nobody()).isFalse();
    var complaint = Bounces.report(fixture("complaint-arf")).orElseThrow();
    assertThat(complaint.failed()).as("it arrived").isFalse();
    assertThat(complaint.nobody()).as("and nothing more is wanted").isTrue();
    assertThat(Bounces.report(fixture("inbound-reply"))).isEmpty();
    assertThat(Bounces.became(fixture("bounce-dsn-5.1.1"))).as("it returns a mail that is not ours").isEmpty();
  }

  @Test
  void aReportNamesOurMailByTheMessageIdOfWhatItReturns() throws IOException {
    var id = "0199a7a0-0000-7000-8000-000000000001";
    var raw = Files.readString(FIXTURES.resolve("bounce-dsn-5.1.1.eml")).replace("msg-01JD0001", id);
    var became = Bounces.became(ReadMail.of(raw.getBytes(StandardCharsets.UTF_8))).orElseThrow();
    assertThat(became.id().value()).hasToString(id);
    assertThat(became.state()).isEqualTo(Receipt.State.FAILED);
    assertThat(became.nobody()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"big5,x-windows-950", "Big5,Big5", "utf-8,UTF-8", "gb2312,GBK", "us-ascii,UTF-8", "x-unknown,UTF-8"})
  void textIsReadByWhatItIsLabelledAndByWhatItCanBe(String label, String really) {
    var said = really.equals("GBK") ? "请问什么时候到货" : "請問什麼時候到貨";
    var mail = mail("""
        From: ming@example.com
        Subject: =?big5?B?r6+ziw==?=
        Content-Type: text/plain; charset=%s
        Content-Transfer-Encoding: 8bit
        """.formatted(label), said.getBytes(Charset.forName(really)));
    assertThat(letter(mail).text()).isEqualTo(said);
  }

  @Test
  void japaneseMailIsReadToo() {
    var said = "いつ届きますか";
    var mail = mail("From: a@example.com\nContent-Type: text/plain; charset=ISO-2022-JP",
        said.getBytes(Charset.forName("ISO-2022-JP")));
    assertThat(letter(mail).text()).isEqualTo(said);
  }

  @Test
  void htmlIsShownHarmlessAndReadAsText() {
    var html = """
        <html><head><style>p{color:red}</style></head><body onload="x()"><p>想問<b>尺寸</b></p><script>alert(1)</script>
        <img src="https://tracker.example/x.gif" alt="圖"><a href="javascript:x()">按</a>
        <a href="https://kite.example/p">看</a><iframe src="https://evil.example"></iframe>
        <div style="background:url(https://t.example)">底</div><form action="https://e.example"><input></form></body>
        """;
    var letter = letter(mail("From: a@example.com\nContent-Type: text/html; charset=utf-8",
        html.getBytes(StandardCharsets.UTF_8)));
    assertThat(letter.text()).startsWith("想問尺寸");
    assertThat(letter.html()).contains("想問<b>尺寸</b>").contains("https://kite.example/p").doesNotContain("script")
        .doesNotContain("tracker").doesNotContain("onload").doesNotContain("iframe").doesNotContain("url(")
        .doesNotContain("form").doesNotContain("input");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "好，謝謝！\\n\\n小店 <news@shop.example> 於 2026年11月22日 週日 下午9:00寫道：\\n\\n> 到了|好，謝謝！",
      "OK\\n\\nOn Sun, Nov 22, 2026 at 1:00 PM Shop\\n<news@shop.example> wrote:\\n> x|OK",
      "收到\\n\\n-----原始郵件-----\\n寄件者: 店|收到", "ok\\n\\nFrom: Shop\\nSent: Sunday\\nTo: me|ok",
      "> 這個？\\n要\\n> 那個？\\n不要|> 這個？\\n要\\n> 那個？\\n不要", "From: 台北到高雄多久|From: 台北到高雄多久",
      "On sale?|On sale?", "> 全部都是引用|> 全部都是引用"})
  void whatIsQuotedIsPartedFromWhatIsSaid(String text, String said) {
    assertThat(Quotes.of(text.replace("\\n", "\n")).said()).isEqualTo(said.replace("\\n", "\n"));
  }

  @Test
  void nonsenseIsReadWithoutFailing() {
    for (var raw : List.of("", "\r\n", "x", "From: \r\n\r\n", "Content-Type: multipart/mixed\r\n\r\nno boundary",
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: ;;;\r\n\r\nx", "From: <<>>\r\n\r\nx",
        "Content-Type: text/plain; charset=\"\"\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!",
        "Subject: =?x-no?B?!!?=\r\nContent-Transfer-Encoding: what\r\n\r\nx\0y")) {
      var mail = ReadMail.of(raw.getBytes(StandardCharsets.UTF_8));
      assertThat(letter(mail)).as(raw).isNotNull();
      assertThat(Bounces.report(mail)).isEmpty();
      assertThat(mail.from()).isEmpty();
    }
  }

  @Test
  void whatAStrangerMakesEndlessIsReadAllTheSame() {
    var folded = "Status: 5.1.1\r\nDiagnostic-Code: smtp; a" + "\r\n b".repeat(200_000) + "\r\nAction: failed\r\n";
    assertThat(Bounces.field(folded, "Action")).isEqualTo("failed");
    assertThat(Bounces.field(folded, "diagnostic-code")).startsWith("smtp; a b b").hasSizeLessThan(20_000);
    var quoting = letter(mail("From: a@b.example\nContent-Type: text/plain", (">\n".repeat(4_000_000) + "x")
        .getBytes(StandardCharsets.US_ASCII)));
    assertThat(quoting.text().length() + (quoting.quoted() == null ? 0 : quoting.quoted().length()))
        .isLessThanOrEqualTo(100_001);
  }

  @Test
  void anAnswerHasOneReWhateverStoodBefore() {
    assertThat(Envelope.answering("Re: RE: 回覆：訂單")).isEqualTo("Re: 訂單");
    assertThat(Envelope.answering("訂單")).isEqualTo("Re: 訂單");
  }

  @Test
  void serversSayInTheirWordsThatSomebodyIsNobody() {
    assertThat(Smtp.nobody("550 5.1.1 <x@y> not here")).isTrue();
    assertThat(Smtp.nobody("550 No such user here")).isTrue();
    assertThat(Smtp.nobody("550 5.7.1 blocked by policy")).isFalse();
    assertThat(Smtp.nobody("552 5.2.2 mailbox full")).isFalse();
  }
}
