package io.parley.widget;

import io.parley.channel.Channels;
import io.parley.channel.Connection;
import io.parley.platform.Problem;
import io.parley.platform.Secrets;
import io.parley.timeline.Viewing;
import io.parley.workspace.Workspace;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What the widget asks before anybody writes: how it looks, and what it tells of the page being looked at.
@RestController
@RequestMapping("/chat/v1")
class WidgetApi {
  private static final int MAX_ID = 128;
  private static final int MAX_URL = 2_000;
  private static final int MAX_TITLE = 300;
  private static final int REPLY_MINUTES = 60;
  private static final String COLOR = "oklch(0.58 0.172 40)";

  private final Callers callers;
  private final Channels channels;
  private final Viewing viewing;
  private final Pace pace;
  private final JsonMapper json;

  record Config(
      String workspace, Persona persona, String locale, String consentMode, Launcher launcher, @Nullable Line line,
      int replyMinutes) {}

  record Persona(
      String name, String seal, String role, String greeting, List<String> hooks, @Nullable String avatarUrl) {}

  record Launcher(String color) {}

  record Line(boolean connected, String name, @Nullable String addUrl) {}

  record Seen(
      @Nullable String writeKey, @Nullable String anonymousId, @Nullable String url, @Nullable String title,
      @Nullable String state) {}

  WidgetApi(Callers callers, Channels channels, Viewing viewing, Pace pace, JsonMapper json) {
    this.callers = callers;
    this.channels = channels;
    this.viewing = viewing;
    this.pace = pace;
    this.json = json;
  }

  @GetMapping("/config")
  ResponseEntity<String> config(
      @RequestParam String writeKey,
      @RequestHeader(value = HttpHeaders.ORIGIN, required = false) @Nullable String origin,
      @RequestHeader(value = HttpHeaders.HOST, required = false) @Nullable String host,
      @RequestHeader(value = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String known) {
    var text = json.writeValueAsString(config(callers.workspace(writeKey, origin, host)));
    var tag = "\"" + Secrets.sha256(text).substring(0, 16) + "\"";
    var answer = known != null && known.contains(tag) ? ResponseEntity.status(304) : ResponseEntity.ok();
    answer.eTag(tag).cacheControl(CacheControl.maxAge(Duration.ofSeconds(30)).cachePrivate())
        .header(HttpHeaders.CONTENT_TYPE, "application/json");
    return known != null && known.contains(tag) ? answer.build() : answer.body(text);
  }

  /// The page she looks at, by `sendBeacon`: text/plain, because that needs no preflight.
  @PostMapping("/presence")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void presence(
      @RequestBody(required = false) @Nullable String body,
      @RequestHeader(value = HttpHeaders.ORIGIN, required = false) @Nullable String origin,
      @RequestHeader(value = HttpHeaders.HOST, required = false) @Nullable String host) {
    var seen = read(body);
    var workspace = callers.workspace(seen.writeKey, origin, host);
    var visitor = seen.anonymousId;
    if (visitor == null || visitor.isBlank() || visitor.length() > MAX_ID
        || !pace.within("look " + visitor, Pace.CALLS)) {
      return;
    }
    var url = cut(seen.url, MAX_URL);
    if ("leave".equals(seen.state)) {
      viewing.leave(workspace.id(), visitor);
    } else if (url != null && url.matches("https?://.*|/.*")) {
      viewing.view(workspace.id(), visitor, url, cut(seen.title, MAX_TITLE));
    }
  }

  private Config config(Workspace workspace) {
    var persona = workspace.persona();
    var line = channels.connections(workspace.id()).stream().filter(c -> c.kind().equals("line")).findFirst();
    return new Config(workspace.name(),
        new Persona(persona.name(), seal(persona.voice()), persona.role(), persona.greeting(), persona.questions(),
            persona.avatarUrl()),
        workspace.locale(), workspace.consentMode(), new Launcher(Objects.requireNonNullElse(persona.color(), COLOR)),
        line.map(WidgetApi::line).orElse(null), REPLY_MINUTES);
  }

  private static Line line(Connection connection) {
    return new Line(connection.working(), connection.name(), connection.addUrl());
  }

  private static String seal(String voice) {
    return switch (voice) {
      case "editor" -> "編";
      case "assistant" -> "助";
      default -> "客";
    };
  }

  private Seen read(@Nullable String body) {
    try {
      var seen = body == null ? null : json.readValue(body, Seen.class);
      if (seen != null) {
        return seen;
      }
    } catch (JacksonException unreadable) {
      throw Problem.invalid("malformed", "讀不懂這個請求，請檢查欄位", "The request could not be read. Check its fields");
    }
    throw Problem.invalid("malformed", "讀不懂這個請求，請檢查欄位", "The request could not be read. Check its fields");
  }

  private static @Nullable String cut(@Nullable String text, int most) {
    return text == null ? null : text.length() > most ? text.substring(0, most) : text;
  }
}
