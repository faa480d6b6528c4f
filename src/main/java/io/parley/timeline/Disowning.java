package io.parley.timeline;

import io.parley.platform.Erasing.Subject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
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
  private static final String CONTEXT = "context";
  private static final String EXTERNAL = "externalIds";
  private static final Set<String> IDS = Set.of(USER, BROWSER, PREVIOUS, "id", "value");
  private static final JsonNode NOTHING = JsonNodeFactory.instance.missingNode();

  private final JsonMapper json;

  Disowning(JsonMapper json) {
    this.json = json;
  }

  /// A fact as it stands on the log or is parked: `envelope` is what the collector knew beside it.
  record Said(String kind, String body, @Nullable String envelope) {}

  /// The fact without her; empty if it is hers. `owner` is somebody else's name (`member:M-1`) on whose timeline the
  /// fact stands, if it does.
  Optional<Said> of(Subject her, Said said, @Nullable String owner) {
    try {
      if (!(json.readTree(said.body) instanceof ObjectNode fact)) {
        return Optional.empty();
      }
      if (!said.kind.equals(Log.SEGMENT)) {
        return ours(her, said.kind, fact) ? Optional.of(new Said(said.kind, fact.toString(), said.envelope))
            : Optional.empty();
      }
      var around = said.envelope == null ? null : json.readTree(said.envelope);
      if (!call(her, fact, around == null ? NOTHING : around.path(CONTEXT), owner)) {
        return Optional.empty();
      }
      return Optional.of(new Said(said.kind, fact.toString(), around == null ? null : around.toString()));
    } catch (JacksonException unreadable) {
      return Optional.empty();
    }
  }

  /// All identities that a fact of ours names.
  List<String> named(Said said) {
    try {
      var fact = json.readTree(said.body);
      return Stream.concat(Stream.of(fact.path("identityId")), fact.path(IDENTITIES).valueStream())
          .filter(JsonNode::isString).map(JsonNode::stringValue).filter(Disowning::isId).distinct().toList();
    } catch (JacksonException unreadable) {
      return List.of();
    }
  }

  private static boolean isId(String text) {
    try {
      return UUID.fromString(text) != null;
    } catch (IllegalArgumentException notAnId) {
      return false;
    }
  }

  /// The identity on which a fact of ours stands.
  Optional<String> on(String body) {
    return Optional.of(json.readTree(body).path("identityId").asString("")).filter(Disowning::isId);
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

  /// `shared` is the context of the whole request: what the call does not say itself, that says.
  private static boolean call(Subject her, ObjectNode fact, JsonNode shared, @Nullable String owner) {
    if (fact.has("mergeProperties") || is(her, "member", fact.path(USER))) {
      return false;
    }
    var own = fact.path(CONTEXT);
    var names = own.has(EXTERNAL) ? own.path(EXTERNAL) : shared.path(EXTERNAL);
    var named = names.valueStream().anyMatch(one -> external(her, one));
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
    forget(her, own);
    forget(her, shared);
    return others || owner == null || name(fact, owner);
  }

  /// Takes her names out of a context: among the ids that stand there, and wherever else a client writes the id of a
  /// browser or a device. The rest of a context is of the visit, which is his.
  private static void forget(Subject her, JsonNode context) {
    if (context.path(EXTERNAL) instanceof ArrayNode names) {
      for (var i = names.size() - 1; i >= 0; i--) {
        if (external(her, names.get(i))) {
          names.remove(i);
        }
      }
    }
    if (context instanceof ObjectNode object) {
      var hers = object.properties().stream()
          .filter(one -> IDS.contains(one.getKey()) && her.values().contains(one.getValue().asString("").strip()))
          .map(Map.Entry::getKey).toList();
      object.remove(hers);
    }
    context.forEach(inner -> forget(her, inner));
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
  /// together, or carried a tag together, the others still did. A tag that was put on hers is nobody else's.
  private static boolean ours(Subject her, String kind, ObjectNode fact) {
    var identities = fact.path(IDENTITIES);
    var hers = is(her, fact.path("identityId"));
    if (identities.isMissingNode() || hers && kind.equals(FactKind.TAG)) {
      return !hers;
    }
    var left = JsonNodeFactory.instance.arrayNode();
    identities.valueStream().filter(one -> !is(her, one)).forEach(left::add);
    if (kind.equals(FactKind.LINK) && left.size() < identities.size()) {
      return false;
    }
    if (left.isEmpty()) {
      fact.remove(IDENTITIES);
      return kind.equals(FactKind.TAG);
    }
    fact.set(IDENTITIES, left);
    if (hers) {
      fact.set("identityId", left.get(0));
    }
    return true;
  }

  private static boolean is(Subject her, JsonNode id) {
    return her.identities().stream().anyMatch(one -> one.toString().equals(id.asString("")));
  }
}
