package io.parley.timeline;

import io.parley.platform.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A request to a collector, as HTTP brought it: who says to be asking, and the bytes, unzipped.
final class CollectorRequest {
  private static final int LONGEST_PATH = 8;
  private static final int MOST_FIELDS = 500;

  private final String address;
  private final @Nullable String origin;
  private final @Nullable String keyInHeader;
  private final boolean page;
  private final @Nullable Problem broken;
  private final byte[] body;

  /// Who sent it: a page in somebody's browser (`browser`), and the address the connection came from.
  record Source(boolean browser, @Nullable String ip) {}

  CollectorRequest(HttpServletRequest request) throws IOException {
    address = address(request.getRequestURI());
    origin = request.getHeader(HttpHeaders.ORIGIN);
    keyInHeader = inHeader(request.getHeader(HttpHeaders.AUTHORIZATION));
    page = origin != null;
    Problem wrong = null;
    var read = new byte[0];
    try {
      read = body(request);
    } catch (Problem unreadable) {
      wrong = unreadable;
    }
    broken = wrong;
    body = read;
  }

  private CollectorRequest(HttpServletRequest request, byte[] body, @Nullable Problem broken) {
    address = address(request.getRequestURI());
    origin = origin(request.getHeader(HttpHeaders.REFERER));
    keyInHeader = inHeader(request.getHeader(HttpHeaders.AUTHORIZATION));
    page = true;
    this.broken = broken;
    this.body = body;
  }

  static CollectorRequest pixel(JsonMapper json, HttpServletRequest request) {
    try {
      var event = event(json, request.getQueryString());
      var agent = request.getHeader(HttpHeaders.USER_AGENT);
      var context = event.path("context") instanceof ObjectNode told ? told : event.putObject("context");
      if (agent != null && !context.has("userAgent")) {
        context.put("userAgent", agent);
      }
      return new CollectorRequest(request, json.writeValueAsBytes(event), null);
    } catch (JacksonException | IllegalArgumentException unreadable) {
      return new CollectorRequest(request, new byte[0], Envelope.malformed());
    }
  }

  /// The body; throws what is wrong with it.
  byte[] body() {
    if (broken != null) {
      throw broken;
    }
    return body;
  }

  /// What could be read of it, for people who look for a mistake.
  byte[] whatever() {
    return body;
  }

  /// The address that was called, without a last slash.
  String address() {
    return address;
  }

  private static String address(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  @Nullable String origin() {
    return origin;
  }

  @Nullable String keyInHeader() {
    return keyInHeader;
  }

  Source source(HttpServletRequest request) {
    return new Source(page, sender(request));
  }

  /// Where the connection came from. A proxy of our own network tells whom it speaks for, as the last name of
  /// `X-Forwarded-For`; from anybody else that header is only a claim.
  private static @Nullable String sender(HttpServletRequest request) {
    var peer = request.getRemoteAddr();
    var forwarded = request.getHeader("X-Forwarded-For");
    if (peer == null || forwarded == null) {
      return peer;
    }
    try {
      var near = InetAddress.getByName(peer);
      var last = forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
      var named = last.matches("[0-9a-fA-F:.]{2,45}");
      return named && (near.isLoopbackAddress() || near.isSiteLocalAddress()) ? last : peer;
    } catch (UnknownHostException odd) {
      return peer;
    }
  }

  private static @Nullable String origin(@Nullable String referrer) {
    if (referrer == null) {
      return null;
    }
    var end = referrer.indexOf('/', referrer.indexOf("//") + 2);
    return end < 0 ? referrer : referrer.substring(0, end);
  }

  private static ObjectNode event(JsonMapper json, @Nullable String query) {
    var event = json.createObjectNode();
    if (query == null) {
      return event;
    }
    var fields = query.split("&", MOST_FIELDS + 1);
    for (var field : Arrays.asList(fields).subList(0, Math.min(fields.length, MOST_FIELDS))) {
      var parts = field.split("=", 2);
      var name = URLDecoder.decode(parts[0], StandardCharsets.UTF_8);
      var value = parts.length == 1 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
      if (name.equals("data")) {
        var plain = value.replace('-', '+').replace('_', '/').replace(' ', '+');
        if (json.readTree(Base64.getMimeDecoder().decode(plain)) instanceof ObjectNode told) {
          event.setAll(told);
        } else {
          throw Envelope.malformed();
        }
      } else {
        put(event, name, value);
      }
    }
    return event;
  }

  private static void put(ObjectNode event, String path, String value) {
    var names = path.split("\\.", LONGEST_PATH);
    var node = event;
    for (var name : Arrays.asList(names).subList(0, names.length - 1)) {
      node = node.path(name) instanceof ObjectNode inner ? inner : node.putObject(name);
    }
    node.put(names[names.length - 1], value);
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
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return gzip.readNBytes(limit);
    } catch (IOException broken) {
      throw Envelope.malformed();
    }
  }

  private static void checkCharset(@Nullable String contentType) {
    if (contentType == null || contentType.indexOf('=') < 0) {
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
