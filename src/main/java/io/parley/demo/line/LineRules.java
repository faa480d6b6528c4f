package io.parley.demo.line;

import tools.jackson.databind.JsonNode;

/// What LINE demands of message objects (Messaging API reference, "Message objects"), each limit as documented.
final class LineRules {
  private static final int URL = 2000;
  private static final int ALT = 1500;

  private LineRules() {}

  /// Refuses what LINE would refuse.
  static void messages(JsonNode body) {
    var messages = new LineField("", body).at("messages");
    var size = messages.list(1, 5);
    for (var n = 0; n < size; n++) {
      message(messages.at(n).object());
    }
  }

  private static void message(LineField message) {
    switch (message.at("type").text()) {
      case "text" -> text(message);
      case "textV2" -> textV2(message);
      case "sticker" -> {
        message.at("packageId").units(20).matching("\\d+", "invalid package id");
        message.at("stickerId").units(20).matching("\\d+", "invalid sticker id");
      }
      case "image" -> {
        message.at("originalContentUrl").https(URL);
        message.at("previewImageUrl").https(URL);
      }
      case "video" -> {
        message.at("originalContentUrl").https(URL);
        message.at("previewImageUrl").https(URL);
        message.at("trackingId").unitsIfGiven(100);
      }
      case "audio" -> {
        message.at("originalContentUrl").https(URL);
        message.at("duration").number();
      }
      case "location" -> {
        message.at("title").units(100);
        message.at("address").units(100);
        message.at("latitude").number();
        message.at("longitude").number();
      }
      case "imagemap" -> imagemap(message);
      case "template" -> {
        message.at("altText").units(ALT);
        LineTemplateRules.check(message.at("template").object());
      }
      case "flex" -> {
        message.at("altText").units(ALT);
        LineFlexRules.check(message.at("contents").object());
      }
      default -> throw message.at("type").wrong("invalid message type");
    }
    sender(message.at("sender"));
    quickReply(message.at("quickReply"));
  }

  private static void text(LineField message) {
    message.at("text").units(5000);
    if (message.at("emojis").given()) {
      var size = message.at("emojis").list(1, 20);
      for (var n = 0; n < size; n++) {
        var emoji = message.at("emojis").at(n);
        emoji.at("productId").units(100);
        emoji.at("emojiId").units(100);
        var index = emoji.at("index").number().value().asInt();
        if (index < 0 || index >= message.at("text").text().length()
            || message.at("text").text().charAt(index) != '$') {
          throw emoji.at("index").wrong("must point at a placeholder $");
        }
      }
    }
  }

  private static void textV2(LineField message) {
    message.at("text").units(5000);
    var substitution = message.at("substitution");
    if (!substitution.given()) {
      return;
    }
    if (substitution.object().value().size() > 100) {
      throw substitution.wrong("Size must be between 0 and 100");
    }
    for (var entry : substitution.value().properties()) {
      var key = entry.getKey();
      if (!key.matches("[A-Za-z0-9_]{1,20}") || !message.at("text").text().contains("{" + key + "}")) {
        throw substitution.at(key).wrong("invalid key");
      }
      if (entry.getValue().path("type").asString("").equals("mention")) {
        throw substitution.at(key).wrong("Mentions can only be used in group chats and multi-person chats");
      }
    }
  }

  private static void imagemap(LineField message) {
    message.at("baseUrl").https(URL);
    message.at("altText").units(ALT);
    if (message.at("baseSize").at("width").value().asInt(0) != 1040) {
      throw message.at("baseSize").at("width").wrong("must be 1040");
    }
    message.at("actions").list(1, 50);
  }

  private static void sender(LineField sender) {
    if (sender.given()) {
      sender.object().at("name").unitsIfGiven(20);
      sender.at("iconUrl").httpsIfGiven(URL);
    }
  }

  private static void quickReply(LineField quickReply) {
    if (!quickReply.given()) {
      return;
    }
    var items = quickReply.object().at("items");
    var size = items.list(1, 13);
    for (var n = 0; n < size; n++) {
      items.at(n).object().at("imageUrl").httpsIfGiven(URL);
      LineActionRules.check(items.at(n).at("action"), 20, true);
    }
  }
}
