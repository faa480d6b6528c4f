package io.parley.timeline;

import io.parley.platform.Problem;
import io.parley.platform.Settings;
import io.parley.workspace.Workspace;
import io.parley.workspace.Workspaces;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
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
@RestController
class CollectorApi {
  private static final ResponseEntity<byte[]> SUCCESS = ResponseEntity.ok()
      .contentType(MediaType.APPLICATION_JSON)
      .body("{\"success\":true}".getBytes(StandardCharsets.UTF_8));
  private static final Map<String, String> CALLS = Map.ofEntries(
      Map.entry("identify", "identify"), Map.entry("i", "identify"),
      Map.entry("track", "track"), Map.entry("t", "track"),
      Map.entry("page", "page"), Map.entry("p", "page"),
      Map.entry("screen", "screen"), Map.entry("s", "screen"),
      Map.entry("group", "group"), Map.entry("g", "group"),
      Map.entry("alias", "alias"), Map.entry("a", "alias"),
      Map.entry("merge", "merge"));
  private static final List<String> BATCHES = List.of("batch", "import", "b");
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

  @PostMapping({"/v1/{call}", "/v1/{call}/"})
  ResponseEntity<byte[]> collect(@PathVariable String call, HttpServletRequest request) throws IOException {
    if (call.equals("m")) {
      return SUCCESS;
    }
    if (!BATCHES.contains(call) && !CALLS.containsKey(call)) {
      throw Problem.notFound();
    }
    return take(call, new CollectorRequest(request), request) ? SUCCESS : CollectorPace.tooFast(request, pace);
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
  private boolean take(String call, CollectorRequest sent, HttpServletRequest request) throws IOException {
    @Nullable Workspace workspace = null;
    @Nullable Envelope envelope = null;
    try {
      var batch = BATCHES.contains(call);
      workspace = known(sent.keyInHeader());
      if (workspace != null && !pace.within(workspace.id())) {
        refusals.tooFast(workspace, call, sent);
        return false;
      }
      envelope = batch ? Envelope.batch(json, sent.body()) : Envelope.single(json, sent.body());
      if (workspace == null) {
        workspace = known(envelope.writeKey());
        if (workspace == null) {
          throw unknownKey();
        }
        if (!pace.within(workspace.id())) {
          refusals.tooFast(workspace, call, sent);
          return false;
        }
      }
      collectors.take(workspace, envelope, batch ? null : CALLS.get(call), sent.source(request));
      return true;
    } catch (Problem refused) {
      refusals.whole(workspace, call, sent, refused);
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
