package io.parley.demo.line;

import io.parley.platform.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Component;

/// Channel access tokens: long-lived, short-lived (30 days, at most 30, the oldest is revoked) and stateless (15
/// minutes, any number).
@Component
@Conditional(DemoOn.class)
class LineTokens {
  static final Duration STATELESS = Duration.ofMinutes(15);
  static final Duration SHORT = Duration.ofDays(30);
  private static final int SHORT_KEPT = 30;

  private final LineHouse house;
  private final Map<String, Token> tokens = new HashMap<>();
  private final Map<String, Deque<String>> shortLived = new HashMap<>();

  private record Token(String channel, Instant until) {}

  LineTokens(LineHouse house) {
    this.house = house;
  }

  synchronized String stateless(String channel, String secret) {
    check(channel, secret);
    return issue(channel, STATELESS);
  }

  synchronized String shortLived(String channel, String secret) {
    check(channel, secret);
    house.rates().take(channel, "token");
    var token = issue(channel, SHORT);
    var kept = shortLived.computeIfAbsent(channel, c -> new ArrayDeque<>());
    kept.add(token);
    if (kept.size() > SHORT_KEPT) {
      tokens.remove(kept.remove());
    }
    return token;
  }

  /// The channel a call is made for.
  synchronized LineFact.Opened channel(@Nullable String authorization) {
    if (authorization == null || !authorization.startsWith("Bearer ")) {
      throw LineRefusal.badToken();
    }
    var text = authorization.substring(7);
    var token = tokens.get(text);
    if (token != null && house.wall().isBefore(token.until)) {
      return house.with(state -> state.channel(token.channel)).orElseThrow(LineRefusal::badToken);
    }
    return house.with(state -> state.channels().stream()
        .filter(channel -> text.equals(channel.longLivedToken()))
        .findFirst()
        .orElseThrow(LineRefusal::badToken));
  }

  /// Takes back every token but long-lived ones, as a restart of LINE or a changed secret would.
  synchronized void revokeAll() {
    tokens.clear();
    shortLived.clear();
  }

  private String issue(String channel, Duration life) {
    var token = Ids.secret() + Ids.secret();
    tokens.put(token, new Token(channel, house.wall().plus(life)));
    return token;
  }

  private void check(String channel, String secret) {
    var known = house.with(state -> state.channel(channel)).filter(c -> c.secret().equals(secret)).isPresent();
    if (!known) {
      throw new LineRefusal(400, "invalid_client");
    }
  }
}
