package io.parley.widget;

import io.parley.platform.Worker;
import io.parley.platform.Workers;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.server.standard.ServletServerContainerFactoryBean;

/// Where the visitor's socket is. It opens for every origin, because the workspace is known only with the first frame;
/// `Callers` then refuses foreign ones.
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class WidgetSockets implements WebSocketConfigurer {
  private static final int MAX_TEXT_FRAME = 2_048;
  private static final int MAX_BINARY_FRAME = 256;
  private static final Duration PING = Duration.ofSeconds(25);

  private final ChatSockets sockets;

  WidgetSockets(ChatSockets sockets) {
    this.sockets = sockets;
  }

  @Override
  public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
    registry.addHandler(sockets, "/chat/v1/live").setAllowedOriginPatterns("*");
  }

  /// Small buffers: ten thousand idle visitors cost 40 KB each rather than 72.
  @Bean
  ServletServerContainerFactoryBean webSocketLimits() {
    var limits = new ServletServerContainerFactoryBean();
    limits.setMaxTextMessageBufferSize(MAX_TEXT_FRAME);
    limits.setMaxBinaryMessageBufferSize(MAX_BINARY_FRAME);
    return limits;
  }

  @Bean
  Worker visitorPing(Workers workers) {
    return workers.add("chat-ping", PING, () -> {
      sockets.ping();
      return false;
    });
  }
}
