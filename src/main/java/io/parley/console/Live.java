package io.parley.console;

import io.parley.conversation.Author;
import io.parley.conversation.ConversationId;
import io.parley.conversation.Conversations;
import io.parley.platform.Feed;
import io.parley.platform.LiveSocket;
import io.parley.platform.Problem;
import io.parley.workspace.Access;
import io.parley.workspace.Members;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The live socket of staff: every change and signal of the workspace, as it happens. A screen that was away asks for
/// its lists again; the versions in the frames tell it which state is newer.
@Component
class Live extends TextWebSocketHandler {
  static final String ACCESS = Live.class.getName();
  private static final Logger LOG = LoggerFactory.getLogger(Live.class);
  private static final CloseStatus UNREADABLE = new CloseStatus(4400, "unreadable frame");

  private final Feed feed;
  private final Conversations conversations;
  private final Members members;
  private final JsonMapper json;
  private final Map<String, Screen> screens = new ConcurrentHashMap<>();

  private record Screen(LiveSocket socket, Access access, AutoCloseable following) {}

  Live(Feed feed, Conversations conversations, Members members, JsonMapper json) {
    this.feed = feed;
    this.conversations = conversations;
    this.members = members;
    this.json = json;
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) {
    var access = (Access) session.getAttributes().get(ACCESS);
    if (access == null) {
      throw new IllegalStateException("A live socket was opened without access");
    }
    var socket = new LiveSocket(session);
    var following = feed.follow(access.workspace(),
        change -> {
          if (!ownTyping(access, change.payload())) {
            socket.send(change.payload());
          }
        });
    screens.put(session.getId(), new Screen(socket, access, following));
    socket.send("{\"type\":\"ready\"}");
  }

  @Override
  protected void handleTextMessage(WebSocketSession session, TextMessage message) {
    var screen = screens.get(session.getId());
    if (screen == null) {
      return;
    }
    try {
      var frame = json.readTree(message.getPayload());
      if (frame.path("type").asString("").equals("typing")) {
        typing(screen.access, frame);
      }
    } catch (JacksonException | IllegalArgumentException unreadable) {
      LOG.debug("A screen's frame could not be read", unreadable);
      screen.socket.close(UNREADABLE);
    } catch (Problem gone) {
      LOG.debug("A screen asked for what is not there", gone);
    }
  }

  private void typing(Access access, JsonNode frame) {
    if (access.member() != null) {
      var member = members.get(access.workspace(), access.member());
      conversations.typing(access.workspace(),
          new ConversationId(UUID.fromString(frame.path("conversationId").asString(""))),
          Author.of(member));
    }
  }

  private static boolean ownTyping(Access access, String payload) {
    return access.member() != null
        && payload.startsWith("{\"type\":\"typing\"")
        && payload.contains(access.member().value().toString());
  }

  @Override
  public void handleTransportError(WebSocketSession session, Throwable failure) {
    LOG.debug("A screen's socket failed", failure);
  }

  @Override
  public void afterConnectionClosed(WebSocketSession session, CloseStatus status) throws Exception {
    var screen = screens.remove(session.getId());
    if (screen != null) {
      screen.following.close();
    }
  }

  void ping() {
    screens.values().forEach(screen -> screen.socket.ping());
  }
}
