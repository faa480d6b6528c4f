package io.parley.timeline;

import io.parley.customer.IdentityKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A call that somebody the merchant trusts has told: an imported file, a signed webhook. It is folded as a Segment
/// call is, and besides may name people by e-mail and phone, which a public write key must not. The keys in `who` are
/// one person; the call belongs to the first. `present` if she did it herself.
public record NewCall(Type type, String name, List<IdentityKey> who, Instant at, boolean present, ObjectNode body) {
  static final String VOUCHED = "vouched";

  enum Type {
    TRACK, IDENTIFY
  }

  public NewCall {
    if (who.isEmpty()) {
      throw new IllegalArgumentException("A call names somebody");
    }
    who = List.copyOf(who);
  }

  /// She did this. `traits` are what was told of her along with it.
  public static NewCall track(
      String event, List<IdentityKey> who, Instant at, ObjectNode properties, @Nullable ObjectNode traits) {
    var body = JsonNodeFactory.instance.objectNode();
    body.set("properties", properties);
    if (traits != null && !traits.isEmpty()) {
      body.putObject("context").set("traits", traits);
    }
    return new NewCall(Type.TRACK, event, who, at, true, body);
  }

  /// This happened to her; she did nothing for it, and was not there: when she was last seen does not move.
  public static NewCall told(String event, List<IdentityKey> who, Instant at, ObjectNode properties) {
    var body = JsonNodeFactory.instance.objectNode();
    body.set("properties", properties);
    return new NewCall(Type.TRACK, event, who, at, false, body);
  }

  /// This is known of her. It is no visit: when she was last seen does not move.
  public static NewCall identify(List<IdentityKey> who, Instant at, ObjectNode traits) {
    var body = JsonNodeFactory.instance.objectNode();
    body.set("traits", traits);
    return new NewCall(Type.IDENTIFY, "identify", who, at, false, body);
  }

  /// The call as a sender would write it.
  String json() {
    var call = body.deepCopy();
    call.put("timestamp", at.toString());
    switch (type) {
      case TRACK -> call.put("type", FactKind.TRACK).put("event", name);
      case IDENTIFY -> call.put("type", FactKind.IDENTIFY);
    }
    var others = call.withObject("context").putArray("externalIds");
    for (var key : who) {
      switch (key.kind()) {
        case IdentityKey.MEMBER -> call.put("userId", key.value());
        case IdentityKey.VISITOR -> call.put("anonymousId", key.value());
        default -> others.addObject().put("type", key.kind()).put("id", key.value());
      }
    }
    return call.toString();
  }

  String envelope() {
    return JsonNodeFactory.instance.objectNode().put(VOUCHED, true).put("present", present).toString();
  }
}
