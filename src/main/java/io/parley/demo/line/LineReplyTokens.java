package io.parley.demo.line;

import io.parley.platform.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Component;

/// Reply tokens: one use, about a minute from when the webhook was told, again a minute when it is told again, but
/// never twenty minutes after the event.
@Component
@Conditional(DemoOn.class)
class LineReplyTokens {
  static final Duration LIFE = Duration.ofMinutes(1);
  static final Duration AT_MOST = Duration.ofMinutes(20);
  private static final int KEPT = 50_000;

  private final LineHouse house;
  private final Map<String, Token> tokens = new HashMap<>();

  private record Token(String channel, String userId, Instant event, Instant told) {}

  LineReplyTokens(LineHouse house) {
    this.house = house;
  }

  synchronized String issue(String channel, String userId) {
    var now = house.wall();
    if (tokens.size() > KEPT) {
      tokens.values().removeIf(token -> Duration.between(token.event, now).compareTo(AT_MOST) > 0);
    }
    var text = Ids.hex(16);
    tokens.put(text, new Token(channel, userId, now, now));
    return text;
  }

  synchronized void toldAgain(String text) {
    tokens.computeIfPresent(text, (t, token) ->
        new Token(token.channel, token.userId, token.event, house.wall()));
  }

  /// Uses a token up; whoever it answers.
  synchronized String use(String channel, String text) {
    var token = tokens.get(text);
    var now = house.wall();
    if (token == null || !token.channel.equals(channel)
        || Duration.between(token.told, now).compareTo(LIFE) > 0
        || Duration.between(token.event, now).compareTo(AT_MOST) > 0) {
      throw new LineRefusal(400, "Invalid reply token");
    }
    tokens.remove(text);
    return token.userId;
  }
}
