package io.parley.customer;

import io.parley.customer.IdentityGraph.Node;
import io.parley.customer.IdentityGraph.Person;
import io.parley.platform.WorkspaceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The fold's door: who is who after a batch of facts, and what was told of them. Called in the fold's transaction
/// alone; nobody else merges.
@Component
public final class Identities {
  private final IdentityStore store;
  private final PartingStore parting;
  private final SuggestionStore suggestions;
  private final SpanStore spans;
  private final ProfileStore profiles;
  private final CustomerStore rows;

  Identities(IdentityStore store, PartingStore parting, SuggestionStore suggestions, SpanStore spans,
      ProfileStore profiles, CustomerStore rows) {
    this.store = store;
    this.parting = parting;
    this.suggestions = suggestions;
    this.spans = spans;
    this.profiles = profiles;
    this.rows = rows;
  }

  /// Works through sightings in order. Creates identities and customers, merges, unlinks, moves first and last seen.
  /// Whom they are about is held from the start, in the one order in which everybody holds customers: what a batch
  /// writes later reaches them in many orders, and whoever held one of them meanwhile would wait in a circle.
  public Resolution resolve(WorkspaceId workspace, List<Sighting> sightings) {
    var work = new Work(workspace);
    if (sightings.stream().anyMatch(Identities::parts)) {
      rows.lock(workspace, store.load(workspace, sightings).customers());
    }
    var start = 0;
    for (var i = 0; i < sightings.size(); i++) {
      if (parts(sightings.get(i))) {
        work.run(sightings.subList(start, i));
        work.part(sightings.get(i));
        start = i + 1;
      }
    }
    work.run(sightings.subList(start, sightings.size()));
    return work.end(sightings);
  }

  private static boolean parts(Sighting sighting) {
    return sighting instanceof Sighting.Unlinked || sighting instanceof Sighting.Unmerged;
  }

  /// What a sender told of an identity at a time.
  public record Told(IdentityId identity, Instant at, Map<String, tools.jackson.databind.JsonNode> traits) {}

  /// Keeps what was told and composes the profiles of these customers anew. For each trait the latest word stands.
  public void told(WorkspaceId workspace, List<Told> told, Set<CustomerId> stale) {
    profiles.tell(workspace, told, stale);
  }

  public record Span(Instant first, Instant last) {
    Span with(Instant at) {
      return new Span(at.isBefore(first) ? at : first, at.isAfter(last) ? at : last);
    }

    static Span join(Span one, Span other) {
      return one.with(other.first).with(other.last);
    }
  }

  /// Sets when customers were first and last seen, from when their identities were met and what else is known.
  public void respan(WorkspaceId workspace, Set<CustomerId> customers, Map<CustomerId, Span> seen) {
    var spans = this.spans.met(workspace, customers);
    seen.forEach((customer, span) -> spans.merge(customer, span, Span::join));
    this.spans.set(workspace, spans);
  }

  private final class Work {
    private final WorkspaceId workspace;
    private final List<@Nullable IdentityId> owners = new ArrayList<>();
    private final Map<IdentityId, CustomerId> customers = new HashMap<>();
    private final Set<Merge> merges = new HashSet<>();
    private final Set<CustomerId> changed = new HashSet<>();
    private boolean apart;
    private final Set<CustomerId> stale = new HashSet<>();
    private final Set<CustomerId> gained = new HashSet<>();
    private final Map<CustomerId, Span> inserted = new HashMap<>();
    private int runs;

    Work(WorkspaceId workspace) {
      this.workspace = workspace;
    }

    void run(List<Sighting> sightings) {
      if (sightings.isEmpty()) {
        return;
      }
      runs++;
      var graph = store.load(workspace, sightings);
      rows.lock(workspace, graph.customers());
      var seenBy = new ArrayList<@Nullable Node>(sightings.size());
      for (var sighting : sightings) {
        var owner = graph.apply(sighting);
        owners.add(owner);
        seenBy.add(owner == null ? null : graph.node(owner));
      }
      var spans = new HashMap<Person, Span>();
      for (var i = 0; i < sightings.size(); i++) {
        var node = seenBy.get(i);
        if (node != null && present(sightings.get(i))) {
          span(spans, node.person(), sightings.get(i).at());
        }
      }
      inserted.putAll(store.insert(workspace, graph, spans));
      store.move(workspace, graph);
      parting.tidy(workspace, graph);
      suggestions.refused(workspace, graph.refused());
      note(graph);
    }

    private void note(IdentityGraph graph) {
      for (var loser : graph.merged()) {
        var winner = loser.root();
        merges.add(new Merge(loser.id, winner.id));
        stale.add(winner.id);
        stale.add(loser.id);
        if (!loser.fresh) {
          changed.addAll(List.of(loser.id, winner.id));
        }
      }
      for (var moved : graph.moved()) {
        stale.addAll(List.of(moved.from(), moved.into()));
        if (graph.merged().stream().noneMatch(loser -> loser.id.equals(moved.from()))) {
          changed.addAll(List.of(moved.from(), moved.into()));
          apart = true;
        }
      }
      for (var node : graph.fresh()) {
        gained.add(node.person().id);
        if (node.key.kind().equals(IdentityKey.MEMBER)) {
          stale.add(node.person().id);
        }
      }
      graph.nodes().forEach(node -> customers.put(node.id, node.person().id));
    }

    void part(Sighting sighting) {
      runs += 2;
      var parted = switch (sighting) {
        case Sighting.Unlinked unlinked -> parting.unlink(workspace, unlinked.identity(), unlinked.at());
        case Sighting.Unmerged unmerged -> parting.unmerge(workspace, unmerged.identities(), unmerged.at());
        default -> throw new IllegalStateException("Nobody parts");
      };
      owners.add(parted.owner());
      apart |= !parted.customers().isEmpty();
      changed.addAll(parted.customers());
      stale.addAll(parted.customers());
    }

    Resolution end(List<Sighting> sightings) {
      if (runs > 1) {
        customers.clear();
        customers.putAll(store.customers(workspace, owners));
      }
      var spans = new HashMap<CustomerId, Span>();
      for (var i = 0; i < sightings.size(); i++) {
        var owner = owners.get(i);
        if (owner != null && present(sightings.get(i))) {
          span(spans, customers.get(owner), sightings.get(i).at());
        }
      }
      spans.entrySet().removeIf(entry -> entry.getValue().equals(inserted.get(entry.getKey())));
      Identities.this.spans.widen(workspace, spans);
      return new Resolution(owners, customers, merges, changed, apart, stale, gained);
    }
  }

  private static boolean present(Sighting sighting) {
    return switch (sighting) {
      case Sighting.Seen seen -> seen.present();
      case Sighting.Renamed _ -> true;
      case Sighting.Known known -> known.present();
      case Sighting.Linked _, Sighting.Unlinked _, Sighting.Unmerged _ -> false;
    };
  }

  private static <K> void span(Map<K, Span> spans, @Nullable K key, Instant at) {
    if (key != null) {
      spans.merge(key, new Span(at, at), Span::join);
    }
  }
}
