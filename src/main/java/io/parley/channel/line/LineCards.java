package io.parley.channel.line;

import io.parley.channel.Account;
import io.parley.channel.Content;
import io.parley.platform.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Product cards as LINE's flex messages: one bubble, or a carousel of up to twelve; with a caption one bubble that
/// says it, shows the pictures and names of the first few, and has one button.
final class LineCards {
  static final int BUBBLES = 12;
  static final int ALT_UNITS = 1500;
  static final int BUBBLE_BYTES = 30 * 1024;
  static final int CAROUSEL_BYTES = 50 * 1024;
  private static final int NAME_UNITS = 200;
  static final int SHOWN = 3;
  private static final int CAPTION_UNITS = 2000;
  private static final int LABEL_UNITS = 40;
  private static final int NAME_PARTS = 3;
  private static final int PRICE_PARTS = 2;
  private static final String QUIET = "#6b6f76";

  private final JsonMapper json;

  LineCards(JsonMapper json) {
    this.json = json;
  }

  ObjectNode flex(Account account, Content.Card card) {
    if (card.caption() != null) {
      return captioned(account, card.products(), card.caption());
    }
    if (card.products().isEmpty() || card.products().size() > BUBBLES) {
      throw Problem.invalid("line_card", "一張商品卡放 1 到 12 件商品", "A card carries 1 to 12 products");
    }
    var bubbles = card.products().stream().map(product -> bubble(account, product)).toList();
    var contents = bubbles.getFirst();
    if (bubbles.size() > 1) {
      contents = json.createObjectNode().put("type", "carousel");
      contents.set("contents", json.createArrayNode().addAll(bubbles));
      limit(contents, CAROUSEL_BYTES);
    }
    var alt = card.products().stream()
        .map(product -> product.name() + " " + product.price().written())
        .collect(Collectors.joining("、"));
    return json.createObjectNode().put("type", "flex").put("altText", cut(alt, ALT_UNITS)).set("contents", contents);
  }

  private ObjectNode captioned(Account account, List<Content.Product> products, Content.Button caption) {
    var shown = products.stream().limit(SHOWN).toList();
    var bubble = json.createObjectNode().put("type", "bubble");
    var pictures = json.createArrayNode();
    shown.forEach(product -> picture(account, product).ifPresent(pictures::add));
    if (pictures.size() == 1) {
      bubble.set("hero", ((ObjectNode) pictures.get(0)).put("aspectRatio", "20:13"));
    } else if (!pictures.isEmpty()) {
      bubble.set("hero", json.createObjectNode().put("type", "box").put("layout", "horizontal")
          .set("contents", pictures));
    }
    var rows = json.createArrayNode().add(text(cut(caption.text(), CAPTION_UNITS)).put("wrap", true));
    if (!shown.isEmpty()) {
      rows.add(json.createObjectNode().put("type", "separator").put("margin", "md"));
    }
    shown.forEach(product -> rows.add(row(product)));
    bubble.set("body", box().set("contents", rows));
    var action = json.createObjectNode().put("type", "uri").put("label", cut(caption.label(), LABEL_UNITS))
        .put("uri", LinePayloads.link(account, caption.url()));
    var button = json.createObjectNode().put("type", "button").put("style", "primary").put("height", "sm");
    button.set("action", action);
    bubble.set("footer", box().set("contents", json.createArrayNode().add(button)));
    limit(bubble, BUBBLE_BYTES);
    return json.createObjectNode().put("type", "flex").put("altText", cut(caption.text(), ALT_UNITS))
        .set("contents", bubble);
  }

  /// A picture that LINE would not fetch is left out: the words are worth more than it.
  private Optional<ObjectNode> picture(Account account, Content.Product product) {
    try {
      return Optional.ofNullable(product.imageUrl()).map(url -> json.createObjectNode().put("type", "image")
          .put("url", LinePayloads.media(account, url)).put("size", "full").put("aspectRatio", "1:1")
          .put("aspectMode", "cover"));
    } catch (Problem unfit) {
      return Optional.empty();
    }
  }

  private ObjectNode row(Content.Product product) {
    var row = json.createObjectNode().put("type", "box").put("layout", "horizontal").put("margin", "md")
        .put("spacing", "md");
    var name = product.name().isBlank() ? product.id() : product.name();
    row.set("contents", json.createArrayNode()
        .add(text(cut(name, NAME_UNITS)).put("size", "sm").put("flex", NAME_PARTS))
        .add(text(product.price().written()).put("size", "sm").put("color", QUIET).put("align", "end")
            .put("flex", PRICE_PARTS)));
    return row;
  }

  private ObjectNode text(String text) {
    return json.createObjectNode().put("type", "text").put("text", text);
  }

  private ObjectNode bubble(Account account, Content.Product product) {
    if (product.name().isBlank()) {
      throw Problem.invalid("line_card_name", "商品要有名稱", "A product has a name");
    }
    var bubble = json.createObjectNode().put("type", "bubble");
    if (product.imageUrl() != null) {
      bubble.set("hero", json.createObjectNode().put("type", "image")
          .put("url", LinePayloads.media(account, product.imageUrl())).put("size", "full")
          .put("aspectRatio", "20:13").put("aspectMode", "cover"));
    }
    var name = json.createObjectNode().put("type", "text").put("text", cut(product.name(), NAME_UNITS))
        .put("weight", "bold").put("wrap", true);
    var price = json.createObjectNode().put("type", "text").put("text", product.price().written()).put("color", QUIET)
        .put("size", "sm");
    bubble.set("body", box().set("contents", json.createArrayNode().add(name).add(price)));
    var action = json.createObjectNode().put("type", "uri").put("label", "看商品")
        .put("uri", LinePayloads.link(account, product.url()));
    var button = json.createObjectNode().put("type", "button").put("style", "primary").put("height", "sm");
    button.set("action", action);
    bubble.set("footer", box().set("contents", json.createArrayNode().add(button)));
    limit(bubble, BUBBLE_BYTES);
    return bubble;
  }

  private ObjectNode box() {
    return json.createObjectNode().put("type", "box").put("layout", "vertical");
  }

  private void limit(ObjectNode contents, int bytes) {
    if (json.writeValueAsString(contents).getBytes(StandardCharsets.UTF_8).length > bytes) {
      throw Problem.invalid("line_card_size", "這張卡片對 LINE 來說太大了，請少放幾件商品",
          "This card is too large for LINE. Put fewer products on it");
    }
  }

  /// Cuts at `units`, never through a surrogate pair.
  static String cut(String text, int units) {
    if (text.length() <= units) {
      return text;
    }
    var end = Character.isHighSurrogate(text.charAt(units - 2)) ? units - 2 : units - 1;
    return text.substring(0, end) + "…";
  }
}
