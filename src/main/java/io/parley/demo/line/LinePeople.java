package io.parley.demo.line;

import io.parley.platform.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What people do on their phones; each becomes an event for the channel's webhook.
@Component
@Conditional(DemoOn.class)
class LinePeople {
  private static final Duration LINK_LIFE = Duration.ofMinutes(10);
  private static final int PHOTO_BYTES = 10 * 1024 * 1024;
  private static final Set<String> PHOTOS = Set.of("image/jpeg", "image/png", "image/gif", "image/webp");
  /// Crockford's alphabet, which ULIDs are written in.
  private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private final LineHouse house;
  private final LineReplyTokens replies;
  private final JsonMapper json;
  private final Map<String, Link> links = new HashMap<>();

  private record Link(String channel, String userId, Instant until) {}

  LinePeople(LineHouse house, LineReplyTokens replies, JsonMapper json) {
    this.house = house;
    this.replies = replies;
    this.json = json;
  }

  LineFact.Person join(String channel, String name, @Nullable String pictureUrl) {
    var person = new LineFact.Person("U" + Ids.hex(16), channel, name, pictureUrl, false, false);
    house.record(person);
    return person;
  }

  /// Writes a message; returns its id.
  String write(String userId, JsonNode message) {
    synchronized (house) {
      var person = person(userId);
      var id = house.with(LineState::nextMessageId);
      var told = json.createObjectNode().put("id", id);
      var shown = json.createObjectNode();
      switch (message.path("type").asString("")) {
        case "text" -> {
          var text = new LineField("message", message).at("text").units(5000).text();
          told.put("type", "text").put("text", text);
          shown.put("type", "text").put("text", text);
        }
        case "sticker" -> sticker(message, told, shown);
        case "image" -> photo(message, id, told, shown);
        case "location" -> {
          told.setAll((ObjectNode) message.deepCopy());
          shown.setAll((ObjectNode) message.deepCopy());
        }
        default -> throw LineRefusal.invalid("message.type", "A phone sends text, sticker, image or location");
      }
      told.put("quoteToken", "qt-" + id).put("markAsReadToken", "mr-" + id);
      house.record(new LineFact.Wrote(userId, id, shown, house.now()));
      happened(person, "message", true, event -> event.set("message", told));
      return id;
    }
  }

  private static void sticker(JsonNode message, ObjectNode told, ObjectNode shown) {
    var field = new LineField("message", message);
    var packageId = field.at("packageId").units(20).text();
    var stickerId = field.at("stickerId").units(20).text();
    shown.put("type", "sticker").put("packageId", packageId).put("stickerId", stickerId);
    told.setAll(shown).put("stickerResourceType", "STATIC");
    if (message.path("keywords").isArray()) {
      told.set("keywords", message.path("keywords"));
    }
  }

  private void photo(JsonNode message, String id, ObjectNode told, ObjectNode shown) {
    var parts = message.path("dataUrl").asString("").split("[:;,]", 4);
    if (parts.length != 4 || !parts[0].equals("data") || !PHOTOS.contains(parts[1]) || !parts[2].equals("base64")) {
      throw LineRefusal.invalid("message.dataUrl", "Must be a picture as data");
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(parts[3]);
    } catch (IllegalArgumentException malformed) {
      throw LineRefusal.invalid("message.dataUrl", "Must be base64");
    }
    if (bytes.length == 0 || bytes.length > PHOTO_BYTES) {
      throw LineRefusal.invalid("message.dataUrl", "Must be within 10 MB");
    }
    house.journal().keep(id, new LineJournal.Media(parts[1], bytes));
    var address = "/sim/phones/line/media/" + id;
    shown.put("type", "image").put("originalContentUrl", address).put("previewImageUrl", address);
    told.put("type", "image").set("contentProvider", json.createObjectNode().put("type", "line"));
  }

  void press(String userId, String data, @Nullable String displayText) {
    synchronized (house) {
      var person = person(userId);
      if (displayText != null && !displayText.isBlank()) {
        var shown = json.createObjectNode().put("type", "text").put("text", displayText);
        house.record(new LineFact.Wrote(userId, house.with(LineState::nextMessageId), shown, house.now()));
      }
      happened(person, "postback", true,
          event -> event.set("postback", json.createObjectNode().put("data", data)));
    }
  }

  void follow(String userId) {
    synchronized (house) {
      var person = person(userId);
      if (!person.following()) {
        house.record(person.follows(true));
        happened(person, "follow", true,
            event -> event.set("follow", json.createObjectNode().put("isUnblocked", person.blocked())));
      }
    }
  }

  void unfollow(String userId) {
    synchronized (house) {
      var person = person(userId);
      if (!person.blocked()) {
        house.record(person.follows(false));
        happened(person, "unfollow", false, event -> event);
      }
    }
  }

  void unsend(String userId, String messageId) {
    synchronized (house) {
      var person = person(userId);
      var own = house.with(state -> state.message(userId, messageId)).filter(LineState.Said::fromUser);
      if (own.isEmpty()) {
        throw LineRefusal.notFound();
      }
      house.record(new LineFact.Unsent(userId, messageId));
      happened(person, "unsend", false,
          event -> event.set("unsend", json.createObjectNode().put("messageId", messageId)));
    }
  }

  /// Any event LINE may send, for tests and for kinds that no phone can make.
  void event(String userId, String type, boolean reply, JsonNode more) {
    synchronized (house) {
      happened(person(userId), type, reply, event -> event.setAll((ObjectNode) more));
    }
  }

  String linkToken(String channel, String userId) {
    synchronized (house) {
      var person = person(userId);
      if (!person.channel().equals(channel) || !person.following()) {
        throw LineRefusal.notFound();
      }
      var token = Ids.secret();
      links.put(token, new Link(channel, userId, house.now().plus(LINK_LIFE)));
      return token;
    }
  }

  /// Whose link token this is; null if it is none, used or too old.
  LineFact.@Nullable Person linking(String token) {
    synchronized (house) {
      var link = links.get(token);
      return link == null || !house.now().isBefore(link.until) ? null : person(link.userId);
    }
  }

  /// The person agreed. False, and no event, if the token is not good any more or the nonce is not one.
  boolean link(String token, String nonce) {
    synchronized (house) {
      var person = linking(token);
      if (person == null || nonce.length() < 10 || nonce.length() > 255) {
        return false;
      }
      links.remove(token);
      happened(person, "accountLink", true,
          event -> event.set("link", json.createObjectNode().put("result", "ok").put("nonce", nonce)));
      return true;
    }
  }

  private LineFact.Person person(String userId) {
    return house.with(state -> state.person(userId)).orElseThrow(LineRefusal::notFound);
  }

  private void happened(
      LineFact.Person person, String type, boolean reply, UnaryOperator<ObjectNode> more) {
    var now = house.now();
    var event = json.createObjectNode().put("type", type).put("mode", "active").put("timestamp", now.toEpochMilli());
    var id = ulid(now);
    event.put("webhookEventId", id);
    event.set("deliveryContext", json.createObjectNode().put("isRedelivery", false));
    event.set("source", json.createObjectNode().put("type", "user").put("userId", person.userId()));
    if (reply) {
      event.put("replyToken", replies.issue(person.channel(), person.userId()));
    }
    house.record(new LineFact.Event(person.channel(), id, more.apply(event), now));
  }

  private static String ulid(Instant at) {
    var text = new char[26];
    var time = at.toEpochMilli();
    for (var n = 9; n >= 0; n--) {
      text[n] = CROCKFORD.charAt((int) (time & 31));
      time >>= 5;
    }
    var random = Ids.hex(16);
    for (var n = 10; n < 26; n++) {
      text[n] = CROCKFORD.charAt(Integer.parseInt(random, (n - 10) * 2, (n - 10) * 2 + 2, 16) & 31);
    }
    return new String(text);
  }
}
