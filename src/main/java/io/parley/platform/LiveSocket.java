package io.parley.platform;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

/// One live screen. Sending never waits: frames queue for this socket alone, and one that lags too far behind is
/// closed with 4008, so that its screen reconnects and asks for what it missed.
public final class LiveSocket {
  public static final CloseStatus LAGGING = new CloseStatus(4008, "lagging");
  private static final Logger LOG = LoggerFactory.getLogger(LiveSocket.class);
  private static final int MAX_QUEUED = 512;
  private static final String READ_LIMIT = "org.apache.tomcat.websocket.READ_IDLE_TIMEOUT_MS";
  private static final String SEND_LIMIT = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";
  private static final long SILENCE_MILLIS = 75_000;
  private static final long SEND_MILLIS = 10_000;

  private final WebSocketSession session;
  private final ArrayBlockingQueue<WebSocketMessage<?>> queue = new ArrayBlockingQueue<>(MAX_QUEUED);
  private final AtomicBoolean sending = new AtomicBoolean();
  private volatile boolean open = true;

  public LiveSocket(WebSocketSession session) {
    this.session = session;
    if (session instanceof org.springframework.web.socket.adapter.NativeWebSocketSession wrapped) {
      var tomcat = wrapped.getNativeSession(jakarta.websocket.Session.class);
      if (tomcat != null) {
        tomcat.getUserProperties().put(READ_LIMIT, SILENCE_MILLIS);
        tomcat.getUserProperties().put(SEND_LIMIT, SEND_MILLIS);
      }
    }
  }

  public WebSocketSession session() {
    return session;
  }

  public void send(String frame) {
    offer(new TextMessage(frame));
  }

  /// Asks a silent browser whether it is still there; its answer counts as activity.
  public void ping() {
    offer(new PingMessage());
  }

  public void close(CloseStatus status) {
    open = false;
    queue.clear();
    Thread.startVirtualThread(() -> {
      try {
        session.close(status);
      } catch (IOException | IllegalStateException gone) {
        LOG.debug("A socket was gone before it was closed", gone);
      }
    });
  }

  private void offer(WebSocketMessage<?> message) {
    if (!open) {
      return;
    }
    if (!queue.offer(message)) {
      close(LAGGING);
      return;
    }
    drain();
  }

  private void drain() {
    if (sending.compareAndSet(false, true)) {
      Thread.startVirtualThread(this::write);
    }
  }

  private void write() {
    try {
      for (var message = queue.poll(); message != null && open; message = queue.poll()) {
        session.sendMessage(message);
      }
    } catch (IOException | IllegalStateException gone) {
      LOG.debug("A socket is gone", gone);
      close(CloseStatus.SESSION_NOT_RELIABLE);
    } finally {
      sending.set(false);
    }
    if (open && !queue.isEmpty()) {
      drain();
    }
  }
}
