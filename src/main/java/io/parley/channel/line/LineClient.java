package io.parley.channel.line;

import io.parley.channel.Account;
import io.parley.platform.Outside;
import io.parley.platform.Problem;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// Calls LINE: one method a call, no rules. Tokens are stateless ones of 15 minutes, renewed after 14 (LINE gives as
/// many as one asks for), unless the merchant pasted a long-lived one.
final class LineClient {
  private static final Duration TOKEN_LIFE = Duration.ofMinutes(14);
  private static final int WORDS = 500;

  private final Outside outside;
  private final JsonMapper json;
  private final InstantSource clock;
  private final Account.Endpoints line;
  private final Map<String, Token> tokens = new ConcurrentHashMap<>();

  private record Token(String text, Instant until) {}

  /// What came back. `body` is missing if it was not JSON.
  record Answer(int status, JsonNode body, HttpResponse<byte[]> raw) {
    boolean ok() {
      return status / 100 == 2;
    }

    /// LINE's words for what is wrong, with the fields it names.
    String words() {
      var message = body.path("message").asString(body.path("error_description").asString("HTTP " + status));
      var details = body.path("details").valueStream()
          .map(detail -> detail.path("property").asString("") + ": " + detail.path("message").asString(""))
          .collect(Collectors.joining("; "));
      var words = details.isEmpty() ? message : message + " (" + details + ")";
      return words.length() > WORDS ? words.substring(0, WORDS) : words;
    }

    @Nullable String header(String name) {
      return raw.headers().firstValue(name).orElse(null);
    }
  }

  LineClient(Outside outside, JsonMapper json, InstantSource clock, Account.Endpoints line) {
    this.outside = outside;
    this.json = json;
    this.clock = clock;
    this.line = line;
  }

  Account.Endpoints endpoints(Account account) {
    return account.endpoints() == null ? line : account.endpoints();
  }

  Answer get(Account account, String path) {
    return authorised(account, HttpRequest.newBuilder(api(account, path)).GET());
  }

  Answer content(Account account, String path) {
    var address = URI.create(endpoints(account).data() + path);
    return authorised(account, HttpRequest.newBuilder(address).GET());
  }

  Answer post(Account account, String path, String body) {
    return authorised(account, HttpRequest.newBuilder(api(account, path))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  Answer post(Account account, String path, String body, String retryKey) {
    return authorised(account, HttpRequest.newBuilder(api(account, path))
        .header("Content-Type", "application/json")
        .header("X-Line-Retry-Key", retryKey)
        .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /// `POST /oauth2/v3/token`: the answer shows whether channel id and secret belong together.
  Answer issueToken(Account account) {
    var form = Map.of("grant_type", "client_credentials", "client_id", account.account(),
            "client_secret", secret(account)).entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
    return call(HttpRequest.newBuilder(api(account, "/oauth2/v3/token"))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  static String secret(Account account) {
    return account.secrets().getOrDefault("secret", "");
  }

  /// A token that LINE no longer takes is fetched anew once; a pasted one cannot be.
  private Answer authorised(Account account, HttpRequest.Builder request) {
    var answer = call(request.setHeader("Authorization", "Bearer " + token(account)));
    if (answer.status != 401 || account.secrets().containsKey("token")) {
      return answer;
    }
    tokens.remove(cacheKey(account));
    return call(request.setHeader("Authorization", "Bearer " + token(account)));
  }

  private String token(Account account) {
    var pasted = account.secrets().get("token");
    if (pasted != null) {
      return pasted;
    }
    var now = clock.instant();
    var known = tokens.get(cacheKey(account));
    if (known != null && now.isBefore(known.until)) {
      return known.text;
    }
    var answer = issueToken(account);
    var text = answer.body.path("access_token").asString("");
    if (!answer.ok() || text.isEmpty()) {
      throw new NoToken(answer.words());
    }
    tokens.put(cacheKey(account), new Token(text, now.plus(TOKEN_LIFE)));
    return text;
  }

  private String cacheKey(Account account) {
    return endpoints(account).api() + " " + account.account() + " " + secret(account).hashCode();
  }

  private URI api(Account account, String path) {
    return URI.create(endpoints(account).api() + path);
  }

  private Answer call(HttpRequest.Builder request) {
    var response = outside.send(request);
    return new Answer(response.statusCode(), body(response), response);
  }

  private JsonNode body(HttpResponse<byte[]> response) {
    var type = response.headers().firstValue("content-type").orElse("");
    if (!type.contains("json")) {
      return MissingNode.getInstance();
    }
    try {
      return json.readTree(response.body());
    } catch (JacksonException notJson) {
      return MissingNode.getInstance();
    }
  }

  /// LINE gives no token for these secrets.
  static final class NoToken extends RuntimeException {
    NoToken(String words) {
      super(words);
    }
  }

  static Problem unreachable(Outside.Unreachable why) {
    return new Problem(502, "provider_unreachable", "目前連不上 LINE，請稍後再試：" + why.getMessage(),
        "LINE cannot be reached right now. Try again shortly: " + why.getMessage());
  }
}
