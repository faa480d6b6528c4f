package io.parley.timeline;

import io.parley.customer.IdentityKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Cuts the log so that of nobody two facts that matter lie in one batch. Who was ever named together with somebody
/// counts as one with them, even after they were taken apart: that only cuts more often.
final class Apart {
  private static final Set<String> ALONE = Set.of(FactKind.LINK, FactKind.UNLINK, FactKind.UNMERGE, FactKind.ALIAS);

  private final JsonMapper json;
  private final BiPredicate<String, String> matters;
  private final Map<String, String> same = new HashMap<>();
  private final Set<String> inBatch = new HashSet<>();
  private final Map<String, IdentityKey> keys;
  private final boolean attentive;
  private boolean moved;

  /// `keys` are the identities that facts name by id.
  Apart(JsonMapper json, Map<String, IdentityKey> keys, BiPredicate<String, String> matters) {
    this.json = json;
    this.keys = keys;
    this.matters = matters;
    this.attentive = matters.test(FactKind.LINK, "");
  }

  /// True if a batch begins with this row. The first fact about somebody matters, whatever it is.
  boolean begins(LogRow row) {
    if (!attentive) {
      return false;
    }
    var body = read(row.body());
    var kind = row.kind().equals(Log.SEGMENT) ? body.path("type").asString("") : row.kind();
    var who = who(body);
    if (!matters.test(kind, body.path("event").asString("")) && same.keySet().containsAll(who)) {
      return false;
    }
    var begins = moved || ALONE.contains(kind) || who.stream().anyMatch(one -> inBatch.contains(root(one)));
    moved = ALONE.contains(kind);
    if (begins) {
      inBatch.clear();
    }
    who.forEach(one -> same.put(root(one), root(who.getFirst())));
    inBatch.add(root(who.getFirst()));
    return begins;
  }

  private JsonNode read(String body) {
    try {
      return json.readTree(body);
    } catch (JacksonException broken) {
      return json.createObjectNode();
    }
  }

  private List<String> who(JsonNode body) {
    var who = new ArrayList<String>();
    for (var field : List.of("anonymousId", "userId", "previousId")) {
      if (body.path(field).isString()) {
        who.add(body.path(field).stringValue());
      }
    }
    Stream.concat(Stream.of(body.path("identityId")), body.path("identities").valueStream())
        .map(id -> keys.get(id.asString(""))).filter(Objects::nonNull).forEach(key -> who.add(key.value()));
    return who.isEmpty() ? List.of("") : who;
  }

  private String root(String one) {
    var at = one;
    for (var up = same.get(at); up != null && !up.equals(at); up = same.get(at)) {
      at = up;
    }
    return at;
  }
}
