package io.parley.widget;

import io.parley.conversation.Author;
import io.parley.conversation.ConversationId;
import io.parley.conversation.Conversations;
import io.parley.conversation.Visitor;
import io.parley.platform.LiveSocket;
import io.parley.platform.Problem;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The visitor's live socket. Its first frame says who she is; until then nothing is told. Frames it cannot read, and
/// more of them than a person makes, close it.
@Component
class ChatSockets extends TextWebSocketHandler {
  static final CloseStatus STRANGER = new CloseStatus(4401, "wrong secret");
  static final CloseStatus FOREIGN = new CloseStatus(4403, "this site may not open the chat");
  static final CloseStatus UNREADABLE = new CloseStatus(4400, "unreadable frame");
  static final CloseStatus TOO_FAST = new CloseStatus(4429, "too fast");
  private static final Logger LOG = LoggerFactory.getLogger(ChatSockets.class);

  private final Conversations conversations;
  private final Callers callers;
  private final Audience audience;
  private final Pace pace;
  private final JsonMapper json;
  private final Map<String, Seat> seats = new ConcurrentHashMap<>();

  ChatSockets(Conversations conversations, Callers callers, Audience audience, Pace pace, JsonMapper json) {
    this.conversations = conversations;
    this.callers = callers;
    this.audience = audience;
    this.pace = pace;
    this.json = json;
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) {
    seats.put(session.getId(), new Seat(new LiveSocket(session)));
  }

  @Override
  protected void handleTextMessage(WebSocketSession session, TextMessage message) {
    var seat = seats.get(session.getId());
    if (seat == null) {
      return;
    }
    try {
      if (!pace.within("socket " + session.getId(), Pace.CALLS)) {
        seat.socket().close(TOO_FAST);
        return;
      }
      hear(session, seat, json.readTree(message.getPayload()));
    } catch (JacksonException unreadable) {
      LOG.debug("A visitor's frame could not be read", unreadable);
      seat.socket().close(UNREADABLE);
    } catch (Problem problem) {
      seat.socket().close(problem.status() == 403 ? FOREIGN : problem.status() == 401 ? STRANGER
          : CloseStatus.SERVICE_OVERLOAD);
    }
  }

  private void hear(WebSocketSession session, Seat seat, JsonNode frame) {
    switch (frame.path("type").asString("")) {
      case "hello" -> greet(session, seat, frame);
      case "typing" -> seated(seat, (visitor, id) ->
          conversations.typing(visitor.workspace(), id, new Author.Customer()));
      case "read" -> seated(seat, (visitor, id) ->
          conversations.reached(visitor.workspace(), id, frame.path("seq").asLong(0), true));
      case "delivered" -> seated(seat, (visitor, id) ->
          conversations.reached(visitor.workspace(), id, frame.path("seq").asLong(0), false));
      default -> seat.socket().close(UNREADABLE);
    }
  }

  private void greet(WebSocketSession session, Seat seat, JsonNode hello) {
    var headers = session.getHandshakeHeaders();
    var workspace = callers.workspace(hello.path("writeKey").asString(""),
        headers.getFirst(HttpHeaders.ORIGIN), headers.getFirst(HttpHeaders.HOST));
    var visitor = Visitor.of(
        workspace.id(), hello.path("anonymousId").asString(""), hello.path("secret").asString(""));
    conversations.of(visitor);
    audience.seat(seat, visitor);
    seat.socket().send("{\"type\":\"ready\"}");
  }

  private interface Doing {
    void act(Visitor visitor, ConversationId id);
  }

  private void seated(Seat seat, Doing doing) {
    var visitor = seat.visitor();
    if (visitor == null) {
      seat.socket().close(STRANGER);
      return;
    }
    if (seat.conversation == null) {
      seat.conversation = conversations.of(visitor).orElse(null);
    }
    var conversation = seat.conversation;
    if (conversation != null) {
      doing.act(visitor, conversation);
    }
  }

  @Override
  public void handleTransportError(WebSocketSession session, Throwable failure) {
    LOG.debug("A visitor's socket failed", failure);
  }

  @Override
  public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
    var seat = seats.remove(session.getId());
    if (seat != null) {
      audience.leave(seat);
    }
  }

  void ping() {
    seats.values().forEach(seat -> seat.socket().ping());
  }

  /// One socket, and who sits there once she has said it.
  static final class Seat {
    private final LiveSocket socket;
    private volatile @Nullable Visitor visitor;
    private volatile @Nullable ConversationId conversation;

    Seat(LiveSocket socket) {
      this.socket = socket;
    }

    LiveSocket socket() {
      return socket;
    }

    @Nullable Visitor visitor() {
      return visitor;
    }

    void take(Visitor who) {
      visitor = who;
    }
  }
}
