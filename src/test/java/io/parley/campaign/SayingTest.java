package io.parley.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.Content;
import io.parley.channel.MailBlock;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SayingTest {
  private static final Map<String, String> HER = Map.of("name", "郁晴");

  @Test
  void aMailHasTheSubjectThatWasWrittenWithHerNameInIt() {
    var said = saying("{{name|您}}好，托特包回來了", "{{name|您}}，留了一個給您").contents(HER, url -> url);
    assertThat(said.get("email")).isInstanceOfSatisfying(Content.Mail.class,
        mail -> assertThat(mail.subject()).isEqualTo("郁晴，留了一個給您"));
    assertThat(Saying.by("line", said)).isEqualTo(Content.Text.of("郁晴好，托特包回來了"));
    assertThat(Saying.variables(new Plan.Variant("好", "{{name|您}}", null, List.of()))).containsExactly("name");
  }

  @Test
  void withoutOneTheFirstLineStandsThereAndALongOneIsCutBetweenLetters() {
    assertThat(saying("  {{name|您}}好\n\n新品到了", null).subject(Map.of())).isEqualTo("您好");
    assertThat(saying("好", "長".repeat(77) + "🎁🎁").subject(HER)).isEqualTo("長".repeat(77) + "🎁");
  }

  /// The text stands above the cards on every channel; LINE's cards have no other button than their own.
  @Test
  void productsAreShownUnderTheTextWithTheirLinksFollowed() {
    var tote = new Content.Product("7", "托特包", new Content.Price(BigDecimal.valueOf(1280), "TWD"), null,
        "https://shop.example/7");
    var variant = new Plan.Variant("{{name|您}}看看", null, new Plan.PressButton("全部", "https://shop.example/"),
        List.of("7", "gone"));
    var saying = new Saying(variant, List.of(tote));
    assertThat(saying.addresses()).containsExactly("https://shop.example/", "https://shop.example/7");
    var said = saying.contents(HER, url -> url + "?l");
    var card = (Content.Card) said.get("any");
    assertThat(card.text()).isEqualTo("郁晴看看\n\n全部\nhttps://shop.example/?l");
    assertThat(card.products().getFirst().url()).isEqualTo("https://shop.example/7?l");
    assertThat(said.get("email")).isInstanceOfSatisfying(Content.Mail.class, mail -> {
      assertThat(mail.subject()).isEqualTo("郁晴看看");
      assertThat(mail.blocks()).as("a mail has room for the button beside the products").containsExactly(
          new MailBlock.Words("郁晴看看"), new MailBlock.Shelf(card.products()),
          new MailBlock.Action("全部", "https://shop.example/?l"));
    });
    var bare = new Saying(new Plan.Variant("", null, null, List.of("7")), List.of(tote)).contents(HER, url -> url);
    assertThat(bare).as("a mail of it is called as the shop").containsOnlyKeys("any");
  }

  private static Saying saying(String text, @Nullable String subject) {
    return new Saying(new Plan.Variant(text, subject, null, List.of()), List.of());
  }
}
