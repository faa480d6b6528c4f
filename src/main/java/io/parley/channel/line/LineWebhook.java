package io.parley.channel.line;

import io.parley.channel.Adapter.Arrival;
import io.parley.channel.Content;
import io.parley.channel.Incoming.Happening;
import io.parley.platform.Secrets;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What LINE tells (Messaging API reference, "Webhook event objects"). Reads leniently: LINE adds kinds and fields
/// without notice, so whatever is not known is kept and shown as such.
final class LineWebhook {
  private static final Set<String> MESSAGES = Set.of("text", "image", "video", "audio", "file", "location", "sticker");
  private static final int ID_LENGTH = 200;
  /// Milliseconds of the years 2001 to 2286; a time outside is not one.
  private static final long EARLIEST = 1_000_000_000_000L;
  private static final long LATEST = 10_000_000_000_000L;

  private final JsonMapper json;

  LineWebhook(JsonMapper json) {
    this.json = json;
  }

  /// `x-line-signature` is the base64 of HMAC-SHA256 over the raw body, keyed with the channel secret.
  static boolean authentic(String secret, byte[] body, @Nullable String signature) {
    if (signature == null) {
      return false;
    }
    try {
      var given = Base64.getDecoder().decode(signature.strip());
      var right = Secrets.hmac("HmacSHA256", secret.getBytes(StandardCharsets.UTF_8), body);
      return MessageDigest.isEqual(right, given);
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  List<Arrival> read(byte[] body, Instant now) {
    var events = parse(new String(body, StandardCharsets.UTF_8)).path("events");
    if (!events.isArray()) {
      throw new IllegalArgumentException("LINE sends a list of events");
    }
    var arrivals = new ArrayList<Arrival>();
    for (var event : events) {
      arrivals.add(arrival(event, now));
    }
    return arrivals;
  }

  Arrival readStored(String event, Instant now) {
    return arrival(parse(event), now);
  }

  private JsonNode parse(String text) {
    try {
      return json.readTree(text);
    } catch (JacksonException malformed) {
      throw new IllegalArgumentException("This is not JSON", malformed);
    }
  }

  private Arrival arrival(JsonNode event, Instant now) {
    var body = clean(json.writeValueAsString(event));
    var id = event.path("webhookEventId").asString("");
    var source = event.path("source");
    var user = clean(source.path("userId").asString(""));
    var kind = clean(event.path("type").asString("?"));
    var standby = event.path("mode").asString("").equals("standby");
    var token = event.path("replyToken").asString("");
    return new Arrival(
        id.isEmpty() || id.length() > ID_LENGTH ? Secrets.sha256(body) : clean(id),
        user.length() > ID_LENGTH ? "" : user,
        kind.length() > ID_LENGTH ? "?" : kind,
        at(event, now),
        standby || token.isEmpty() ? null : token,
        relation(kind),
        ignored(event, source, user),
        body);
  }

  private static Instant at(JsonNode event, Instant now) {
    var millis = event.path("timestamp").asLong(0);
    if (millis < EARLIEST || millis > LATEST) {
      return now;
    }
    var at = Instant.ofEpochMilli(millis);
    return at.isAfter(now) ? now : at;
  }

  /// Whoever does something to us has not blocked us; but only following is said to end a block.
  private static @Nullable Boolean relation(String kind) {
    return switch (kind) {
      case "follow" -> false;
      case "unfollow" -> true;
      default -> null;
    };
  }

  private static @Nullable String ignored(JsonNode event, JsonNode source, String user) {
    if (!event.isObject()) {
      return "LINE sent something that is not an event";
    }
    if (Set.of("group", "room").contains(source.path("type").asString(""))) {
      return "Group chats are not shown";
    }
    if (event.path("type").asString("").equals("accountLink") && user.isEmpty()) {
      return "An account link failed; LINE does not say whose";
    }
    return user.isEmpty() || user.length() > ID_LENGTH ? "The event names no person" : null;
  }

  /// `media` turns a content id and its kind into an address of ours.
  Happening happening(String body, BiFunction<String, String, String> media) {
    var event = parse(body);
    var kind = event.path("type").asString("?");
    return switch (kind) {
      case "message" -> message(event.path("message"), media);
      case "postback" -> pressed(event.path("postback"));
      case "follow" -> new Happening.Followed(event.path("follow").path("isUnblocked").asBoolean(false));
      case "unfollow" -> new Happening.Blocked();
      case "unsend" -> new Happening.Unsent(clean(event.path("unsend").path("messageId").asString("")));
      case "accountLink" -> new Happening.Linked(
          clean(event.path("link").path("nonce").asString("")),
          event.path("link").path("result").asString("").equals("ok"));
      default -> new Happening.Unsupported(clean(kind));
    };
  }

  private static Happening message(JsonNode message, BiFunction<String, String, String> media) {
    var kind = message.path("type").asString("?");
    var id = clean(message.path("id").asString(""));
    if (!MESSAGES.contains(kind)) {
      return new Happening.Wrote(id, new Content.Unsupported(clean(kind)));
    }
    return new Happening.Wrote(id, content(kind, id, message, media));
  }

  private static Content content(
      String kind, String id, JsonNode message, BiFunction<String, String, String> media) {
    return switch (kind) {
      case "text" -> Content.Text.of(clean(message.path("text").asString("")));
      case "sticker" -> sticker(message);
      case "location" -> new Content.Location(
          text(message, "title"), text(message, "address"),
          message.path("latitude").asDouble(0), message.path("longitude").asDouble(0));
      case "file" -> new Content.Attachment(
          clean(message.path("fileName").asString("?")), message.path("fileSize").asLong(0), media.apply(id, kind));
      case "image" -> image(id, message, media);
      case "video" -> new Content.Video(external(message).orElseGet(() -> media.apply(id, kind)));
      default -> new Content.Audio(
          external(message).orElseGet(() -> media.apply(id, kind)), message.path("duration").asDouble(0) / 1000);
    };
  }

  private static Content image(String id, JsonNode message, BiFunction<String, String, String> media) {
    return external(message)
        .map(url -> new Content.Image(url, text(message.path("contentProvider"), "previewImageUrl")))
        .orElseGet(() -> new Content.Image(media.apply(id, "image"), null));
  }

  private static java.util.Optional<String> external(JsonNode message) {
    var provider = message.path("contentProvider");
    return provider.path("type").asString("").equals("external")
        ? java.util.Optional.ofNullable(text(provider, "originalContentUrl"))
            .filter(url -> url.startsWith("https://"))
        : java.util.Optional.empty();
  }

  private static Content sticker(JsonNode message) {
    var sticker = message.path("stickerId").asString("");
    return new Content.Sticker(
        clean(message.path("packageId").asString("")), clean(sticker), LinePayloads.stickerUrl(sticker));
  }

  private static Happening pressed(JsonNode postback) {
    var params = postback.path("params");
    var chosen = java.util.stream.Stream.of("datetime", "date", "time")
        .map(name -> text(params, name))
        .filter(java.util.Objects::nonNull)
        .findFirst()
        .orElse(null);
    return new Happening.Pressed(new Content.Postback(clean(postback.path("data").asString("")), chosen));
  }

  private static @Nullable String text(JsonNode node, String field) {
    var text = node.path(field).asString("");
    return text.isEmpty() ? null : clean(text);
  }

  /// PostgreSQL keeps neither NUL nor half of a surrogate pair.
  static String clean(String text) {
    var clean = text.replace('\u0000', '\uFFFD');
    for (var i = 0; i < clean.length(); i++) {
      var unit = clean.charAt(i);
      var paired = Character.isHighSurrogate(unit) && i + 1 < clean.length()
          && Character.isLowSurrogate(clean.charAt(i + 1));
      if (paired) {
        i++;
      } else if (Character.isSurrogate(unit)) {
        clean = clean.substring(0, i) + '\uFFFD' + clean.substring(i + 1);
      }
    }
    return clean;
  }
}
