package io.parley.support;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/// A live socket as a browser would hold it, remembering every frame it heard.
public final class LiveClient implements WebSocket.Listener, AutoCloseable {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final List<JsonNode> heard = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final StringBuilder partial = new StringBuilder();
  private WebSocket socket;

  /// `headers` are names and values in turn.
  public static LiveClient open(String url, String... headers) {
    var client = new LiveClient();
    var builder = CLIENT.newWebSocketBuilder();
    for (var n = 0; n < headers.length; n += 2) {
      builder.header(headers[n], headers[n + 1]);
    }
    client.socket = builder.buildAsync(URI.create(url.replaceFirst("^http", "ws")), client)
        .orTimeout(30, TimeUnit.SECONDS).join();
    return client;
  }

  public LiveClient say(Object frame) {
    var text = frame instanceof String plain ? plain : Call.JSON.writeValueAsString(frame);
    socket.sendText(text, true).join();
    return this;
  }

  public JsonNode await(Predicate<JsonNode> wanted) {
    return Awaitility.await().until(() -> heard.stream().filter(wanted).findFirst().orElse(null), f -> f != null);
  }

  public JsonNode await(String type) {
    return await(frame -> frame.path("type").asString("").equals(type));
  }

  public List<JsonNode> heard(String type) {
    return heard.stream().filter(frame -> frame.path("type").asString("").equals(type)).toList();
  }

  public int awaitClose() {
    return closed.orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
    partial.append(text);
    if (last) {
      heard.add(Call.JSON.readTree(partial.toString()));
      partial.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
    closed.complete(status);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    closed.completeExceptionally(failure);
  }

  @Override
  public void close() {
    socket.abort();
  }
}
