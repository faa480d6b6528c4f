package io.parley.timeline;

import io.parley.platform.Ids;
import io.parley.platform.Problem;
import io.parley.platform.Settings;
import io.parley.workspace.Workspace;
import io.parley.workspace.Workspaces;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Keeps a visitor's id where scripts cannot: some browsers erase what scripts store after seven idle days (WebKit,
/// "Intelligent Tracking Prevention 2.3"), but keep what a server of the same site sets. So where Parley answers on a
/// name of the shop's own domain, the browser leaves its id and secret here and gets them back when it has lost them.
///
/// Only the workspace's own sites are answered, and browsers bring the cookie only from pages of the same site.
@RestController
class VisitorApi {
  static final String ADDRESS = "/v1/visitor";
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{8,100}");
  private static final Pattern SECRET = Pattern.compile("[0-9a-f]{32}");
  private static final Duration KEPT = Duration.ofDays(400);
  private static final int MOST_BYTES = 1_000;
  private static final int ID_BYTES = 16;

  private final Workspaces workspaces;
  private final Settings settings;
  private final JsonMapper json;

  /// `id` and `secret` are what the browser still knows; without them it asks. `forget` takes the cookie away.
  record Told(String writeKey, @Nullable String id, @Nullable String secret, @Nullable Boolean forget) {}

  record Kept(String id, String secret) {}

  VisitorApi(Workspaces workspaces, Settings settings, JsonMapper json) {
    this.workspaces = workspaces;
    this.settings = settings;
    this.json = json;
  }

  /// The body is JSON as text/plain, so that browsers need not ask first.
  @PostMapping(ADDRESS)
  ResponseEntity<?> visitor(HttpServletRequest request) throws java.io.IOException {
    var told = read(request.getInputStream().readNBytes(MOST_BYTES));
    var workspace = workspaces.byWriteKey(told.writeKey).orElseThrow(() -> new Problem(401, "write_key",
        "安裝碼裡的 writeKey 不對", "The write key of the snippet is wrong"));
    requireSite(workspace, request);
    if (Boolean.TRUE.equals(told.forget)) {
      return ResponseEntity.noContent().header(HttpHeaders.SET_COOKIE, cookie(workspace, "", Duration.ZERO, request))
          .build();
    }
    var kept = told.id != null && told.secret != null ? new Kept(told.id, told.secret)
        : recall(workspace, request).orElseGet(() -> new Kept(Ids.hex(ID_BYTES), Ids.hex(ID_BYTES)));
    if (!ID.matcher(kept.id).matches() || !SECRET.matcher(kept.secret).matches()) {
      throw Problem.invalid("visitor", "訪客編號不對", "This is not a visitor's id and secret");
    }
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .header(HttpHeaders.SET_COOKIE, cookie(workspace, kept.id + "." + kept.secret, KEPT, request))
        .body(kept);
  }

  private Told read(byte[] body) {
    try {
      var told = json.readValue(body, Told.class);
      if (told != null && told.writeKey != null) {
        return told;
      }
    } catch (JacksonException notJson) {
      throw Envelope.malformed();
    }
    throw Envelope.malformed();
  }

  private void requireSite(Workspace workspace, HttpServletRequest request) {
    var origin = request.getHeader(HttpHeaders.ORIGIN);
    var own = settings.url();
    if (origin == null || !(workspace.sites().contains(origin) || origin.equals(own)
        || origin.endsWith("://" + request.getHeader(HttpHeaders.HOST)))) {
      throw new Problem(403, "origin", "這個網站不在店家登記的網址裡", "This site is not one of the shop's registered sites");
    }
  }

  private static Optional<Kept> recall(Workspace workspace, HttpServletRequest request) {
    var cookies = request.getCookies();
    return Arrays.stream(cookies == null ? new Cookie[0] : cookies)
        .filter(cookie -> cookie.getName().equals(name(workspace)))
        .map(cookie -> cookie.getValue().split("\\.", 2))
        .filter(parts -> parts.length == 2 && ID.matcher(parts[0]).matches() && SECRET.matcher(parts[1]).matches())
        .map(parts -> new Kept(parts[0], parts[1]))
        .findFirst();
  }

  private static String cookie(Workspace workspace, String value, Duration age, HttpServletRequest request) {
    return ResponseCookie.from(name(workspace), value).path(ADDRESS).maxAge(age).httpOnly(true).sameSite("Lax")
        .secure(request.isSecure() || "https".equals(request.getHeader("X-Forwarded-Proto"))).build().toString();
  }

  private static String name(Workspace workspace) {
    return "parley_id_" + workspace.id().value();
  }
}
