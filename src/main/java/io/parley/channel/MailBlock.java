package io.parley.channel;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of a mail, one below the other. This is the JSON of the API, told apart by `block`.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "block")
@JsonSubTypes({
  @JsonSubTypes.Type(value = MailBlock.Heading.class, name = "heading"),
  @JsonSubTypes.Type(value = MailBlock.Words.class, name = "text"),
  @JsonSubTypes.Type(value = MailBlock.Shelf.class, name = "products"),
  @JsonSubTypes.Type(value = MailBlock.Action.class, name = "button"),
  @JsonSubTypes.Type(value = MailBlock.Picture.class, name = "image"),
  @JsonSubTypes.Type(value = MailBlock.Footer.class, name = "footer"),
})
public sealed interface MailBlock {

  /// What is said elsewhere, as blocks. Empty if a mail cannot say it.
  static List<MailBlock> of(Content content) {
    return switch (content) {
      case Content.Text text -> List.of(new Words(text.text()));
      case Content.Button button -> List.of(new Words(button.text()), new Action(button.label(), button.url()));
      case Content.Card(var products, var caption, var said) -> caption != null
          ? List.of(new Words(caption.text()), new Shelf(products), new Action(caption.label(), caption.url()))
          : said == null ? List.of(new Shelf(products)) : List.of(new Words(said), new Shelf(products));
      case Content.Image image -> List.of(new Picture(image.url(), "", null));
      case Content.Mail mail -> mail.blocks();
      default -> List.of();
    };
  }

  record Heading(String text) implements MailBlock {}

  /// A blank line begins a new paragraph. Addresses in it can be tapped.
  record Words(String text) implements MailBlock {}

  /// Products in rows: picture, name, price, link.
  record Shelf(List<Content.Product> products) implements MailBlock {
    public Shelf {
      products = List.copyOf(products);
    }
  }

  record Action(String label, String url) implements MailBlock {}

  /// `alt` is what stands there where pictures are not shown.
  record Picture(String url, String alt, @Nullable String link) implements MailBlock {}

  /// Who writes, and from where: what the law asks of marketing. The link that ends it is added by itself.
  record Footer(String shop, @Nullable String address) implements MailBlock {}
}
