package io.parley.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.Content;
import io.parley.channel.MailBlock;
import io.parley.journey.flow.Wanted;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a step says, as a mail.
class MessagesTest {
  @Test
  void aMailShowsTheCartRowByRowAndLeadsBackToIt() {
    var tote = new Content.Product("tote", "托特包", new Content.Price(BigDecimal.TEN, "TWD"), null, "https://a.example");
    var words = new Wanted.Words(null, "{{name|您}}好，還在購物車裡\n第二行", "回到購物車", "{{cart.link}}");
    var mail = Messages.mail(words, Map.of("cart.link", "https://s.example/c/1", "shop", "霧岸"), List.of(tote));
    assertThat(mail.subject()).isEqualTo("您好，還在購物車裡");
    assertThat(mail.blocks()).containsExactly(new MailBlock.Words("您好，還在購物車裡\n第二行"),
        new MailBlock.Shelf(List.of(tote)), new MailBlock.Action("回到購物車", "https://s.example/c/1"),
        new MailBlock.Footer("霧岸", null));
    assertThat(Messages.mail(words, Map.of(), List.of()).blocks()).as("no link, no button")
        .noneMatch(block -> block instanceof MailBlock.Action);
  }

  @Test
  void onLineTheCartIsACardWithItsPicturesAndALongTextWithoutOneCarriesItsAddress() {
    var tote = new Content.Product("tote", "托特包", new Content.Price(BigDecimal.TEN, "TWD"), "https://a.example/t.png",
        "https://a.example");
    var link = Map.of("cart.link", "https://s.example/c/1");
    var words = new Wanted.Words(null, "還在購物車裡", "回到購物車", "{{cart.link}}");
    var button = new Content.Button("還在購物車裡", "回到購物車", "https://s.example/c/1");
    assertThat(Messages.card(words, link, List.of(tote))).isEqualTo(new Content.Card(List.of(tote), button));
    assertThat(Messages.card(words, Map.of(), List.of(tote))).as("nothing to press")
        .isEqualTo(Content.Text.of("還在購物車裡"));
    assertThat(Messages.content(words, link)).isEqualTo(button);
    var longer = new Wanted.Words(null, "字".repeat(161), "回到購物車", "{{cart.link}}");
    assertThat(Messages.content(longer, link)).isEqualTo(Content.Text.of("字".repeat(161)
        + "\n\n回到購物車\nhttps://s.example/c/1"));
  }
}
