package io.parley.demo.line;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// `https://api.line.me`, the sending half: what it costs, what it refuses, and how it fails.
@RestController
@RequestMapping("/sim/line")
@Conditional(DemoOn.class)
class LineProvider {
  private static final int SLOW_SECONDS = 12;

  private final LineHouse house;
  private final LineTokens tokens;
  private final LineSending sending;
  private final JsonMapper json;

  LineProvider(LineHouse house, LineTokens tokens, LineSending sending, JsonMapper json) {
    this.house = house;
    this.tokens = tokens;
    this.sending = sending;
    this.json = json;
  }

  @PostMapping(path = "/oauth2/v3/token", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  void stateless(
      @RequestParam("grant_type") String grant,
      @RequestParam("client_id") String id,
      @RequestParam("client_secret") String secret,
      LineWire wire) throws IOException {
    grant(grant, () -> tokens.stateless(id, secret), LineTokens.STATELESS, wire);
  }

  @PostMapping(path = "/v2/oauth/accessToken", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  void shortLived(
      @RequestParam("grant_type") String grant,
      @RequestParam("client_id") String id,
      @RequestParam("client_secret") String secret,
      LineWire wire) throws IOException {
    grant(grant, () -> tokens.shortLived(id, secret), LineTokens.SHORT, wire);
  }

  private void grant(String grant, Supplier<String> token, Duration life, LineWire wire) throws IOException {
    if (!grant.equals("client_credentials")) {
      throw new LineRefusal(400, "unsupported_grant_type");
    }
    wire.answer(200, json.createObjectNode().put("token_type", "Bearer").put("access_token", token.get())
        .put("expires_in", life.toSeconds()));
  }

  @PostMapping("/v2/bot/message/{endpoint:reply|push|multicast|narrowcast|broadcast}")
  void send(@PathVariable String endpoint, HttpServletRequest request, LineWire wire) throws IOException {
    var channel = channel(request);
    var call = new LineSending.Call(
        channel, endpoint, wire.body(), request.getHeader("X-Line-Retry-Key"), wire.requestId());
    var fault = house.faults().take();
    if (fault != null && before(fault, wire)) {
      return;
    }
    var answer = sending.send(call);
    if (fault != null && after(fault, wire)) {
      return;
    }
    wire.answer(answer);
  }

  @PostMapping("/v2/bot/message/validate/{endpoint:reply|push|multicast|narrowcast|broadcast}")
  void validate(@PathVariable String endpoint, HttpServletRequest request, LineWire wire) throws IOException {
    sending.validate(channel(request), wire.body());
    wire.answer(200, json.createObjectNode());
  }

  @GetMapping("/v2/bot/message/progress/narrowcast")
  void progress(@RequestParam String requestId, HttpServletRequest request, LineWire wire) throws IOException {
    channel(request);
    wire.answer(200, sending.progress(requestId));
  }

  @GetMapping("/v2/bot/message/quota")
  void quota(HttpServletRequest request, LineWire wire) throws IOException {
    var monthly = channel(request).monthly();
    wire.answer(200, monthly == null
        ? json.createObjectNode().put("type", "none")
        : json.createObjectNode().put("type", "limited").put("value", monthly));
  }

  @GetMapping("/v2/bot/message/quota/consumption")
  void consumption(HttpServletRequest request, LineWire wire) throws IOException {
    var channel = channel(request).channel();
    int used = house.with(state -> state.used(channel, house.now()));
    wire.answer(200, json.createObjectNode().put("totalUsage", used));
  }

  private LineFact.Opened channel(HttpServletRequest request) {
    return tokens.channel(request.getHeader(HttpHeaders.AUTHORIZATION));
  }

  private static boolean before(LineFaults.Fault fault, LineWire wire) throws IOException {
    switch (fault) {
      case ERROR_BEFORE -> wire.answer(500, null);
      case CUT_BEFORE -> wire.cut();
      case TOO_FAST -> throw LineRefusal.tooFast();
      case SLOW, ERROR_AFTER, CUT_AFTER -> {
        return false;
      }
    }
    return true;
  }

  private static boolean after(LineFaults.Fault fault, LineWire wire) throws IOException {
    switch (fault) {
      case ERROR_AFTER -> wire.answer(500, null);
      case CUT_AFTER -> wire.cut();
      case SLOW -> {
        waitLong();
        return false;
      }
      case ERROR_BEFORE, CUT_BEFORE, TOO_FAST -> throw new IllegalStateException(fault + " came earlier");
    }
    return true;
  }

  private static void waitLong() {
    try {
      new Semaphore(0).tryAcquire(SLOW_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
