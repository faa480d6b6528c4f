package io.parley.timeline;

import static java.util.stream.Collectors.toMap;

import io.parley.customer.CustomerFilter;
import io.parley.customer.CustomerId;
import io.parley.customer.CustomerRef;
import io.parley.customer.Customers;
import io.parley.customer.IdentityId;
import io.parley.customer.IdentityKey;
import io.parley.customer.Sighting;
import io.parley.platform.Page;
import io.parley.platform.Problem;
import io.parley.platform.WorkspaceId;
import io.parley.timeline.ReceivedEvent.Outcome;
import io.parley.timeline.ReceivedEvent.ReceivedParking;
import io.parley.timeline.ReceivedEvent.ReceivedTime;
import io.parley.timeline.ReceivedStore.Kept;
import io.parley.timeline.ReceivedStore.Place;
import io.parley.workspace.Member;
import io.parley.workspace.Members;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What arrived at the collectors lately and what became of each, for people who connect a shop. Nothing is written
/// down for it: the log says what came, and the events, the parked facts and the refusals say what it became.
@Component
class ReceivedEvents {
  private static final int MOST_A_PAGE = 100;
  private static final int MOST_ROUNDS = 4;
  private static final int MOST_A_ROUND = 500;
  private static final int LONGEST_NAME = 200;
  private static final int MOST_PEOPLE = 3;
  private static final int MOST_IDS = 10;

  private final ReceivedStore store;
  private final Refusals refusals;
  private final FactReader reader;
  private final Customers customers;
  private final Members members;
  private final JsonMapper json;

  /// `query` is a part of what was sent, in any case, or of the name of somebody it is about; null asks for everything.
  record Asked(@Nullable String query, @Nullable Outcome outcome, @Nullable String cursor, int limit) {}

  private record Fate(Outcome outcome, @Nullable String reason, @Nullable ReceivedParking parking,
      @Nullable CustomerRef customer) {}

  private record Read(Kept kept, Reading reading, JsonNode body, @Nullable ReceivedTime time) {}

  ReceivedEvents(ReceivedStore store, Refusals refusals, FactReader reader, Customers customers, Members members,
      JsonMapper json) {
    this.store = store;
    this.refusals = refusals;
    this.reader = reader;
    this.customers = customers;
    this.members = members;
    this.json = json;
  }

  /// The latest first. Looks back over as many events as the store's window holds, and no further; for one outcome,
  /// over two thousand at a time.
  Page<ReceivedEvent> page(WorkspaceId workspace, Asked asked) {
    if (asked.outcome == Outcome.refused) {
      return Page.all(refused(workspace, asked, null, null));
    }
    var size = Math.clamp(asked.limit, 1, MOST_A_PAGE);
    var rows = asked.outcome == null ? size : MOST_A_ROUND;
    var place = asked.cursor == null ? null : Place.read(asked.cursor);
    var words = words(workspace, asked.query);
    var found = new ArrayList<ReceivedEvent>();
    for (var round = 0; round < MOST_ROUNDS; round++) {
      var kept = store.latest(workspace, place, words, rows);
      var last = kept.size() < rows ? null : Place.of(kept.getLast().row());
      Stream.concat(judged(workspace, kept).stream(), refused(workspace, asked,
          last == null ? null : last.receivedAt(), place == null ? null : place.receivedAt()).stream())
          .filter(one -> asked.outcome == null || one.outcome() == asked.outcome)
          .sorted(Comparator.comparing(ReceivedEvent::receivedAt).reversed())
          .forEach(found::add);
      var places = new HashMap<String, Place>();
      kept.forEach(one -> places.put(id(one.row()), Place.of(one.row())));
      for (var end = size; end < found.size(); end++) {
        var next = places.get(found.get(end - 1).id());
        if (next != null) {
          return new Page<>(found.subList(0, end), next.text());
        }
      }
      if (last == null) {
        return Page.all(found);
      }
      place = last;
      if (found.size() >= size) {
        break;
      }
    }
    return new Page<>(found, place == null ? null : place.text());
  }

  /// The query itself, and the ids of those whose name it is, as JSON writes them.
  private List<String> words(WorkspaceId workspace, @Nullable String query) {
    if (query == null) {
      return List.of();
    }
    var people = customers.page(workspace, CustomerFilter.finding(query), Customers.Shown.LATEST, null, MOST_PEOPLE)
        .items();
    return Stream.concat(Stream.of(query), people.stream()
        .flatMap(one -> customers.identities(workspace, one.id()).stream())
        .map(identity -> json.writeValueAsString(identity.key().value()))).toList();
  }

  private static String id(LogRow row) {
    return "log-" + row.position();
  }

  private List<ReceivedEvent> refused(
      WorkspaceId workspace, Asked asked, @Nullable Instant from, @Nullable Instant until) {
    var query = asked.query == null ? "" : asked.query.toLowerCase(Locale.ROOT);
    return refusals.between(workspace, from, until, Refusals.MOST_KEPT).stream()
        .filter(one -> (one.what() + " " + one.detail() + " " + one.excerpt()).toLowerCase(Locale.ROOT)
            .contains(query))
        .map(one -> new ReceivedEvent("refused-" + one.id(), one.at(), "", one.what(), Outcome.refused, one.reason(),
            one.detail(), null, List.of(), null, null, null, one.excerpt()))
        .toList();
  }

  private List<ReceivedEvent> judged(WorkspaceId workspace, List<Kept> kept) {
    var read = kept.stream().map(this::read).toList();
    var owners = owners(workspace, read);
    var folded = store.folded(workspace, read.stream()
        .filter(one -> one.kept.taken() && one.reading instanceof Reading.Readable)
        .flatMap(one -> identities(owners, one).map(identity -> new ReceivedStore.Probe(
            one.kept.row().position(), identity, ((Reading.Readable) one.reading).at())))
        .toList());
    var refs = customers.refs(workspace, new HashSet<>(folded.values()));
    var unfolded = store.unfolded(workspace, read.stream().filter(one -> one.kept.taken()
        && !folded.containsKey(one.kept.row().position())).map(one -> one.kept.row().receivedAt()).toList());
    var names = unfolded.values().stream().noneMatch(one -> one.discardedBy() != null) ? Map.<UUID, String>of()
        : members.of(workspace).stream().collect(toMap(one -> one.id().value(), Member::name));
    return read.stream().map(one -> {
      var row = one.kept.row();
      var owner = folded.get(row.position());
      var fate = unfolded.get(new ReceivedStore.Sent(row.receivedAt(), row.body()));
      var parking = fate == null || owner != null ? null
          : new ReceivedParking(fate.id(), fate.discardedAt(), fate.discardedBy() == null ? null
              : names.get(fate.discardedBy()));
      return event(one, new Fate(outcome(one, owner, fate), fate == null ? null : fate.reason(), parking,
          owner == null ? null : refs.get(owner)));
    }).toList();
  }

  /// What cannot be read and is parked no more was discarded so long ago that nobody knows by whom.
  private static Outcome outcome(Read read, @Nullable IdentityId owner, ReceivedStore.@Nullable Unfolded fate) {
    if (!read.kept.taken()) {
      return Outcome.waiting;
    }
    if (owner != null) {
      return Outcome.folded;
    }
    if (fate != null) {
      return fate.discardedAt() == null ? Outcome.parked : Outcome.discarded;
    }
    return read.reading instanceof Reading.Unreadable ? Outcome.discarded : Outcome.repeated;
  }

  private ReceivedEvent event(Read read, Fate fate) {
    var row = read.kept.row();
    var readable = read.reading instanceof Reading.Readable known ? known : null;
    var why = read.reading instanceof Reading.Unreadable broken ? broken.reason() : fate.reason;
    var stuck = fate.outcome == Outcome.parked || fate.outcome == Outcome.discarded;
    var event = read.body.path("event").asString("");
    var name = readable != null ? readable.name() : event.isBlank() ? read.body.path("type").asString("?") : event;
    return new ReceivedEvent(id(row), row.receivedAt(), readable == null ? "" : readable.kind(),
        name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME), fate.outcome,
        stuck ? "parked" : null, stuck ? why : null, fate.parking, who(read.body), fate.customer, read.time,
        library(read), row.body());
  }

  private Read read(Kept kept) {
    var row = kept.row();
    try {
      var body = json.readTree(row.body());
      var envelope = row.envelope() == null ? json.createObjectNode() : json.readTree(row.envelope());
      var judged = EventTime.of(body, envelope, row.receivedAt());
      return new Read(kept, reader.read(row), body,
          new ReceivedTime(judged.at(), judged.how(), judged.told(), judged.sentAt()));
    } catch (JacksonException broken) {
      return new Read(kept, new Reading.Unreadable(row, "This is not JSON"), json.createObjectNode(), null);
    }
  }

  private static List<String> who(JsonNode body) {
    var own = Stream.of(body.path("userId"), body.path("anonymousId"), body.path("previousId"));
    var others = body.path("context").path("externalIds").valueStream().map(one -> one.path("id"));
    return Stream.concat(own, others).map(id -> id.asString("")).filter(id -> !id.isBlank()).distinct()
        .limit(MOST_IDS).toList();
  }

  private @Nullable String library(Read read) {
    var own = read.body.path("context").path("library");
    var envelope = read.kept.row().envelope();
    var library = own.isObject() || envelope == null ? own : json.readTree(envelope).path("context").path("library");
    var name = library.path("name").asString("");
    return name.isBlank() ? null : (name + " " + library.path("version").asString("")).strip();
  }

  /// The identities of everybody the events name, as the person each belongs to now: what a browser did may stand under
  /// another identity of the same person.
  private Map<IdentityKey, Set<IdentityId>> owners(WorkspaceId workspace, Collection<Read> read) {
    var keys = new HashSet<IdentityKey>();
    read.forEach(one -> keys(one).forEach(keys::add));
    var found = customers.find(workspace, keys);
    var refs = customers.refs(workspace, new HashSet<>(found.values()));
    var whose = new HashMap<CustomerId, Set<IdentityId>>();
    customers.identitiesOf(workspace, refs.values().stream().map(CustomerRef::id).distinct().toList())
        .forEach((identity, customer) -> whose.computeIfAbsent(customer, one -> new HashSet<>()).add(identity));
    var owners = new HashMap<IdentityKey, Set<IdentityId>>();
    found.forEach((key, identity) -> {
      var all = new HashSet<>(Set.of(identity));
      var ref = refs.get(identity);
      if (ref != null) {
        all.addAll(whose.getOrDefault(ref.id(), Set.of()));
      }
      owners.put(key, all);
    });
    return owners;
  }

  private static Stream<IdentityId> identities(Map<IdentityKey, Set<IdentityId>> owners, Read read) {
    return keys(read).flatMap(key -> owners.getOrDefault(key, Set.of()).stream()).distinct();
  }

  private static Stream<IdentityKey> keys(Read read) {
    if (!(read.reading instanceof Reading.Readable readable)) {
      return Stream.of();
    }
    return switch (readable.sighting()) {
      case Sighting.Seen seen -> Stream.concat(
          Stream.of(seen.member(), seen.visitor()).flatMap(Stream::ofNullable), seen.others().stream());
      case Sighting.Renamed renamed -> Stream.of(renamed.member(), IdentityKey.visitor(renamed.previous()),
          IdentityKey.member(renamed.previous()));
      case Sighting.Known _, Sighting.Linked _, Sighting.Unlinked _, Sighting.Unmerged _ -> Stream.of();
    };
  }

  static Problem badCursor() {
    return Problem.invalid("cursor", "這個翻頁記號不能用，請從第一頁開始", "This cursor cannot be used. Start from the first page");
  }
}
