package io.parley.timeline;

import io.parley.customer.IdentityId;
import io.parley.customer.Say;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A fact to append. `kind` is one of modules' (`FactKind`), such as `message` or `link`; `messageId` tells repeats
/// apart, so it must not be new when the same fact is appended again. The body names whom it is about:
/// `identityId`, or `identities` for a link; a `rule` is about nobody.
///
/// What the timeline shows of it stands in the body as `name`, `title`, `text`, `url` and `channel`, each optional.
public record NewFact(String kind, String messageId, Instant at, JsonNode body) {
  public NewFact {
    if (!FactKind.OF_MODULES.contains(kind)) {
      throw new IllegalArgumentException("There is no fact kind " + kind);
    }
  }

  /// A fact about one identity, with a body of plain texts.
  public static NewFact about(IdentityId identity, String kind, String messageId, Instant at,
      Map<String, String> texts) {
    var body = about(identity);
    texts.forEach(body::put);
    return new NewFact(kind, messageId, at, body);
  }

  /// Two identities are one person. `evidence` is `code`, `account_link` or `staff`; the first is the one that stays.
  public static NewFact link(IdentityId one, IdentityId other, String evidence, String messageId, Instant at) {
    var body = JsonNodeFactory.instance.objectNode();
    body.putArray("identities").add(one.toString()).add(other.toString());
    body.put("evidence", evidence);
    return new NewFact(FactKind.LINK, messageId, at, body);
  }

  /// A member of the team says that two identities are one person.
  public static NewFact merge(IdentityId one, IdentityId other, Say say, String messageId, Instant at) {
    var fact = link(one, other, say.evidence(), messageId, at);
    tell((ObjectNode) fact.body, say);
    return fact;
  }

  /// These identities of one customer are together somebody else; the fact stands on the first.
  public static NewFact unmerge(List<IdentityId> leaving, Say say, String messageId, Instant at) {
    var body = about(leaving.getFirst());
    body.set("identities", names(leaving));
    tell(body, say);
    return new NewFact(FactKind.UNMERGE, messageId, at, body);
  }

  /// This fact, which says of these identities of its customer what it says.
  NewFact naming(List<IdentityId> identities) {
    if (identities.isEmpty()) {
      return this;
    }
    var named = ((ObjectNode) body.deepCopy()).set("identities", names(identities));
    return new NewFact(kind, messageId, at, named);
  }

  private static ArrayNode names(List<IdentityId> identities) {
    var names = JsonNodeFactory.instance.arrayNode();
    identities.forEach(identity -> names.add(identity.toString()));
    return names;
  }

  private static void tell(ObjectNode body, Say say) {
    if (say.by() != null) {
      body.put("by", say.by().toString());
    }
    if (say.reason() != null) {
      body.put("reason", say.reason());
    }
  }

  /// The identity is not this person after all.
  public static NewFact unlink(IdentityId identity, String messageId, Instant at) {
    return new NewFact("unlink", messageId, at, about(identity));
  }

  private static ObjectNode about(IdentityId identity) {
    return JsonNodeFactory.instance.objectNode().put("identityId", identity.toString());
  }
}
