package io.parley.channel;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.math.BigDecimal;
import java.text.BreakIterator;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a message says, whatever channel it comes by. This is the JSON of the API, told apart by `kind`.
///
/// Addresses are absolute, or start with `/` and are then Parley's own.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Content.Text.class, name = "text"),
  @JsonSubTypes.Type(value = Content.Image.class, name = "image"),
  @JsonSubTypes.Type(value = Content.Sticker.class, name = "sticker"),
  @JsonSubTypes.Type(value = Content.Card.class, name = "card"),
  @JsonSubTypes.Type(value = Content.Button.class, name = "button"),
  @JsonSubTypes.Type(value = Content.Location.class, name = "location"),
  @JsonSubTypes.Type(value = Content.Attachment.class, name = "file"),
  @JsonSubTypes.Type(value = Content.Audio.class, name = "audio"),
  @JsonSubTypes.Type(value = Content.Video.class, name = "video"),
  @JsonSubTypes.Type(value = Content.Postback.class, name = "postback"),
  @JsonSubTypes.Type(value = Content.Removed.class, name = "removed"),
  @JsonSubTypes.Type(value = Content.Unsupported.class, name = "unsupported"),
  @JsonSubTypes.Type(value = Content.Event.class, name = "event"),
  @JsonSubTypes.Type(value = Content.Mail.class, name = "mail"),
  @JsonSubTypes.Type(value = Content.Letter.class, name = "letter"),
})
public sealed interface Content {
  /// How many characters a reader sees: a flag or a family is one.
  static int characters(String text) {
    var breaks = BreakIterator.getCharacterInstance(Locale.ROOT);
    breaks.setText(text);
    var count = 0;
    while (breaks.next() != BreakIterator.DONE) {
      count++;
    }
    return count;
  }

  record Text(String text, List<String> quickReplies) implements Content {
    public Text {
      quickReplies = quickReplies == null ? List.of() : List.copyOf(quickReplies);
    }

    public static Text of(String text) {
      return new Text(text, List.of());
    }
  }

  record Image(String url, @Nullable String previewUrl) implements Content {}

  /// `url` is the picture of the sticker, for screens.
  record Sticker(String packageId, String stickerId, @Nullable String url) implements Content {}

  /// Products with their pictures. With a `caption` they are one thing that is said and pressed, as a reminder of what
  /// lies in a cart; without one each is pressed for itself, and `text` is said above them in the same message.
  record Card(List<Product> products, @Nullable Button caption, @Nullable String text) implements Content {
    public Card {
      products = List.copyOf(products);
      text = text == null || text.isBlank() ? null : text;
    }

    public Card(List<Product> products) {
      this(products, null, null);
    }

    public Card(List<Product> products, @Nullable Button caption) {
      this(products, caption, null);
    }
  }

  /// A product as it was when the card was sent.
  record Product(String id, String name, Price price, @Nullable String imageUrl, String url) {}

  /// `amount` in major units.
  record Price(BigDecimal amount, String currency) {
    /// As a shop in Taiwan writes it: `NT$1,280`; others with their own sign.
    public String written() {
      if (currency.equals("TWD")) {
        return "NT$" + NumberFormat.getIntegerInstance(Locale.ROOT).format(amount);
      }
      try {
        var format = NumberFormat.getCurrencyInstance(Locale.US);
        format.setCurrency(Currency.getInstance(currency));
        return format.format(amount);
      } catch (IllegalArgumentException noCurrency) {
        return currency + " " + amount.toPlainString();
      }
    }
  }

  /// A text with one button that opens `url`.
  record Button(String text, String label, String url) implements Content {}

  record Location(@Nullable String title, @Nullable String address, double latitude, double longitude)
      implements Content {}

  /// A file to download. `size` in bytes.
  record Attachment(String name, long size, @Nullable String url) implements Content {}

  record Audio(String url, double seconds) implements Content {}

  record Video(String url) implements Content {}

  /// A button that was pressed. `data` is what the button carried, `text` what the contact saw, if anything.
  record Postback(String data, @Nullable String text) implements Content {}

  /// What stood here was taken back by its author.
  record Removed() implements Content {}

  /// Something the channel brought and Parley does not show yet; `what` is the provider's word for it.
  record Unsupported(String what) implements Content {}

  /// Something that happened in the conversation rather than was said.
  record Event(String what, @Nullable String text) implements Content {}

  /// A mail of the shop, made of blocks.
  ///
  /// @param preview what mail clients show beside the subject; null for the first words
  /// @param unsubscribe the page on which she ends such mails (`Preferences.link`): given for whatever is marketing,
  ///     null for the rest. It makes the headers of RFC 8058 and the line in the footer
  record Mail(String subject, @Nullable String preview, List<MailBlock> blocks, @Nullable String unsubscribe)
      implements Content {
    public static final int MOST_BLOCKS = 50;
    public static final int LONGEST_SUBJECT = 200;

    public Mail {
      blocks = List.copyOf(blocks);
    }

    public Mail withUnsubscribe(@Nullable String page) {
      return new Mail(subject, preview, blocks, page);
    }
  }

  /// A mail that came in.
  ///
  /// @param text what she wrote, without what she quoted
  /// @param quoted what follows of earlier mails; null if nothing does
  /// @param html the whole of it as harmless HTML, pictures from outside left out; null if it was plain text
  /// @param automatic a machine answered (she is out of the office), not she
  record Letter(String subject, String text, @Nullable String quoted, @Nullable String html,
      List<Attachment> attachments, boolean automatic) implements Content {
    public Letter {
      attachments = List.copyOf(attachments);
    }
  }
}
