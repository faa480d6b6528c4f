package io.parley.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.platform.Database;
import io.parley.support.Call;
import io.parley.support.Merchant;
import io.parley.support.TestParley;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Brings files as the console does: over HTTP, step by step.
record Files(TestParley parley, Merchant merchant) {
  private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Set<String> RESTING = Set.of("checked", "done", "failed", "stopped");
  private static final Duration LONGEST = Duration.ofMinutes(3);

  HttpResponse<String> bring(String name, byte[] bytes) {
    return bring(name, "", bytes);
  }

  /// `more` is further query.
  HttpResponse<String> bring(String name, String more, byte[] bytes) {
    var address = parley.url() + "/api/v1/imports?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8) + more;
    try {
      return CLIENT.send(HttpRequest.newBuilder(URI.create(address))
          .header("Authorization", "Bearer " + merchant.apiKey()).header("Accept-Language", "en")
          .POST(HttpRequest.BodyPublishers.ofByteArray(bytes)).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopping) {
      throw new IllegalStateException(stopping);
    }
  }

  /// Brings a file that is taken, and returns its id.
  String brought(String text) {
    return brought(text.getBytes(StandardCharsets.UTF_8));
  }

  String brought(byte[] bytes) {
    var answer = bring("file.csv", bytes);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return Call.JSON.readTree(answer.body()).path("id").asString();
  }

  JsonNode preview(String id) {
    return api().get("/api/v1/imports/" + id + "/preview").json();
  }

  /// Checks under what the preview suggests, with these words of the mapping in place of its own.
  JsonNode check(String id, Map<String, Object> changes) {
    var preview = preview(id);
    var mapping = ((ObjectNode) preview.path("guess")).deepCopy();
    changes.forEach((name, value) -> mapping.set(name, Call.JSON.valueToTree(value)));
    var form = Call.JSON.createObjectNode();
    form.set("charset", preview.path("charset"));
    form.set("delimiter", preview.path("delimiter"));
    form.set("mapping", mapping);
    var answer = api().send("PUT", "/api/v1/imports/" + id + "/mapping", form);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return rest(id);
  }

  JsonNode run(String id) {
    var answer = api().post("/api/v1/imports/" + id + "/run", Map.of());
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return rest(id);
  }

  /// All of it: brought, checked under what is suggested, run.
  JsonNode in(String text, Map<String, Object> changes) {
    var id = brought(text);
    var checked = check(id, changes);
    assertThat(checked.path("state").asString()).as(checked.toString()).isEqualTo("checked");
    return run(id);
  }

  JsonNode rest(String id) {
    await().atMost(LONGEST).pollInterval(Duration.ofMillis(50))
        .until(() -> RESTING.contains(get(id).path("state").asString()));
    return get(id);
  }

  JsonNode get(String id) {
    return api().get("/api/v1/imports/" + id).json();
  }

  String errors(String id) {
    return api().get("/api/v1/imports/" + id + "/errors?language=en").body();
  }

  private Call api() {
    return merchant.api().with("Accept-Language", "en");
  }

  /// One row a text, columns joined by a stroke.
  List<String> sql(String text) {
    var database = parley.get(Database.class);
    return database.engine(() -> database.sql().sql(text)
        .param("workspace", merchant.workspace().id().value()).query(String.class).list());
  }
}
