package io.parley.demo.line;

import io.parley.platform.Outside;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// `https://api.line.me` and `https://api-data.line.me`, all but sending: who the account and its people are, what they
/// sent, where webhooks go.
@RestController
@Conditional(DemoOn.class)
class LineAccount {
  private final LineHouse house;
  private final LineTokens tokens;
  private final LinePeople people;
  private final LineHooks hooks;
  private final JsonMapper json;

  LineAccount(LineHouse house, LineTokens tokens, LinePeople people, LineHooks hooks, JsonMapper json) {
    this.house = house;
    this.tokens = tokens;
    this.people = people;
    this.hooks = hooks;
    this.json = json;
  }

  @GetMapping("/sim/line/v2/bot/info")
  void info(HttpServletRequest request, LineWire wire) throws IOException {
    var channel = channel(request);
    wire.answer(200, json.createObjectNode().put("userId", channel.botUserId()).put("basicId", channel.basicId())
        .put("displayName", channel.name()).put("chatMode", "bot").put("markAsReadMode", "manual"));
  }

  @GetMapping("/sim/line/v2/bot/profile/{user}")
  void profile(@PathVariable String user, HttpServletRequest request, LineWire wire) throws IOException {
    var channel = channel(request);
    var person = house.with(state -> state.person(user))
        .filter(found -> found.channel().equals(channel.channel()) && found.following())
        .orElseThrow(LineRefusal::notFound);
    var profile = json.createObjectNode()
        .put("userId", user).put("displayName", person.name()).put("language", "zh-TW");
    if (person.pictureUrl() != null) {
      profile.put("pictureUrl", person.pictureUrl());
    }
    wire.answer(200, profile);
  }

  @PostMapping("/sim/line/v2/bot/user/{user}/linkToken")
  void linkToken(@PathVariable String user, HttpServletRequest request, LineWire wire) throws IOException {
    var channel = channel(request);
    wire.answer(200, json.createObjectNode().put("linkToken", people.linkToken(channel.channel(), user)));
  }

  @PostMapping("/sim/line/v2/bot/chat/loading/start")
  void loading(HttpServletRequest request, LineWire wire) throws IOException {
    house.rates().take(channel(request).channel(), "loading");
    var body = new LineField("", wire.body());
    body.at("chatId").units(33).matching("U[0-9a-f]{32}", "must be a user id");
    var seconds = body.at("loadingSeconds").given() ? body.at("loadingSeconds").number().value().asInt() : 20;
    if (seconds < 5 || seconds > 60 || seconds % 5 != 0) {
      throw body.at("loadingSeconds").wrong("must be 5 to 60 in steps of 5");
    }
    wire.answer(202, json.createObjectNode());
  }

  @PostMapping("/sim/line/v2/bot/chat/markAsRead")
  void markAsRead(HttpServletRequest request, LineWire wire) throws IOException {
    var channel = channel(request);
    var token = new LineField("", wire.body()).at("markAsReadToken").units(200);
    var id = token.text().replaceFirst("^mr-", "");
    var read = house.with(state -> state.written(channel.channel(), id))
        .orElseThrow(() -> token.wrong("invalid token"));
    house.record(new LineFact.Read(read.getKey(), id));
    wire.answer(200, json.createObjectNode());
  }

  @PutMapping("/sim/line/v2/bot/channel/webhook/endpoint")
  void setHook(HttpServletRequest request, LineWire wire) throws IOException {
    var channel = channel(request).channel();
    house.rates().take(channel, "webhook-set");
    house.record(new LineFact.HookSet(channel, new LineField("", wire.body()).at("endpoint").https(500).text()));
    wire.answer(200, json.createObjectNode());
  }

  @GetMapping("/sim/line/v2/bot/channel/webhook/endpoint")
  void hook(HttpServletRequest request, LineWire wire) throws IOException {
    var channel = channel(request).channel();
    var url = house.with(state -> Optional.ofNullable(state.hook(channel)))
        .orElseThrow(LineRefusal::notFound);
    wire.answer(200, json.createObjectNode().put("endpoint", url).put("active", true));
  }

  @PostMapping("/sim/line/v2/bot/channel/webhook/test")
  void testHook(HttpServletRequest request, LineWire wire) throws IOException {
    var channel = channel(request);
    house.rates().take(channel.channel(), "webhook-test");
    var status = 0;
    try {
      status = hooks.verify(channel);
    } catch (Outside.Unreachable | Outside.Forbidden unreachable) {
      status = 0;
    }
    wire.answer(200, json.createObjectNode().put("success", status == 200).put("timestamp", house.now().toString())
        .put("statusCode", status)
        .put("reason", status == 200 ? "OK" : "COULD_NOT_CONNECT").put("detail", "" + status));
  }

  @GetMapping({"/sim/line-data/v2/bot/message/{id}/content", "/sim/line-data/v2/bot/message/{id}/content/preview"})
  void content(@PathVariable String id, HttpServletRequest request, HttpServletResponse response, LineWire wire)
      throws IOException {
    checkWritten(request, id);
    if (house.preparing()) {
      wire.answer(202, json.createObjectNode());
      return;
    }
    var media = house.journal().media(id).orElseThrow(LineRefusal::notFound);
    response.setHeader("x-line-request-id", wire.requestId());
    response.setContentType(media.type());
    response.getOutputStream().write(media.bytes());
  }

  @GetMapping("/sim/line-data/v2/bot/message/{id}/content/transcoding")
  void transcoding(@PathVariable String id, HttpServletRequest request, LineWire wire) throws IOException {
    checkWritten(request, id);
    wire.answer(200, json.createObjectNode().put("status", house.preparing() ? "processing" : "succeeded"));
  }

  private void checkWritten(HttpServletRequest request, String id) {
    var channel = channel(request);
    var said = house.with(state -> state.written(channel.channel(), id)).orElseThrow(LineRefusal::notFound);
    if (said.getValue().unsent()) {
      throw new LineRefusal(410, "Gone");
    }
  }

  private LineFact.Opened channel(HttpServletRequest request) {
    return tokens.channel(request.getHeader(HttpHeaders.AUTHORIZATION));
  }
}
