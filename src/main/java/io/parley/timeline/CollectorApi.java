package io.parley.timeline;

import io.parley.platform.Problem;
import io.parley.workspace.Workspace;
import io.parley.workspace.Workspaces;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
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
      Map.entry("alias", "alias"), Map.entry("a", "alias"));
  private static final List<String> BATCHES = List.of("batch", "import", "b");

  private final Workspaces workspaces;
  private final Collectors collectors;
  private final JsonMapper json;

  CollectorApi(Workspaces workspaces, Collectors collectors, JsonMapper json) {
    this.workspaces = workspaces;
    this.collectors = collectors;
    this.json = json;
  }

  @PostMapping({"/v1/{call}", "/v1/{call}/"})
  ResponseEntity<byte[]> collect(@PathVariable String call, HttpServletRequest request) throws IOException {
    if (call.equals("m")) {
      return SUCCESS;
    }
    var batch = BATCHES.contains(call);
    var type = CALLS.get(call);
    if (!batch && type == null) {
      throw Problem.notFound();
    }
    var body = body(request);
    var envelope = batch ? Envelope.batch(json, body) : Envelope.single(json, body);
    collectors.take(workspace(request, envelope.writeKey()), envelope, batch ? null : type,
        request.getHeader(HttpHeaders.ORIGIN) != null);
    return SUCCESS;
  }

  /// What a browser client asks before it starts: which integrations there are. Ours is the only one.
  @GetMapping("/v1/projects/{writeKey}/settings")
  Map<String, Object> settings(@PathVariable String writeKey, HttpServletRequest request) {
    var _ = workspaces.byWriteKey(writeKey).orElseThrow(CollectorApi::unknownKey);
    var host = request.getHeader(HttpHeaders.HOST) + "/v1";
    return Map.of("integrations", Map.of("Segment.io", Map.of("apiKey", writeKey, "apiHost", host)));
  }

  private Workspace workspace(HttpServletRequest request, @Nullable String inBody) {
    var key = inHeader(request.getHeader(HttpHeaders.AUTHORIZATION));
    if (key == null) {
      key = inBody;
    }
    if (key == null || key.isBlank()) {
      throw unknownKey();
    }
    return workspaces.byWriteKey(key).orElseThrow(CollectorApi::unknownKey);
  }

  private static @Nullable String inHeader(@Nullable String header) {
    if (header == null) {
      return null;
    }
    if (header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return header.substring(7).strip();
    }
    if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
      return null;
    }
    try {
      var pair = new String(Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
      return pair.split(":", 2)[0];
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }

  private static Problem unknownKey() {
    return new Problem(401, "write_key", "寫入金鑰不對，請到設定頁複製",
        "The write key is not known. Copy it from the settings page");
  }

  private static byte[] body(HttpServletRequest request) throws IOException {
    checkCharset(request.getContentType());
    var limit = Envelope.MOST_BATCH_BYTES + 1;
    var bytes = request.getInputStream().readNBytes(limit);
    var encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    var zipped = bytes.length > 2 && bytes[0] == 0x1F && bytes[1] == (byte) 0x8B;
    if (!zipped && (encoding == null || encoding.equalsIgnoreCase("identity"))) {
      return bytes;
    }
    if (!zipped) {
      throw Problem.invalid("encoding", "只收 gzip 壓縮", "Only gzip is understood");
    }
    try (var gzip = new GZIPInputStream(new java.io.ByteArrayInputStream(bytes))) {
      return gzip.readNBytes(limit);
    } catch (IOException broken) {
      throw Envelope.malformed();
    }
  }

  private static void checkCharset(@Nullable String contentType) {
    if (contentType == null) {
      return;
    }
    var charset = Arrays.stream(contentType.split(";")).map(String::strip)
        .filter(part -> part.regionMatches(true, 0, "charset=", 0, 8))
        .map(part -> part.substring(8).replace("\"", "")).findFirst().orElse("utf-8");
    try {
      if (List.of(StandardCharsets.UTF_8, StandardCharsets.US_ASCII).contains(Charset.forName(charset))) {
        return;
      }
    } catch (IllegalArgumentException unknown) {
      throw wrongCharset();
    }
    throw wrongCharset();
  }

  private static Problem wrongCharset() {
    return Problem.invalid("charset", "請用 UTF-8 送出", "Send it as UTF-8");
  }
}
