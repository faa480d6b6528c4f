package io.parley.timeline;

import io.parley.customer.CustomerId;
import io.parley.customer.Identities;
import io.parley.customer.Identities.Told;
import io.parley.customer.Resolution;
import io.parley.customer.Suggestions;
import io.parley.platform.Database;
import io.parley.platform.Feed;
import io.parley.platform.WorkspaceId;
import io.parley.timeline.Reading.Readable;
import io.parley.timeline.Reading.Unreadable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Works out what a batch of one workspace's facts means, stage by stage, in the fold's transaction: one statement a
/// question, never one a fact.
@Component
class Folding {
  private static final int CUSTOMERS_A_FRAME = 200;

  private final Database database;
  private final FactReader reader;
  private final Repeats repeats;
  private final Identities identities;
  private final Suggestions suggestions;
  private final EventStore events;
  private final Parked parked;
  private final List<Projection> projections;
  private final List<Recompute> recomputes;
  private final Feed feed;

  Folding(Database database, FactReader reader, Repeats repeats, Identities identities, Suggestions suggestions,
      EventStore events, Parked parked, List<Projection> projections, List<Recompute> recomputes, Feed feed) {
    this.database = database;
    this.reader = reader;
    this.repeats = repeats;
    this.identities = identities;
    this.suggestions = suggestions;
    this.events = events;
    this.parked = parked;
    this.projections = List.copyOf(projections);
    this.recomputes = List.copyOf(recomputes);
    this.feed = feed;
  }

  void fold(WorkspaceId workspace, List<LogRow> rows) {
    var broken = new ArrayList<Unreadable>();
    var read = new ArrayList<Readable>(rows.size());
    var aboutNobody = 0;
    for (var row : rows) {
      switch (reader.read(row)) {
        case Readable readable -> read.add(readable);
        case Unreadable unreadable -> broken.add(unreadable);
        case Reading.AboutNobody _ -> aboutNobody++;
      }
    }
    var fresh = withoutRepeats(workspace, read);
    var resolution = identities.resolve(workspace, fresh.stream().map(Readable::sighting).toList());
    var facts = facts(fresh, resolution, broken);
    var changed = new HashSet<>(resolution.changed());
    facts.stream().filter(fact -> fact.kind().equals(FactKind.ALLOW)).forEach(fact -> changed.add(fact.customer()));
    var batch = new Batch(workspace, facts, resolution.merges(), changed, resolution.gained());
    apply(batch, resolution);
    parked.park(workspace, broken);
    count(workspace, facts.size() + aboutNobody, read.size() - fresh.size());
  }

  /// The first of several with one message id counts, in this batch or an earlier one.
  private List<Readable> withoutRepeats(WorkspaceId workspace, List<Readable> read) {
    var firsts = new HashMap<UUID, Readable>();
    for (var fact : read) {
      if (fact.repeatKey() != null) {
        firsts.putIfAbsent(Repeats.key(workspace, fact.repeatKey()), fact);
      }
    }
    var fresh = repeats.fresh(workspace, new TreeSet<>(firsts.keySet()));
    var counted = new HashSet<Long>();
    firsts.forEach((key, fact) -> {
      if (fresh.contains(key)) {
        counted.add(fact.row().position());
      }
    });
    return read.stream().filter(fact -> fact.repeatKey() == null || counted.contains(fact.row().position())).toList();
  }

  private static List<Fact> facts(List<Readable> read, Resolution resolution, List<Unreadable> broken) {
    var facts = new ArrayList<Fact>(read.size());
    for (var i = 0; i < read.size(); i++) {
      var fact = read.get(i);
      var owner = resolution.owners().get(i);
      var customer = owner == null ? null : resolution.customers().get(owner);
      if (owner == null || customer == null) {
        broken.add(new Unreadable(fact.row(), "The fact names an identity that is not there"));
        continue;
      }
      var row = fact.row();
      var messageId = fact.repeatKey() == null ? "log-" + row.position() : fact.repeatKey();
      facts.add(new Fact(row.position(), fact.at(), row.receivedAt(), fact.kind(), fact.name(), messageId, owner,
          customer, fact.body()));
    }
    return facts;
  }

  private void apply(Batch batch, Resolution resolution) {
    for (var stage : Stage.values()) {
      switch (stage) {
        case IDENTITY, COMMERCE, AUDIENCE, JOURNEYS -> { }
        case EVENTS -> {
          events.keep(batch.workspace(), batch.facts());
          if (resolution.apart()) {
            identities.respan(batch.workspace(), batch.changed(), events.spans(batch.workspace(), batch.changed()));
          }
        }
        case PROFILE -> {
          identities.told(batch.workspace(), told(batch.facts()), resolution.stale());
          suggestions.typed(batch.workspace(), typed(batch.facts()));
        }
        case LIVE -> tell(batch);
      }
      for (var projection : projections) {
        if (projection.stage() == stage) {
          projection.apply(batch);
        }
      }
      if (stage == Stage.AUDIENCE && !batch.changed().isEmpty()) {
        recomputes.forEach(recompute -> recompute.recompute(batch.workspace(), batch.changed()));
      }
    }
  }

  /// Traits come with identify calls; some clients send them in the context of other calls, too.
  private static List<Told> told(List<Fact> facts) {
    var told = new ArrayList<Told>();
    for (var fact : facts) {
      var byHand = fact.kind().equals(FactKind.ATTRIBUTE);
      if (!byHand && (!FactKind.OF_SEGMENT.contains(fact.kind()) || fact.kind().equals(FactKind.GROUP))) {
        continue;
      }
      var own = (byHand || fact.kind().equals(FactKind.IDENTIFY)) && fact.body().path("traits").isObject();
      var traits = own ? fact.body().path("traits") : fact.body().path("context").path("traits");
      if (traits.isObject() && !traits.isEmpty()) {
        var words = new HashMap<String, JsonNode>();
        traits.properties().forEach(trait -> words.put(trait.getKey(), trait.getValue()));
        told.add(new Told(fact.identity(), fact.at(), Map.copyOf(words)));
      }
    }
    return told;
  }

  /// An e-mail or a phone on an order says whose the order may be, not who sent it.
  private static List<Suggestions.Typed> typed(List<Fact> facts) {
    var typed = new ArrayList<Suggestions.Typed>();
    for (var fact : facts) {
      if (fact.kind().equals(FactKind.TRACK) && EntryKind.of(fact.kind(), fact.name()) == TimelineEntry.Kind.order) {
        var email = contact(fact.properties(), "email");
        var phone = contact(fact.properties(), "phone");
        if (email != null || phone != null) {
          typed.add(new Suggestions.Typed(fact.identity(), email, phone));
        }
      }
    }
    return typed;
  }

  private static @Nullable String contact(JsonNode properties, String what) {
    for (var place : List.of(properties, properties.path("customer"), properties.path("shipping_address"),
        properties.path("billing_address"))) {
      if (place.path(what).isString() && !place.path(what).stringValue().isBlank()) {
        return place.path(what).stringValue().strip();
      }
    }
    return null;
  }

  private void tell(Batch batch) {
    var ids = batch.touched().stream().map(CustomerId::toString).sorted().toList();
    var changes = new ArrayList<Feed.Change>();
    for (var start = 0; start < ids.size(); start += CUSTOMERS_A_FRAME) {
      var some = ids.subList(start, Math.min(start + CUSTOMERS_A_FRAME, ids.size()));
      changes.add(new Feed.Change(batch.workspace(),
          "{\"type\":\"customers\",\"ids\":[\"" + String.join("\",\"", some) + "\"]}"));
    }
    feed.publish(changes);
  }

  private void count(WorkspaceId workspace, int folded, int repeated) {
    database.sql().sql("""
        insert into timeline.tally as t (workspace_id, folded, repeated) values (:workspace, :folded, :repeated)
        on conflict (workspace_id) do update
          set folded = t.folded + excluded.folded, repeated = t.repeated + excluded.repeated
        """)
        .param("workspace", workspace.value())
        .param("folded", folded)
        .param("repeated", repeated)
        .update();
  }

  /// Sets one fact aside that could not be folded.
  void park(LogRow row, String reason) {
    parked.park(row.workspace(), List.of(new Unreadable(row, reason)));
  }
}
