package io.parley.timeline;

import io.parley.platform.Erasing.Subject;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Takes a person who is erased out of a fact. What she did is hers and goes; what somebody else did on her browser
/// is his and stays, under his name alone, so that a rebuild gives it to him again.
@Component
class Disowning {
  private static final String USER = "userId";
  private static final String BROWSER = "anonymousId";
  private static final String PREVIOUS = "previousId";
  private static final String IDENTITIES = "identities";

  private final JsonMapper json;

  Disowning(JsonMapper json) {
    this.json = json;
  }

  /// The fact without her; empty if it is hers. `owner` is somebody else's name (`member:M-1`) on whose timeline the
  /// fact stands, if it does.
  Optional<String> of(Subject her, String kind, String body, @Nullable String owner) {
    try {
      if (!(json.readTree(body) instanceof ObjectNode fact)) {
        return Optional.empty();
      }
      var stays = kind.equals(Log.SEGMENT) ? call(her, fact, owner) : ours(her, kind, fact);
      return stays ? Optional.of(fact.toString()) : Optional.empty();
    } catch (JacksonException unreadable) {
      return Optional.empty();
    }
  }

  /// The name of somebody else who signed in on her browser in this fact.
  Optional<String> member(Subject her, String body) {
    try {
      var user = json.readTree(body).path(USER);
      return says(user) && !is(her, "member", user) ? Optional.of("member:" + user.asString("").strip())
          : Optional.empty();
    } catch (JacksonException unreadable) {
      return Optional.empty();
    }
  }

  private static boolean call(Subject her, ObjectNode fact, @Nullable String owner) {
    if (fact.has("mergeProperties") || is(her, "member", fact.path(USER))) {
      return false;
    }
    var named = fact.path("context").path("externalIds").valueStream().anyMatch(one -> external(her, one));
    var browser = is(her, "visitor", fact.path(BROWSER));
    var others = says(fact.path(USER)) || !browser && says(fact.path(BROWSER));
    if (!others && owner == null && (browser || named)) {
      return false;
    }
    if (is(her, "visitor", fact.path(PREVIOUS)) || is(her, "member", fact.path(PREVIOUS))) {
      fact.remove(PREVIOUS);
    }
    if (browser) {
      fact.remove(BROWSER);
    }
    if (named && fact.path("context") instanceof ObjectNode context) {
      var left = JsonNodeFactory.instance.arrayNode();
      context.path("externalIds").valueStream().filter(one -> !external(her, one)).forEach(left::add);
      context.set("externalIds", left);
    }
    return others || owner == null || name(fact, owner);
  }

  private static boolean name(ObjectNode fact, String owner) {
    var kind = owner.substring(0, owner.indexOf(':'));
    if (kind.equals("member") || kind.equals("visitor")) {
      fact.put(kind.equals("member") ? USER : BROWSER, owner.substring(kind.length() + 1));
      return true;
    }
    return false;
  }

  private static boolean says(JsonNode id) {
    return !id.asString("").isBlank();
  }

  private static boolean is(Subject her, String kind, JsonNode id) {
    return says(id) && her.names().contains(kind + ":" + id.asString("").strip());
  }

  private static boolean external(Subject her, JsonNode one) {
    return is(her, one.path("type").asString("").strip().toLowerCase(Locale.ROOT), one.path("id"));
  }

  /// Facts of our modules name identities by id. Two of which one is hers are no longer two; of several that left
  /// together the others still did.
  private static boolean ours(Subject her, String kind, ObjectNode fact) {
    var identities = fact.path(IDENTITIES);
    var left = JsonNodeFactory.instance.arrayNode();
    identities.valueStream().filter(one -> !is(her, one)).forEach(left::add);
    if (left.isEmpty() || left.size() < identities.size() && !kind.equals(FactKind.UNMERGE)) {
      return !is(her, fact.path("identityId")) && identities.isMissingNode();
    }
    fact.set(IDENTITIES, left);
    if (is(her, fact.path("identityId"))) {
      fact.set("identityId", left.get(0));
    }
    return true;
  }

  private static boolean is(Subject her, JsonNode id) {
    return her.identities().stream().anyMatch(one -> one.toString().equals(id.asString("")));
  }
}
