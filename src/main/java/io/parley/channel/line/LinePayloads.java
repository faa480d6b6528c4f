package io.parley.channel.line;

import io.parley.channel.Account;
import io.parley.channel.Content;
import io.parley.platform.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Content in LINE's words (Messaging API reference, "Message objects"), refused here with a sentence when LINE would
/// refuse it. LINE counts text in UTF-16 code units and labels in what people call characters.
final class LinePayloads {
  static final int TEXT_UNITS = 5000;
  static final int QUICK_REPLIES = 13;
  static final int LABEL_CHARACTERS = 20;
  static final int ACTION_TEXT_UNITS = 300;
  static final int BUTTON_TEXT_CHARACTERS = 160;
  static final int URI_UNITS = 1000;
  static final int MEDIA_URL_UNITS = 2000;
  static final int PLACE_UNITS = 100;

  private final JsonMapper json;
  private final LineCards cards;

  LinePayloads(JsonMapper json) {
    this.json = json;
    this.cards = new LineCards(json);
  }

  /// The picture LINE serves for a sticker; null if the id is none.
  static @Nullable String stickerUrl(String stickerId) {
    return stickerId.matches("\\d{1,20}")
        ? "https://stickershop.line-scdn.net/stickershop/v1/sticker/%s/android/sticker.png".formatted(stickerId)
        : null;
  }

  /// One message of ours may be two of LINE's; however many go in a call, they count as one for each contact (Messaging
  /// API, "Pricing").
  ArrayNode messages(Account account, Content content) {
    var all = json.createArrayNode();
    if (content instanceof Content.Card card && card.text() != null) {
      all.add(text(Content.Text.of(card.text())));
    }
    return all.add(message(account, content));
  }

  private ObjectNode message(Account account, Content content) {
    return switch (content) {
      case Content.Text text -> text(text);
      case Content.Image image -> image(account, image);
      case Content.Sticker sticker -> sticker(sticker);
      case Content.Card card -> cards.flex(account, card);
      case Content.Button button -> button(account, button);
      case Content.Location location -> location(location);
      case Content.Attachment other -> throw unsendable();
      case Content.Audio other -> throw unsendable();
      case Content.Video other -> throw unsendable();
      case Content.Postback other -> throw unsendable();
      case Content.Removed other -> throw unsendable();
      case Content.Unsupported other -> throw unsendable();
      case Content.Event other -> throw unsendable();
      case Content.Mail other -> throw unsendable();
      case Content.Letter other -> throw unsendable();
    };
  }

  private ObjectNode text(Content.Text text) {
    if (text.text().isBlank()) {
      throw Problem.invalid("line_text_empty", "訊息不能是空的", "A message cannot be empty");
    }
    if (text.text().length() > TEXT_UNITS) {
      throw Problem.invalid("line_text_long", "LINE 的訊息最多 5,000 字，這則有 %,d 字".formatted(text.text().length()),
          "A LINE message has up to 5,000 characters, this one has %,d".formatted(text.text().length()));
    }
    var message = json.createObjectNode().put("type", "text").put("text", text.text());
    if (!text.quickReplies().isEmpty()) {
      message.set("quickReply", quickReply(text.quickReplies()));
    }
    return message;
  }

  private ObjectNode quickReply(List<String> answers) {
    if (answers.size() > QUICK_REPLIES) {
      throw Problem.invalid("line_quick_replies", "LINE 最多 13 個快速回覆",
          "LINE takes up to 13 quick replies");
    }
    var items = json.createArrayNode();
    for (var answer : answers) {
      label(answer);
      var action = json.createObjectNode().put("type", "message").put("label", answer).put("text", answer);
      items.add(json.createObjectNode().put("type", "action").set("action", action));
    }
    return json.createObjectNode().set("items", items);
  }

  private ObjectNode image(Account account, Content.Image image) {
    var original = media(account, image.url());
    var preview = image.previewUrl() == null ? original : media(account, image.previewUrl());
    return json.createObjectNode().put("type", "image").put("originalContentUrl", original)
        .put("previewImageUrl", preview);
  }

  private ObjectNode sticker(Content.Sticker sticker) {
    if (!sticker.packageId().matches("\\d{1,20}") || !sticker.stickerId().matches("\\d{1,20}")) {
      throw Problem.invalid("line_sticker", "這不是 LINE 貼圖", "This is not a LINE sticker");
    }
    return json.createObjectNode().put("type", "sticker").put("packageId", sticker.packageId())
        .put("stickerId", sticker.stickerId());
  }

  private ObjectNode button(Account account, Content.Button button) {
    if (button.text().isBlank() || Content.characters(button.text()) > BUTTON_TEXT_CHARACTERS) {
      throw Problem.invalid("line_button_text", "按鈕上方的文字要在 160 字以內",
          "The text above a button has up to 160 characters");
    }
    label(button.label());
    var action = json.createObjectNode().put("type", "uri").put("label", button.label())
        .put("uri", link(account, button.url()));
    var template = json.createObjectNode().put("type", "buttons").put("text", button.text());
    template.set("actions", json.createArrayNode().add(action));
    return json.createObjectNode().put("type", "template").put("altText", button.text()).set("template", template);
  }

  private ObjectNode location(Content.Location location) {
    var title = location.title() == null ? "" : location.title();
    var address = location.address() == null ? "" : location.address();
    if (title.isBlank() || address.isBlank() || title.length() > PLACE_UNITS || address.length() > PLACE_UNITS) {
      throw Problem.invalid("line_location", "地點要有名稱與地址，各在 100 字以內",
          "A place has a name and an address of up to 100 characters each");
    }
    return json.createObjectNode().put("type", "location").put("title", title).put("address", address)
        .put("latitude", location.latitude()).put("longitude", location.longitude());
  }

  private static void label(String label) {
    if (label.isBlank() || Content.characters(label) > LABEL_CHARACTERS) {
      throw Problem.invalid("line_label", "LINE 按鈕的文字要在 20 字以內：「" + label + "」",
          "A LINE button has up to 20 characters: “" + label + "”");
    }
  }

  /// LINE fetches media itself, over https only.
  static String media(Account account, String url) {
    var absolute = absolute(account, url);
    if (!absolute.startsWith("https://") || absolute.length() > MEDIA_URL_UNITS) {
      throw Problem.invalid("line_https", "LINE 只接受 https 的圖片網址。請把 PARLEY_URL 設成對外的 https 網址",
          "LINE fetches pictures over https only. Set PARLEY_URL to your public https address");
    }
    return absolute;
  }

  static String link(Account account, String url) {
    var absolute = absolute(account, url);
    if (!absolute.matches("(?s)(https?://|line://|tel:).+") || absolute.length() > URI_UNITS) {
      throw Problem.invalid("line_link", "LINE 按鈕的網址要以 http(s) 開頭，且在 1,000 字以內",
          "The address of a LINE button starts with http(s) and has up to 1,000 characters");
    }
    return absolute;
  }

  /// What is Parley's own is given by the address that outsiders reach it at.
  private static String absolute(Account account, String url) {
    var ours = url.startsWith(account.ownUrl() + "/") ? url.substring(account.ownUrl().length()) : url;
    return ours.startsWith("/") ? account.publicUrl() + ours : url;
  }

  private static Problem unsendable() {
    return Problem.invalid("line_content", "LINE 不能傳送這種內容", "LINE cannot carry this kind of content");
  }
}
