package io.parley.timeline;

import io.parley.customer.IdentityKey;
import io.parley.customer.Sighting;
import io.parley.platform.Secrets;
import io.parley.timeline.FactReader.Refused;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a Segment call says: its type, its time, whom it names. Unknown fields stay in the body.
final class SegmentCall {
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_MESSAGE_ID = 100;
  private static final String MERGE = "merge";
  private static final int MOST_EXTERNAL_IDS = 10;

  /// What clients send as an id when they have none. Taken at its word it would make one person of a whole shop.
  private static final Set<String> NOBODY = Set.of("null", "undefined", "none", "nil", "anonymous", "guest", "unknown",
      "0", "-1", "false", "true", "nan", "[object object]", "00000000-0000-0000-0000-000000000000");

  /// Kinds that only a channel, the shop's account or the browser itself may say. A public write key must not be able
  /// to claim somebody's LINE.
  private static final Set<String> NOT_BY_EXTERNAL_ID = Set.of("user_id", "anonymous_id", "visitor", "member", "email",
      "phone", "line", "messenger", "instagram", "whatsapp", "telegram");

  private SegmentCall() {}

  static Reading read(LogRow row, ObjectNode body, ObjectNode envelope) {
    mergeContext(body, envelope.path("context"));
    var vouched = envelope.path(NewCall.VOUCHED).asBoolean(false);
    body.put(NewCall.VOUCHED, vouched);
    address(body, envelope.path("ip").asString(""));
    var type = envelope.path("type").asString(body.path("type").asString("")).toLowerCase(Locale.ROOT);
    if (type.equals(MERGE)) {
      rename(body);
      type = FactKind.ALIAS;
    }
    if (!FactKind.OF_SEGMENT.contains(type)) {
      throw new Refused(type.isBlank() ? "The event has no type" : "There is no event type “" + cut(type, 40) + "”");
    }
    var at = EventTime.of(body, envelope, row.receivedAt()).at();
    return new Reading.Readable(row, type, name(type, body), vouched ? messageId(body) : repeatKey(body), at, body,
        sighting(type, body, at, !vouched || envelope.path("present").asBoolean()));
  }

  /// Where the customer's connection came from, unless the sender said it.
  private static void address(ObjectNode body, String ip) {
    if (!ip.isEmpty() && blank(body.path("context").path("ip"))) {
      var context = body.path("context") instanceof ObjectNode told ? told : body.putObject("context");
      context.put("ip", ip);
    }
  }

  private static boolean blank(JsonNode text) {
    return text.isMissingNode() || text.isNull() || text.asString("").isBlank();
  }

  /// RudderStack's *merge* is an alias that names both sides by their kinds: a member number, and a browser's id or an
  /// older member number (RudderStack event spec, "Merge").
  private static void rename(ObjectNode body) {
    var members = new ArrayList<String>();
    var browsers = new ArrayList<String>();
    for (var property : body.path("mergeProperties")) {
      var value = id(property.path("value"));
      if (value != null) {
        switch (property.path("type").asString("").toLowerCase(Locale.ROOT)) {
          case "user_id" -> members.add(value);
          case "anonymous_id" -> browsers.add(value);
          default -> throw new Refused("A merge joins a user_id with an anonymous_id or another user_id");
        }
      }
    }
    if (members.isEmpty() || members.size() + browsers.size() != 2) {
      throw new Refused("A merge joins a user_id with an anonymous_id or another user_id");
    }
    body.put("userId", members.getFirst());
    body.put("previousId", browsers.isEmpty() ? members.getLast() : browsers.getFirst());
  }

  /// A batch may carry the context of all its events; what an event says itself goes before it.
  private static void mergeContext(ObjectNode body, JsonNode shared) {
    if (!(shared instanceof ObjectNode common)) {
      return;
    }
    var merged = common.deepCopy();
    if (body.path("context") instanceof ObjectNode own) {
      merged.setAll(own);
    }
    body.set("context", merged);
  }

  private static String name(String type, ObjectNode body) {
    var name = switch (type) {
      case FactKind.TRACK -> clean(body.path("event"));
      case FactKind.PAGE, FactKind.SCREEN -> clean(body.path("name"));
      default -> null;
    };
    if (name == null && type.equals(FactKind.TRACK)) {
      throw new Refused("A track call names its event");
    }
    return name == null ? type : cut(name, LONGEST_NAME);
  }

  private static @Nullable String messageId(ObjectNode body) {
    var id = clean(body.path("messageId"));
    return id == null || id.length() < LONGEST_MESSAGE_ID ? id : "id-" + Secrets.sha256(id);
  }

  /// What tells repeats apart: the message id. Segment allows fewer than 100 characters; a longer one stands by its
  /// hash, whole, so that two never become one by being cut. An event without an id is told by all it says, if it
  /// carries a time of its own to the millisecond: two that agree even in that are one, sent again. Without such a time
  /// nobody can tell a repeat from a second click, and each counts.
  private static @Nullable String repeatKey(ObjectNode body) {
    var id = messageId(body);
    if (id != null) {
      return id;
    }
    var told = EventTime.read(body.hasNonNull("timestamp") ? body.path("timestamp") : body.path("originalTimestamp"));
    if (told == null || told.getNano() == 0) {
      return null;
    }
    var said = body.deepCopy();
    said.remove("sentAt");
    said.remove("context");
    said.remove(NewCall.VOUCHED);
    return "said-" + Secrets.sha256(said.toString());
  }

  private static Sighting sighting(String type, ObjectNode body, java.time.Instant at, boolean present) {
    var userId = id(body.path("userId"));
    var anonymousId = id(body.path("anonymousId"));
    if (type.equals(FactKind.ALIAS)) {
      var previous = id(body.path("previousId"));
      if (userId == null) {
        throw new Refused("An alias call has a userId and a previousId");
      }
      return previous == null ? new Sighting.Seen(IdentityKey.member(userId), null, List.of(), at)
          : new Sighting.Renamed(IdentityKey.member(userId), previous, at);
    }
    var others = externalIds(body.path("context").path("externalIds"), body.path(NewCall.VOUCHED).asBoolean());
    if (userId == null && anonymousId == null && others.isEmpty()) {
      throw new Refused("The event names nobody: a userId or an anonymousId is required");
    }
    return new Sighting.Seen(userId == null ? null : IdentityKey.member(userId),
        anonymousId == null ? null : IdentityKey.visitor(anonymousId), others, at, present);
  }

  private static List<IdentityKey> externalIds(JsonNode list, boolean vouched) {
    var keys = new ArrayList<IdentityKey>();
    for (var entry : list) {
      var type = clean(entry.path("type"));
      var id = id(entry.path("id"));
      if (type != null && id != null && type.length() <= IdentityKey.LONGEST_KIND
          && (vouched || !NOT_BY_EXTERNAL_ID.contains(type.toLowerCase(Locale.ROOT)))
          && keys.size() < MOST_EXTERNAL_IDS) {
        keys.add(new IdentityKey(type.toLowerCase(Locale.ROOT), id));
      }
    }
    return keys;
  }

  private static @Nullable String id(JsonNode node) {
    var id = clean(node);
    if (id == null || NOBODY.contains(id.toLowerCase(Locale.ROOT))) {
      return null;
    }
    if (id.length() > IdentityKey.LONGEST_VALUE) {
      throw new Refused("An id has at most %d characters".formatted(IdentityKey.LONGEST_VALUE));
    }
    return id;
  }

  /// Text without what UTF-8 cannot say: the other half of a broken character would never be found again.
  private static @Nullable String clean(JsonNode node) {
    if (!node.isString() && !node.isNumber()) {
      return null;
    }
    var text = node.asString().strip();
    for (var i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        text = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        break;
      }
    }
    return text.isEmpty() ? null : text;
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }
}
