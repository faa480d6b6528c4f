package io.parley.bench.reference;

import io.parley.platform.Database;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/// The reference of chat: a WebSocket of the same server that inserts the message into a table without indexes,
/// commits, and sends it back to whom it came from.
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class Echo extends TextWebSocketHandler implements WebSocketConfigurer {
  private final Database database;

  Echo(Database database) {
    this.database = database;
  }

  @Override
  public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
    registry.addHandler(this, "/bench/echo").setAllowedOriginPatterns("*");
  }

  @Override
  protected void handleTextMessage(WebSocketSession session, TextMessage message) throws java.io.IOException {
    database.engine(() -> database.sql().sql("insert into bench.echo (text) values (:text)")
        .param("text", message.getPayload()).update());
    session.sendMessage(message);
  }
}
