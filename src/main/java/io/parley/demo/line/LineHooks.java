package io.parley.demo.line;

import io.parley.platform.Outside;
import io.parley.platform.Secrets;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Tells webhooks what happened, signed with the channel's secret. What is not answered with 2xx is told again, if the
/// channel has redelivery on, and after a restart.
@Component
@Conditional(DemoOn.class)
class LineHooks implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(LineHooks.class);
  private static final List<Duration> AGAIN = List.of(Duration.ofSeconds(1), Duration.ofSeconds(3),
      Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofMinutes(10));

  private final LineHouse house;
  private final LineReplyTokens replies;
  private final Outside outside;
  private final JsonMapper json;
  private final ScheduledExecutorService teller =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("line-hooks").daemon().factory());
  private volatile boolean running;

  LineHooks(LineHouse house, LineReplyTokens replies, Outside outside, JsonMapper json) {
    this.house = house;
    this.replies = replies;
    this.outside = outside;
    this.json = json;
  }

  @Override
  public void start() {
    running = true;
    house.with(LineState::undelivered).forEach(event -> tell(event, 0, true));
    house.follow(fact -> {
      if (fact instanceof LineFact.Event event) {
        tell(event, 0, false);
      }
    });
  }

  private void tell(LineFact.Event event, int attempt, boolean again) {
    if (running) {
      teller.execute(() -> deliver(event, attempt, again));
    }
  }

  private void deliver(LineFact.Event event, int attempt, boolean again) {
    try {
      var channel = house.with(state -> state.channel(event.channel())).orElseThrow();
      var told = (ObjectNode) event.event().deepCopy();
      if (again) {
        told.set("deliveryContext", json.createObjectNode().put("isRedelivery", true));
        replies.toldAgain(told.path("replyToken").asString(""));
      }
      var status = post(channel, json.createArrayNode().add(told));
      if (status / 100 == 2) {
        house.record(new LineFact.Delivered(event.eventId()));
        return;
      }
      LOG.debug("The webhook of {} answered {}", event.channel(), status);
    } catch (RuntimeException failure) {
      LOG.debug("The webhook of {} was not reached", event.channel(), failure);
    }
    var redelivers = house.with(state -> state.channel(event.channel())).map(LineFact.Opened::redelivers).orElse(false);
    if (redelivers && attempt < AGAIN.size() && running) {
      teller.schedule(() -> deliver(event, attempt + 1, true), AGAIN.get(attempt).toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /// The console's "Verify": no events. Returns the status.
  int verify(LineFact.Opened channel) {
    return post(channel, json.createArrayNode());
  }

  private int post(LineFact.Opened channel, ArrayNode events) {
    var url = house.with(state -> Optional.ofNullable(state.hook(channel.channel()))).orElse(null);
    if (url == null) {
      return 0;
    }
    var envelope = json.createObjectNode().put("destination", channel.botUserId());
    envelope.set("events", events);
    var body = json.writeValueAsBytes(envelope);
    return outside.send(HttpRequest.newBuilder(URI.create(url))
        .header("Content-Type", "application/json; charset=utf-8")
        .header("User-Agent", "LineBotWebhook/2.0")
        .header("x-line-signature", sign(channel.secret(), body))
        .POST(HttpRequest.BodyPublishers.ofByteArray(body))).statusCode();
  }

  static String sign(String secret, byte[] body) {
    var key = secret.getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(Secrets.hmac("HmacSHA256", key, body));
  }

  @Override
  public void stop() {
    running = false;
    teller.shutdownNow();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
