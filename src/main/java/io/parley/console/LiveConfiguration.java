package io.parley.console;

import io.parley.platform.Worker;
import io.parley.platform.Workers;
import io.parley.workspace.AccessGate;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.server.HandshakeInterceptor;

/// Where the live socket of staff is, and who may open it: the same callers as the rest of the API.
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class LiveConfiguration implements WebSocketConfigurer, HandshakeInterceptor {
  private static final Duration PING = Duration.ofSeconds(25);

  private final Live live;
  private final AccessGate gate;

  LiveConfiguration(Live live, AccessGate gate) {
    this.live = live;
    this.gate = gate;
  }

  @Override
  public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
    registry.addHandler(live, "/api/v1/live").addInterceptors(this);
  }

  @Override
  public boolean beforeHandshake(
      ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
      Map<String, Object> attributes) {
    HttpServletRequest servlet = ((ServletServerHttpRequest) request).getServletRequest();
    var access = gate.find(servlet);
    if (access.isEmpty()) {
      response.setStatusCode(HttpStatus.UNAUTHORIZED);
      return false;
    }
    attributes.put(Live.ACCESS, access.get());
    return true;
  }

  @Override
  public void afterHandshake(
      ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
      @Nullable Exception failure) {
    // Nothing is left to do.
  }

  @Bean
  Worker livePing(Workers workers) {
    return workers.add("live-ping", PING, () -> {
      live.ping();
      return false;
    });
  }
}
