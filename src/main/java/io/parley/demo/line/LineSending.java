package io.parley.demo.line;

import io.parley.platform.Ids;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The sending half of LINE: reply, push, multicast, narrowcast, broadcast.
@Component
@Conditional(DemoOn.class)
class LineSending {
  private static final Duration KEY_LIFE = Duration.ofHours(24);
  private static final Duration STRANGER = Duration.ofDays(7);
  private static final int NARROW_LEAST = 50;
  private static final int FILTER_REACH = 100;
  private static final String USER = "U[0-9a-f]{32}";

  private final LineHouse house;
  private final LineReplyTokens replies;
  private final JsonMapper json;
  private final Map<String, ObjectNode> narrowcasts = new HashMap<>();

  /// What LINE answers. `accepted` is the request that had the same retry key.
  record Answer(int status, ObjectNode body, @Nullable String accepted) {}

  /// A request as it came. `requestId` goes back in `x-line-request-id`.
  record Call(LineFact.Opened channel, String endpoint, JsonNode body, @Nullable String retryKey, String requestId) {}

  LineSending(LineHouse house, LineReplyTokens replies, JsonMapper json) {
    this.house = house;
    this.replies = replies;
    this.json = json;
  }

  Answer send(Call call) {
    house.rates().take(call.channel.channel(), call.endpoint);
    checkKey(call);
    synchronized (house) {
      var earlier = earlier(call);
      if (earlier != null) {
        return earlier;
      }
      LineRules.messages(call.body);
      return switch (call.endpoint) {
        case "reply" -> reply(call);
        case "push" -> push(call);
        case "multicast" -> multicast(call);
        case "narrowcast" -> narrowcast(call);
        default -> accept(call, friends(call), true);
      };
    }
  }

  void validate(LineFact.Opened channel, JsonNode body) {
    house.rates().take(channel.channel(), "validate");
    LineRules.messages(body);
  }

  private static void checkKey(Call call) {
    if (call.retryKey == null) {
      return;
    }
    if (call.endpoint.equals("reply")) {
      throw new LineRefusal(400, "X-Line-Retry-Key is not supported on this endpoint");
    }
    if (!call.retryKey.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
      throw new LineRefusal(400, "Invalid X-Line-Retry-Key");
    }
  }

  private @Nullable Answer earlier(Call call) {
    if (call.retryKey == null) {
      return null;
    }
    var sent = house.with(state -> state.accepted(call.channel.channel(), call.retryKey)).orElse(null);
    if (sent == null || Duration.between(sent.at(), house.now()).compareTo(KEY_LIFE) > 0) {
      return null;
    }
    var body = json.createObjectNode().put("message", "The retry key is already accepted");
    if (call.endpoint.equals("push")) {
      body.set("sentMessages", ids(sent.messages()));
    }
    return new Answer(409, body, sent.requestId());
  }

  private Answer reply(Call call) {
    var token = new LineField("", call.body).at("replyToken").units(Integer.MAX_VALUE).text();
    return accept(call, List.of(replies.use(call.channel.channel(), token)), false);
  }

  private Answer push(Call call) {
    var to = new LineField("", call.body).at("to").units(100);
    checkUnits(call.body);
    var known = person(call, to.text());
    if (known == null) {
      throw to.wrong("The property, 'to', in the request body is invalid");
    }
    return accept(call, List.of(to.text()), true);
  }

  private Answer multicast(Call call) {
    var to = new LineField("", call.body).at("to");
    var size = to.list(1, 500);
    checkUnits(call.body);
    var people = new LinkedHashSet<String>();
    for (var n = 0; n < size; n++) {
      people.add(to.at(n).units(33).matching(USER, "must be a user id").text());
    }
    return accept(call, people.stream().filter(one -> person(call, one) != null).toList(), true);
  }

  /// Answered at once and done after: what became of it is asked for by the request's id.
  private Answer narrowcast(Call call) {
    var friends = friends(call);
    var filtered = call.body.path("filter").path("demographic").isObject();
    if (filtered && friends.size() < FILTER_REACH) {
      throw new LineRefusal(403, "The target reach is too small");
    }
    var progress = json.createObjectNode().put("acceptedTime", house.now().toString());
    if (friends.size() < NARROW_LEAST) {
      narrowcasts.put(call.requestId, progress.put("phase", "failed").put("errorCode", 2));
      return new Answer(202, json.createObjectNode(), null);
    }
    var answer = accept(call, friends, true);
    narrowcasts.put(call.requestId, progress.put("phase", "succeeded").put("successCount", friends.size())
        .put("failureCount", 0).put("targetCount", friends.size()));
    return new Answer(202, answer.body, null);
  }

  ObjectNode progress(String requestId) {
    synchronized (house) {
      var progress = narrowcasts.get(requestId);
      if (progress == null) {
        throw LineRefusal.notFound();
      }
      return progress;
    }
  }

  private List<String> friends(Call call) {
    return house.with(state -> state.friends(call.channel.channel())).stream().map(LineFact.Person::userId).toList();
  }

  private LineFact.@Nullable Person person(Call call, String userId) {
    return house.with(state -> state.person(userId))
        .filter(person -> person.channel().equals(call.channel.channel()))
        .orElse(null);
  }

  private static void checkUnits(JsonNode body) {
    var units = new LineField("", body).at("customAggregationUnits");
    if (units.given()) {
      units.list(0, 1);
      if (units.value().size() == 1) {
        units.at(0).units(30).matching("[a-zA-Z0-9_]+", "invalid unit name");
      }
    }
  }

  /// Whoever blocked the account, or never spoke to it, is told nothing and not counted; the answer is 200 all the
  /// same.
  private Answer accept(Call call, List<String> to, boolean counts) {
    var reached = to.stream().filter(this::reachable).toList();
    var limit = call.channel.monthly();
    var used = house.with(state -> state.used(call.channel.channel(), house.now()));
    if (counts && limit != null && used + reached.size() > limit) {
      throw LineRefusal.quotaEnded();
    }
    var parts = new ArrayList<LineFact.Part>();
    for (var message : call.body.path("messages")) {
      parts.add(new LineFact.Part(house.with(LineState::nextMessageId), message));
    }
    house.record(new LineFact.Sent(call.channel.channel(), call.requestId, call.retryKey, call.endpoint, reached, parts,
        counts ? reached.size() : 0, house.now()));
    var body = json.createObjectNode();
    if (call.endpoint.equals("reply") || call.endpoint.equals("push")) {
      body.set("sentMessages", ids(parts));
    }
    return new Answer(200, body, null);
  }

  private boolean reachable(String userId) {
    var person = house.with(state -> state.person(userId)).orElseThrow();
    if (person.following()) {
      return true;
    }
    if (person.blocked()) {
      return false;
    }
    return house.with(state -> state.messages(userId)).stream()
        .anyMatch(said -> said.fromUser()
            && Duration.between(said.at(), house.now()).compareTo(STRANGER) < 0);
  }

  private tools.jackson.databind.node.ArrayNode ids(List<LineFact.Part> parts) {
    var ids = json.createArrayNode();
    for (var part : parts) {
      var sent = json.createObjectNode().put("id", part.id());
      if (part.message().path("type").asString("").equals("text")) {
        sent.put("quoteToken", "qt-" + part.id());
      }
      ids.add(sent);
    }
    return ids;
  }

  static String requestId() {
    return Ids.next().toString();
  }
}
