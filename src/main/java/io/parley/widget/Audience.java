package io.parley.widget;

import io.parley.conversation.Visitor;
import io.parley.platform.Feed;
import io.parley.platform.WorkspaceId;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The visitors who listen, by whom they are, and what each of them hears of the workspace's feed: her own thread.
@Component
class Audience {
  private static final Logger LOG = LoggerFactory.getLogger(Audience.class);
  private static final String NAMED = "\"visitor\":\"";
  /// The furthest a frame's own `visitor` can stand: after its type.
  private static final int LATEST = 40;

  private final Feed feed;
  private final JsonMapper json;
  private final Map<WorkspaceId, Map<String, Set<ChatSockets.Seat>>> rooms = new ConcurrentHashMap<>();

  Audience(Feed feed, JsonMapper json) {
    this.feed = feed;
    this.json = json;
  }

  void seat(ChatSockets.Seat seat, Visitor visitor) {
    leave(seat);
    seat.take(visitor);
    var room = rooms.computeIfAbsent(visitor.workspace(), workspace -> {
      feed.follow(workspace, change -> hear(workspace, change.payload()));
      return new ConcurrentHashMap<>();
    });
    room.compute(visitor.anonymousId(), (id, seats) -> {
      var all = seats == null ? ConcurrentHashMap.<ChatSockets.Seat>newKeySet() : seats;
      all.add(seat);
      return all;
    });
  }

  void leave(ChatSockets.Seat seat) {
    var visitor = seat.visitor();
    if (visitor == null) {
      return;
    }
    var room = rooms.get(visitor.workspace());
    if (room != null) {
      room.computeIfPresent(visitor.anonymousId(), (id, seats) -> {
        seats.remove(seat);
        return seats.isEmpty() ? null : seats;
      });
    }
  }

  /// Runs on the thread that committed the change, so it only looks and queues. Most frames are of visitors who do not
  /// listen: those are not even parsed.
  private void hear(WorkspaceId workspace, String payload) {
    var seats = rooms.getOrDefault(workspace, Map.of()).getOrDefault(visitor(payload), Set.of());
    if (seats.isEmpty()) {
      return;
    }
    try {
      var told = forVisitor(json.readTree(payload));
      if (told != null) {
        var text = json.writeValueAsString(told);
        seats.forEach(seat -> seat.socket().send(text));
      }
    } catch (JacksonException strange) {
      LOG.debug("A frame was not told to visitors", strange);
    }
  }

  /// Whom a frame may be told to; it stands before everything that anybody wrote. Ids that JSON would escape never
  /// match.
  private static String visitor(String payload) {
    var from = payload.indexOf(NAMED);
    if (from < 0 || from > LATEST) {
      return "";
    }
    var start = from + NAMED.length();
    var end = payload.indexOf('"', start);
    return end < 0 ? "" : payload.substring(start, end);
  }

  private @org.jspecify.annotations.Nullable ObjectNode forVisitor(JsonNode frame) {
    var told = json.createObjectNode();
    switch (frame.path("type").asString("")) {
      case "message" -> told.put("type", "message").set("message", frame.path("message"));
      case "typing" -> told.put("type", "typing").put("name", frame.path("name").asString(""))
          .put("voice", frame.path("voice").asString(""));
      case "seen" -> told.put("type", "read").put("seq", frame.path("seq").asLong());
      default -> {
        return null;
      }
    }
    return told;
  }
}
