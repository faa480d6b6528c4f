package io.parley.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Calls a running Parley as an outside program would: plain HTTP, JSON in and out.
public final class Call {
  private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  public static final JsonMapper JSON = JsonMapper.builder().build();

  private final String base;
  private final Map<String, String> headers;

  public record Answer(int status, String body, HttpResponse<String> raw) {
    public JsonNode json() {
      return JSON.readTree(body);
    }
  }

  private Call(String base, Map<String, String> headers) {
    this.base = base;
    this.headers = headers;
  }

  public static Call to(String base) {
    return new Call(base, Map.of());
  }

  public Call with(String header, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Call(base, more);
  }

  public Call bearer(String key) {
    return with("Authorization", "Bearer " + key);
  }

  public Answer get(String path) {
    return send("GET", path, null);
  }

  /// `body` is a string sent as it is, or anything Jackson can write.
  public Answer post(String path, Object body) {
    return send("POST", path, body);
  }

  public Answer send(String method, String path, Object body) {
    var request = HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
    if (headers.keySet().stream().noneMatch("Content-Type"::equalsIgnoreCase)) {
      request.header("Content-Type", "application/json");
    }
    headers.forEach(request::header);
    var text = body == null ? null : body instanceof String plain ? plain : JSON.writeValueAsString(body);
    request.method(method, text == null
        ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(text));
    try {
      // The request's own limit ends with the answer's headers.
      var response = CLIENT.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString()).get(60, TimeUnit.SECONDS);
      return new Answer(response.statusCode(), response.body(), response);
    } catch (ExecutionException failure) {
      throw new UncheckedIOException(
          failure.getCause() instanceof IOException cause ? cause : new IOException(failure));
    } catch (TimeoutException tooLong) {
      throw new UncheckedIOException(new IOException("No whole answer within a minute", tooLong));
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
  }
}
