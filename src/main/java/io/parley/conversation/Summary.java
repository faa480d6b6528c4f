package io.parley.conversation;

import io.parley.channel.Content;
import java.util.stream.Collectors;

/// A message in one line, for lists, searching and the timeline.
final class Summary {
  static final int MAX_CHARACTERS = 200;

  private Summary() {}

  static String of(Content content) {
    var text = whole(content).replaceAll("\\s+", " ").strip();
    return text.length() <= MAX_CHARACTERS ? text : text.substring(0, text.offsetByCodePoints(0,
        Math.min(MAX_CHARACTERS / 2, text.codePointCount(0, text.length())))) + "…";
  }

  static String whole(Content content) {
    return switch (content) {
      case Content.Text text -> text.text();
      case Content.Image image -> "［圖片］";
      case Content.Sticker sticker -> "［貼圖］";
      case Content.Card(var _, var caption, var _) when caption != null -> caption.text();
      case Content.Card card -> (card.text() == null ? "" : card.text() + " ")
          + card.products().stream().map(Content.Product::name).collect(Collectors.joining("、"));
      case Content.Button button -> button.text();
      case Content.Location place -> "［位置］" + or(place.title(), or(place.address(), ""));
      case Content.Attachment file -> "［檔案］" + file.name();
      case Content.Audio audio -> "［語音］";
      case Content.Video video -> "［影片］";
      case Content.Postback pressed -> or(pressed.text(), "［按鈕］");
      case Content.Removed removed -> "［已收回］";
      case Content.Unsupported other -> "［還看不了的訊息］";
      case Content.Event event when event.what().equals("entered") -> "從「" + or(event.text(), "") + "」來";
      case Content.Event event -> or(event.text(), fact(event.what()));
      case Content.Mail mail -> mail.subject();
      case Content.Letter letter -> letter.text().isBlank() ? or(letter.subject(), "［電郵］") : letter.text();
    };
  }

  static String kind(Content content) {
    return switch (content) {
      case Content.Text text -> "text";
      case Content.Image image -> "image";
      case Content.Sticker sticker -> "sticker";
      case Content.Card card -> "card";
      case Content.Button button -> "button";
      case Content.Location place -> "location";
      case Content.Attachment file -> "file";
      case Content.Audio audio -> "audio";
      case Content.Video video -> "video";
      case Content.Postback pressed -> "postback";
      case Content.Removed removed -> "removed";
      case Content.Unsupported other -> "unsupported";
      case Content.Event event -> event.what();
      case Content.Mail mail -> "mail";
      case Content.Letter letter -> letter.automatic() ? "auto_reply" : "letter";
    };
  }

  private static String fact(String what) {
    return switch (what) {
      case "closed" -> "對話已結束";
      case "reopened" -> "對話重新打開";
      case "followed" -> "加入好友";
      case "blocked" -> "封鎖了我們";
      case "linked" -> "帳號已連結";
      case "unlinked" -> "帳號已取消連結";
      default -> what;
    };
  }

  private static String or(@org.jspecify.annotations.Nullable String text, String other) {
    return text == null || text.isBlank() ? other : text;
  }
}
