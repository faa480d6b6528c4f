package io.parley.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One WebSocket to the server.
final class LiveClient implements WebSocket.Listener, AutoCloseable {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final WebSocket socket;
  private final StringBuilder text = new StringBuilder();
  private volatile Consumer<String> heard = frame -> {};

  LiveClient(String path, @Nullable String apiKey) {
    var builder = CLIENT.newWebSocketBuilder();
    if (apiKey != null) {
      builder.header("Authorization", "Bearer " + apiKey);
    }
    socket = builder.buildAsync(URI.create("ws://localhost:" + Server.PORT + path), this).join();
  }

  void onText(Consumer<String> heard) {
    this.heard = heard;
  }

  void send(String frame) {
    socket.sendText(frame, true).join();
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    text.append(part);
    if (last) {
      heard.accept(text.toString());
      text.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public void close() {
    socket.abort();
  }
}
