package io.parley.timeline;

import io.parley.customer.Attachment;
import io.parley.customer.Attributes;
import io.parley.customer.Consent;
import io.parley.customer.Consents;
import io.parley.customer.Customers;
import io.parley.customer.IdentityId;
import io.parley.customer.IdentityKey;
import io.parley.customer.Tags;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Folds the log of one workspace, as far as it is folded, into another that is empty, in the running transaction.
@Component
class Refold {
  private static final int AT_ONCE = 1_000;
  private static final Set<String> BY_HAND = Set.of(FactKind.TAG, FactKind.UNTAG, FactKind.ALLOW,
      FactKind.CONSENT);

  private final Database database;
  private final Log log;
  private final Folding folding;
  private final Customers customers;
  private final Tags tags;
  private final Attributes attributes;
  private final Consents consents;
  private final JsonMapper json;

  record Taken(long facts, long parked) {}

  Refold(Database database, Log log, Folding folding, Customers customers, Tags tags, Attributes attributes,
      Consents consents, JsonMapper json) {
    this.database = database;
    this.log = log;
    this.folding = folding;
    this.customers = customers;
    this.tags = tags;
    this.attributes = attributes;
    this.consents = consents;
    this.json = json;
  }

  /// Facts for which `closely` holds of kind and name are folded one at a time of each person.
  Taken into(WorkspaceId from, WorkspaceId shadow, BiPredicate<String, String> closely) {
    attributes.copy(from, shadow);
    var run = new Run(shadow, keys(from), closely);
    var end = log.cursor();
    var at = new Log.Cursor("0", 0, 0);
    for (var rows = log.of(from, at, end, AT_ONCE); !rows.isEmpty(); rows = log.of(from, at, end, AT_ONCE)) {
      run.take(rows);
      at = new Log.Cursor(rows.getLast().xid(), rows.getLast().position(), 0);
    }
    return new Taken(run.facts, run.parked);
  }

  /// Identities that facts of our own modules name by id: a channel met them before the log did.
  private Map<String, IdentityKey> keys(WorkspaceId workspace) {
    var keys = new HashMap<String, IdentityKey>();
    database.sql().sql("select identity_id::text, name from customer.named where workspace_id = :workspace")
        .param("workspace", workspace.value())
        .query(row -> {
          var name = row.getString(2).split(":", 2);
          keys.put(row.getString(1), new IdentityKey(name[0], name[1]));
        });
    return keys;
  }

  private final class Run {
    private final WorkspaceId shadow;
    private final Map<String, IdentityKey> keys;
    private final Map<String, String> met = new HashMap<>();
    private final List<LogRow> gathered = new ArrayList<>();
    private final Apart apart;
    private long facts;
    private long parked;

    Run(WorkspaceId shadow, Map<String, IdentityKey> keys, BiPredicate<String, String> closely) {
      this.shadow = shadow;
      this.keys = keys;
      this.apart = new Apart(json, keys, closely);
    }

    void take(List<LogRow> rows) {
      for (var row : rows) {
        facts++;
        var own = !row.kind().equals(Log.SEGMENT);
        var body = own ? renamed(row.body()) : row.body();
        if (apart.begins(row)) {
          fold(List.copyOf(gathered));
          gathered.clear();
        }
        gathered.add(new LogRow(row.xid(), row.position(), shadow, row.receivedAt(), row.kind(), row.messageId(),
            row.envelope(), body));
        if (BY_HAND.contains(row.kind())) {
          fold(List.copyOf(gathered));
          gathered.clear();
          say(row.kind(), json.readTree(body));
        }
      }
      fold(List.copyOf(gathered));
      gathered.clear();
    }

    /// What fails alone was parked, too, when it was folded the first time.
    private void fold(List<LogRow> rows) {
      if (rows.isEmpty()) {
        return;
      }
      database.sql().sql("savepoint refold").update();
      try {
        folding.fold(shadow, rows);
        database.sql().sql("release savepoint refold").update();
      } catch (RuntimeException failure) {
        database.sql().sql("rollback to savepoint refold").update();
        if (rows.size() == 1) {
          parked++;
          return;
        }
        fold(rows.subList(0, rows.size() / 2));
        fold(rows.subList(rows.size() / 2, rows.size()));
      }
    }

    /// What modules keep themselves along with the fact.
    private void say(String kind, JsonNode fact) {
      var identity = IdentityId.of(fact.path("identityId").asString());
      if (!kind.equals(FactKind.CONSENT)) {
        tag(kind, fact, identity);
      } else if (customers.of(shadow, identity).isPresent()) {
        consents.add(shadow, identity, new Consent(Consent.Purpose.valueOf(fact.path("purpose").asString()),
            Consent.Channel.valueOf(fact.path("asked").asString()), fact.path("granted").asString().equals("true"),
            fact.path("text").asString(), fact.path("source").asString(), null,
            Instant.parse(fact.path("at").asString())));
      }
    }

    /// What a person did was done at once, to whoever the customer was then as far as the log was folded. So the very
    /// identities count, not who is one by this place of the log; and no rule had put on then what a person did.
    private void tag(String kind, JsonNode fact, IdentityId identity) {
      var customer = customers.of(shadow, identity);
      if (customer.isEmpty()) {
        return;
      }
      var tag = tags.ensure(shadow, fact.path("text").asString());
      var at = Instant.parse(fact.path("at").asString());
      var named = fact.path("identities").valueStream().map(one -> IdentityId.of(one.asString())).toList();
      if (kind.equals(FactKind.TAG)) {
        tags.allowOn(shadow, named, tag, at);
        tags.off(shadow, List.of(identity), tag, at, "rule");
        tags.attach(shadow, List.of(Attachment.byHand(customer.get(), tag, at, null).on(identity)));
        return;
      }
      var why = fact.path("why").asString("hand");
      var of = named.isEmpty() ? List.of(identity) : named;
      if (kind.equals(FactKind.UNTAG)) {
        tags.off(shadow, of, tag, at, why.equals(TagEnding.EXPIRED) ? why : "hand");
      }
      if (kind.equals(FactKind.ALLOW) || why.equals(BulkTagging.UNDONE)) {
        tags.allowOn(shadow, of, tag, at);
      }
    }

    /// The fact with the shadow's ids in place of ours.
    private String renamed(String text) {
      try {
        if (!(json.readTree(text) instanceof ObjectNode body)) {
          return text;
        }
        if (body.path("identityId").isString()) {
          body.put("identityId", shadowOf(body.path("identityId").stringValue()));
        }
        if (body.path("identities").isArray()) {
          var names = body.path("identities").valueStream().map(id -> shadowOf(id.asString(""))).toList();
          var array = body.putArray("identities");
          names.forEach(array::add);
        }
        return body.toString();
      } catch (JacksonException broken) {
        return text;
      }
    }

    private String shadowOf(String id) {
      var key = keys.get(id);
      return key == null ? UUID.randomUUID().toString()
          : met.computeIfAbsent(id, i -> customers.ensure(shadow, key).toString());
    }
  }
}
