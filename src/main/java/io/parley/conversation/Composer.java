package io.parley.conversation;

import io.parley.channel.Content;
import io.parley.platform.Problem;
import io.parley.platform.WorkspaceId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// Reads what somebody wants to say, once, into content that cannot be wrong.
@Component
public final class Composer {
  public static final int MAX_TEXT = 5_000;
  static final int MAX_QUICK_REPLIES = 13;
  static final int MAX_QUICK_REPLY = 20;
  static final int MAX_CARDS = 10;
  static final int MAX_POSTBACK = 300;
  static final int MAX_BUTTON_TEXT = 160;
  static final int MAX_ADDRESS = 1_000;
  private static final Pattern OWN_FILE = Pattern.compile("/api/v1/files/[0-9a-f-]{36}");
  private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s\"<>\\\\^`{|}]+");
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,20}");
  private static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9._:-]{1,100}");
  private static final Pattern UNSAFE = Pattern.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f]");

  private final ObjectProvider<Shelf> shelf;

  Composer(ObjectProvider<Shelf> shelf) {
    this.shelf = shelf;
  }

  public static String clientId(@Nullable String text) {
    if (text == null || !CLIENT_ID.matcher(text).matches()) {
      throw Problem.invalid("client_id", "clientId 要是 1 到 100 個英數字或 . _ : -",
          "A clientId has 1 to 100 letters, digits or . _ : -");
    }
    return text;
  }

  /// What staff may send.
  Content ofStaff(WorkspaceId workspace, @Nullable JsonNode given) {
    var content = given == null ? MissingNode.getInstance() : given;
    return switch (kind(content)) {
      case "text" -> new Content.Text(text(content), quickReplies(content.path("quickReplies")));
      case "image" -> image(content);
      case "sticker" -> new Content.Sticker(digits(content, "packageId"), digits(content, "stickerId"), null);
      case "card" -> card(workspace, content.path("productIds"));
      case "button" -> button(content);
      default -> throw unknown();
    };
  }

  /// What a visitor may send.
  public Content ofVisitor(@Nullable JsonNode given) {
    var content = given == null ? MissingNode.getInstance() : given;
    return switch (kind(content)) {
      case "text" -> Content.Text.of(text(content));
      case "image" -> image(content);
      case "postback" -> new Content.Postback(shorter(content, "data"), shorter(content, "text"));
      default -> throw unknown();
    };
  }

  /// Takes away what no screen can show and PostgreSQL refuses; halves of surrogate pairs become the replacement sign.
  public static String clean(String text) {
    var whole = new StringBuilder(text.length());
    text.codePoints().forEach(point -> whole.appendCodePoint(
        point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 0xFFFD : point));
    return UNSAFE.matcher(whole).replaceAll("").strip();
  }

  private static String kind(JsonNode content) {
    return content.path("kind").isString() ? content.path("kind").stringValue() : "";
  }

  private static String text(JsonNode content) {
    var text = content.path("text").isString() ? clean(content.path("text").stringValue()) : "";
    if (text.isEmpty()) {
      throw Problem.invalid("empty", "先寫點什麼再送出", "Write something first");
    }
    if (text.length() > MAX_TEXT) {
      throw Problem.invalid("too_long", "一則最多 5,000 字，請分成兩則", "A message has at most 5,000 characters. Send two");
    }
    return text;
  }

  private static List<String> quickReplies(JsonNode given) {
    var replies = new ArrayList<String>();
    for (var reply : given) {
      var text = reply.isString() ? clean(reply.stringValue()) : "";
      if (text.isEmpty() || text.length() > MAX_QUICK_REPLY || replies.size() == MAX_QUICK_REPLIES) {
        throw Problem.invalid("quick_replies", "快速回覆最多 13 個，每個 1 到 20 字",
            "Up to 13 quick replies of 1 to 20 characters");
      }
      replies.add(text);
    }
    return replies;
  }

  private static Content image(JsonNode content) {
    var url = content.path("url").isString() ? content.path("url").stringValue() : "";
    if (!OWN_FILE.matcher(url).matches()) {
      throw Problem.invalid("image", "請先上傳圖片，再送出", "Upload the picture first, then send it");
    }
    return new Content.Image(url, url);
  }

  private Content card(WorkspaceId workspace, JsonNode ids) {
    var wanted = new ArrayList<String>();
    ids.forEach(id -> wanted.add(id.isString() ? id.stringValue() : id.toString()));
    var products = wanted.isEmpty() || wanted.size() > MAX_CARDS
        ? List.<Content.Product>of()
        : shelf.stream().flatMap(one -> one.products(workspace, wanted).stream()).toList();
    if (products.isEmpty()) {
      throw Problem.invalid("card", "商品卡要有 1 到 10 件店裡的商品", "A card shows 1 to 10 products of the shop");
    }
    return new Content.Card(products);
  }

  /// LINE allows 160 and 20 characters (Messaging API reference, "Buttons template"); the others allow more.
  private static Content button(JsonNode content) {
    var text = clean(content.path("text").asString(""));
    var label = clean(content.path("label").asString(""));
    var url = content.path("url").asString("");
    if (text.isEmpty() || text.length() > MAX_BUTTON_TEXT || label.isEmpty() || label.length() > MAX_QUICK_REPLY
        || url.length() > MAX_ADDRESS || !ADDRESS.matcher(url).matches()) {
      throw Problem.invalid("button", "按鈕要有 160 字以內的文字、20 字以內的按鈕和一個網址",
          "A button has a text of up to 160 characters, a label of up to 20 and an address");
    }
    return new Content.Button(text, label, url);
  }

  private static String digits(JsonNode content, String name) {
    var text = content.path(name).asString("");
    if (!DIGITS.matcher(text).matches()) {
      throw Problem.invalid("sticker", "沒有這張貼圖", "There is no such sticker");
    }
    return text;
  }

  private static String shorter(JsonNode content, String name) {
    var text = clean(content.path(name).asString(""));
    if (text.isEmpty() || text.length() > MAX_POSTBACK) {
      throw Problem.invalid("postback", "按鈕的內容要有 1 到 300 字", "A button carries 1 to 300 characters");
    }
    return text;
  }

  private static Problem unknown() {
    return Problem.invalid("content", "不能送這種內容", "This kind of content cannot be sent");
  }
}
