package io.parley.timeline;

import io.parley.customer.IdentityId;
import io.parley.customer.Say;
import io.parley.customer.Sighting;
import io.parley.timeline.Reading.Readable;
import io.parley.timeline.Reading.Unreadable;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Reads rows of the log: Segment calls as `SegmentCall` understands them, and the facts of our own modules.
@Component
class FactReader {
  private static final Pattern ESCAPED_NUL = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000");

  private final JsonMapper json;

  FactReader(JsonMapper json) {
    this.json = json;
  }

  Reading read(LogRow row) {
    try {
      return row.kind().equals(Log.SEGMENT) ? SegmentCall.read(row, object(row.body()), envelope(row)) : fact(row);
    } catch (Refused refused) {
      return new Unreadable(row, String.valueOf(refused.getMessage()));
    } catch (JacksonException broken) {
      return new Unreadable(row, "This is not JSON: " + broken.getOriginalMessage());
    }
  }

  private ObjectNode envelope(LogRow row) {
    return row.envelope() == null ? json.createObjectNode() : object(row.envelope());
  }

  /// PostgreSQL's texts cannot hold NUL, so it becomes the replacement character.
  private ObjectNode object(String text) {
    var clean = text.contains("\\u0000") ? ESCAPED_NUL.matcher(text).replaceAll("$1\\\\uFFFD") : text;
    if (json.readTree(clean) instanceof ObjectNode object) {
      return object;
    }
    throw new Refused("An event is a JSON object");
  }

  private Reading fact(LogRow row) {
    var body = object(row.body());
    if (row.kind().equals(FactKind.RULE)) {
      return new Reading.AboutNobody(row);
    }
    var at = EventTime.corrected(row.receivedAt(), EventTime.read(body.path("at")), null);
    var sighting = switch (row.kind()) {
      case FactKind.LINK -> new Sighting.Linked(identity(body.path("identities").path(0)),
          identity(body.path("identities").path(1)), say(body), at);
      case FactKind.UNMERGE -> new Sighting.Unmerged(identities(body.path("identities")), at);
      case FactKind.UNLINK -> new Sighting.Unlinked(identity(body.path("identityId")), at);
      default -> new Sighting.Known(identity(body.path("identityId")),
          row.kind().equals(FactKind.MESSAGE) && body.path("direction").asString("").equals("in"), at);
    };
    var name = body.path("name").asString(row.kind());
    return new Readable(row, row.kind(), name.isBlank() ? row.kind() : name, row.messageId(), at, body, sighting);
  }

  private static Say say(ObjectNode body) {
    var by = body.path("by").asString("");
    var reason = body.path("reason").asString("");
    return new Say(body.path("evidence").asString(Say.STAFF), by.isEmpty() ? null : UUID.fromString(by),
        reason.isEmpty() ? null : reason);
  }

  private static List<IdentityId> identities(JsonNode list) {
    if (list.isEmpty()) {
      throw new Refused("The fact names nobody: identities is empty");
    }
    return list.valueStream().map(FactReader::identity).toList();
  }

  private static IdentityId identity(JsonNode node) {
    try {
      return new IdentityId(UUID.fromString(node.asString("")));
    } catch (IllegalArgumentException notAnId) {
      throw new Refused("The fact names nobody: identityId is missing");
    }
  }

  /// An event that cannot be folded. The message is the reason that is shown.
  static final class Refused extends RuntimeException {
    Refused(String reason) {
      super(reason, null, false, false);
    }
  }
}
