package io.parley.timeline;

import io.parley.platform.Problem;
import io.parley.platform.Settings;
import io.parley.workspace.Workspace;
import io.parley.workspace.Workspaces;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// The Segment HTTP API, as its unmodified clients speak it: Node and servers to `/v1/batch`, Java to `/v1/import/`,
/// browsers to `/v1/t` and so on as text/plain. The write key stands in Basic auth or in the body. Every success is
/// `{"success":true}`, because the Java client sends again what is not answered with JSON.
///
/// Each address is written out, with and without a last slash: Spring finds an address that it knows to the letter at
/// once, and for any other it tries every pattern of the server.
@RestController
class CollectorApi {
  private static final byte[] SUCCESS = "{\"success\":true}".getBytes(StandardCharsets.UTF_8);
  private static final ResponseEntity<byte[]> DOT = ResponseEntity.ok()
      .contentType(MediaType.IMAGE_GIF)
      .cacheControl(CacheControl.noStore())
      .body(Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"));

  private final Workspaces workspaces;
  private final Collectors collectors;
  private final CollectorPace pace;
  private final Refusals refusals;
  private final Settings settings;
  private final JsonMapper json;

  CollectorApi(Workspaces workspaces, Collectors collectors, CollectorPace pace, Refusals refusals,
      Settings settings, JsonMapper json) {
    this.workspaces = workspaces;
    this.collectors = collectors;
    this.pace = pace;
    this.refusals = refusals;
    this.settings = settings;
    this.json = json;
  }

  @PostMapping({"/v1/batch", "/v1/batch/", "/v1/import", "/v1/import/", "/v1/b", "/v1/b/"})
  @Nullable ResponseEntity<byte[]> batch(HttpServletRequest request, HttpServletResponse response) throws IOException {
    return collect(null, request, response);
  }

  @PostMapping({"/v1/track", "/v1/track/", "/v1/t", "/v1/t/"})
  @Nullable ResponseEntity<byte[]> track(HttpServletRequest request, HttpServletResponse response) throws IOException {
    return collect("track", request, response);
  }

  @PostMapping({"/v1/page", "/v1/page/", "/v1/p", "/v1/p/"})
  @Nullable ResponseEntity<byte[]> page(HttpServletRequest request, HttpServletResponse response) throws IOException {
    return collect("page", request, response);
  }

  @PostMapping({"/v1/screen", "/v1/screen/", "/v1/s", "/v1/s/"})
  @Nullable ResponseEntity<byte[]> screen(HttpServletRequest request, HttpServletResponse response) throws IOException {
    return collect("screen", request, response);
  }

  @PostMapping({"/v1/identify", "/v1/identify/", "/v1/i", "/v1/i/"})
  @Nullable ResponseEntity<byte[]> identify(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    return collect("identify", request, response);
  }

  @PostMapping({"/v1/group", "/v1/group/", "/v1/g", "/v1/g/"})
  @Nullable ResponseEntity<byte[]> group(HttpServletRequest request, HttpServletResponse response) throws IOException {
    return collect("group", request, response);
  }

  @PostMapping({"/v1/alias", "/v1/alias/", "/v1/a", "/v1/a/"})
  @Nullable ResponseEntity<byte[]> alias(HttpServletRequest request, HttpServletResponse response) throws IOException {
    return collect("alias", request, response);
  }

  @PostMapping({"/v1/merge", "/v1/merge/"})
  @Nullable ResponseEntity<byte[]> merge(HttpServletRequest request, HttpServletResponse response) throws IOException {
    return collect("merge", request, response);
  }

  /// Clients count their own errors and send them here; nothing is kept of it.
  @PostMapping({"/v1/m", "/v1/m/"})
  void metrics(HttpServletResponse response) throws IOException {
    succeed(response);
  }

  /// `type` is what the address says each event is; null for a batch, whose events say it themselves.
  private @Nullable ResponseEntity<byte[]> collect(@Nullable String type, HttpServletRequest request,
      HttpServletResponse response) throws IOException {
    if (!take(type, new CollectorRequest(request), request)) {
      return CollectorPace.tooFast(request, pace);
    }
    succeed(response);
    return null;
  }

  /// Written as it is: choosing a converter for the same bytes each time was 8 % of the JVM's time.
  private static void succeed(HttpServletResponse response) throws IOException {
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.setContentLength(SUCCESS.length);
    response.getOutputStream().write(SUCCESS);
  }

  /// A picture of one dot that is an event, for e-mails and pages without scripts: `data` is the event as base64 of its
  /// JSON, or each field stands in the query by its path (`event`, `userId`, `properties.price`). What is wrong with it
  /// is shown in the debugger alone, because a broken picture on a customer's screen helps nobody.
  @GetMapping({"/v1/pixel/{call:track|page}", "/pixel/v1/{call:track|page}"})
  ResponseEntity<byte[]> pixel(@PathVariable String call, HttpServletRequest request) throws IOException {
    try {
      take(call, CollectorRequest.pixel(json, request), request);
    } catch (Problem refused) {
      return DOT;
    }
    return DOT;
  }

  /// False if the workspace sends faster than it may.
  private boolean take(@Nullable String type, CollectorRequest sent, HttpServletRequest request) throws IOException {
    @Nullable Workspace workspace = null;
    @Nullable Envelope envelope = null;
    try {
      workspace = known(sent.keyInHeader());
      if (workspace != null && !pace.within(workspace.id())) {
        refusals.tooFast(workspace, sent);
        return false;
      }
      envelope = type == null ? Envelope.batch(json, sent.body()) : Envelope.single(json, sent.body());
      if (workspace == null) {
        workspace = known(envelope.writeKey());
        if (workspace == null) {
          throw unknownKey();
        }
        if (!pace.within(workspace.id())) {
          refusals.tooFast(workspace, sent);
          return false;
        }
      }
      collectors.take(workspace, envelope, type, sent.source(request));
      return true;
    } catch (Problem refused) {
      refusals.whole(workspace, sent, refused);
      throw refused;
    }
  }

  /// What a browser client asks before it starts: which integrations there are, and where events go. Ours is the only
  /// one. `protocol` is http only where Parley itself is reached so.
  @GetMapping("/v1/projects/{writeKey}/settings")
  Map<String, Object> settings(@PathVariable String writeKey, HttpServletRequest request) {
    var _ = workspaces.byWriteKey(writeKey).orElseThrow(CollectorApi::unknownKey);
    var host = request.getHeader(HttpHeaders.HOST) + "/v1";
    var plain = !"https".equals(URI.create(settings.url()).getScheme()) && !"https".equals(
        request.getHeader("X-Forwarded-Proto"));
    return Map.of("integrations", Map.of("Segment.io",
        Map.of("apiKey", writeKey, "apiHost", host, "protocol", plain ? "http" : "https")));
  }

  private @Nullable Workspace known(@Nullable String key) {
    if (key == null || key.isBlank()) {
      return null;
    }
    return workspaces.byWriteKey(key).orElseThrow(CollectorApi::unknownKey);
  }

  private static Problem unknownKey() {
    return new Problem(401, "write_key", "寫入金鑰不對，請到設定頁複製",
        "The write key is not known. Copy it from the settings page");
  }
}
