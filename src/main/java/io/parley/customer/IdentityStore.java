package io.parley.customer;

import static java.util.Objects.requireNonNull;

import io.parley.customer.Identities.Span;
import io.parley.customer.IdentityGraph.Node;
import io.parley.customer.IdentityGraph.Person;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;

/// Reads the part of the identity graph a batch needs and writes what became of it: one statement a question.
@Component
class IdentityStore {
  private static final Comparator<Node> BY_KEY =
      Comparator.comparing((Node node) -> node.key.kind()).thenComparing(node -> node.key.value());

  private final Database database;

  IdentityStore(Database database) {
    this.database = database;
  }

  private record Row(IdentityId id, IdentityKey key, CustomerId customer, String evidence, Instant linkedAt,
      boolean parted, @Nullable IdentityId follows) {}

  IdentityGraph load(WorkspaceId workspace, List<Sighting> sightings) {
    var keys = new HashSet<IdentityKey>();
    var ids = new HashSet<IdentityId>();
    sightings.forEach(sighting -> ask(sighting, keys, ids));
    var rows = new HashMap<IdentityKey, Row>();
    byKey(workspace, keys).forEach(row -> rows.put(row.key, row));
    rows.values().forEach(row -> {
      if (row.follows != null) {
        ids.add(row.follows);
      }
    });
    byId(workspace, ids).forEach(row -> rows.put(row.key, row));
    var graph = new IdentityGraph();
    var needed = new HashSet<CustomerId>();
    sightings.forEach(sighting -> need(sighting, rows, needed));
    persons(workspace, graph, needed);
    for (var row : rows.values()) {
      var person = graph.person(row.customer, Instant.EPOCH, IdentityGraph.Holding.NOTHING);
      var node = new Node(row.id, row.key, person, row.evidence, row.linkedAt);
      node.parted = row.parted;
      node.follows = row.follows;
      graph.know(node);
    }
    return graph;
  }

  private static void ask(Sighting sighting, Set<IdentityKey> keys, Set<IdentityId> ids) {
    switch (sighting) {
      case Sighting.Seen seen -> keys.addAll(keys(seen));
      case Sighting.Renamed renamed -> keys.addAll(keys(renamed));
      case Sighting.Known known -> ids.add(known.identity());
      case Sighting.Linked linked -> ids.addAll(List.of(linked.one(), linked.other()));
      case Sighting.Unlinked unlinked -> ids.add(unlinked.identity());
      case Sighting.Unmerged unmerged -> ids.addAll(unmerged.identities());
    }
  }

  private static List<IdentityKey> keys(Sighting.Seen seen) {
    var keys = new ArrayList<IdentityKey>(seen.others());
    if (seen.member() != null) {
      keys.add(seen.member());
    }
    if (seen.visitor() != null) {
      keys.add(seen.visitor());
    }
    return keys;
  }

  private static List<IdentityKey> keys(Sighting.Renamed renamed) {
    return List.of(renamed.member(), IdentityKey.member(renamed.previous()), IdentityKey.visitor(renamed.previous()));
  }

  /// Only where identities may be joined does it matter how many others a customer has.
  private static void need(Sighting sighting, Map<IdentityKey, Row> rows, Set<CustomerId> needed) {
    switch (sighting) {
      case Sighting.Seen seen -> needApart(keys(seen), rows, needed);
      case Sighting.Renamed renamed -> needApart(keys(renamed), rows, needed);
      case Sighting.Linked linked -> rows.values().stream()
          .filter(row -> row.id.equals(linked.one()) || row.id.equals(linked.other()))
          .forEach(row -> needed.add(row.customer));
      case Sighting.Known _, Sighting.Unlinked _, Sighting.Unmerged _ -> needed.addAll(Set.of());
    }
  }

  private static void needApart(List<IdentityKey> keys, Map<IdentityKey, Row> rows, Set<CustomerId> needed) {
    if (keys.size() < 2) {
      return;
    }
    var customers = new HashSet<CustomerId>();
    var missing = false;
    for (var key : keys) {
      var row = rows.get(key);
      if (row == null) {
        missing = true;
      } else {
        customers.add(row.customer);
      }
    }
    if (missing || customers.size() > 1) {
      needed.addAll(customers);
    }
  }

  private List<Row> byKey(WorkspaceId workspace, Set<IdentityKey> keys) {
    if (keys.isEmpty()) {
      return List.of();
    }
    return database.sql().sql("""
        select i.id, i.kind, i.value, i.customer_id, i.evidence, i.linked_at, i.parted, i.follows
        from unnest(:kinds, :values) k (kind, value)
        join customer.identity i on i.workspace_id = :workspace and i.kind = k.kind and i.value = k.value
        """)
        .param("workspace", workspace.value())
        .param("kinds", Columns.texts(keys, IdentityKey::kind))
        .param("values", Columns.texts(keys, IdentityKey::value))
        .query((row, n) -> row(row))
        .list();
  }

  private List<Row> byId(WorkspaceId workspace, Set<IdentityId> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    return database.sql().sql("""
        select i.id, i.kind, i.value, i.customer_id, i.evidence, i.linked_at, i.parted, i.follows
        from customer.identity i where i.workspace_id = :workspace and i.id = any (:ids::uuid[])
        """)
        .param("workspace", workspace.value())
        .param("ids", Columns.texts(ids, IdentityId::toString))
        .query((row, n) -> row(row))
        .list();
  }

  private static Row row(ResultSet row) throws SQLException {
    var follows = row.getObject(8, UUID.class);
    return new Row(new IdentityId(row.getObject(1, UUID.class)), new IdentityKey(row.getString(2), row.getString(3)),
        new CustomerId(row.getObject(4, UUID.class)), row.getString(5),
        row.getObject(6, OffsetDateTime.class).toInstant(), row.getBoolean(7),
        follows == null ? null : new IdentityId(follows));
  }

  private void persons(WorkspaceId workspace, IdentityGraph graph, Set<CustomerId> needed) {
    if (needed.isEmpty()) {
      return;
    }
    database.sql().sql("""
        select c.id, c.created_at,
          count(*) filter (where i.kind = 'visitor'), count(*) filter (where i.kind = 'member'),
          count(*) filter (where i.kind = 'email'),
          array_agg(split_part(i.value, ':', 1)) filter (where i.kind = 'line')
        from customer.customer c join customer.identity i on i.customer_id = c.id
        where c.workspace_id = :workspace and c.id = any (:ids::uuid[])
        group by c.id
        """)
        .param("workspace", workspace.value())
        .param("ids", Columns.texts(needed, CustomerId::toString))
        .query((row, n) -> graph.person(new CustomerId(row.getObject(1, UUID.class)),
            row.getObject(2, OffsetDateTime.class).toInstant(),
            new IdentityGraph.Holding(row.getInt(3), row.getInt(4), row.getInt(5), lines(row))))
        .list();
    apart(workspace, graph, needed);
  }

  private static List<String> lines(ResultSet row) throws SQLException {
    var lines = row.getArray(6);
    return lines == null ? List.of() : List.of((String[]) lines.getArray());
  }

  private void apart(WorkspaceId workspace, IdentityGraph graph, Set<CustomerId> needed) {
    database.sql().sql("""
        select a.id, a.customer_id, b.id, b.customer_id
        from customer.identity a join customer.apart p on p.one = a.id and p.workspace_id = :workspace
        join customer.identity b on b.id = p.other
        where a.workspace_id = :workspace and b.workspace_id = :workspace and a.customer_id <> b.customer_id
          and a.customer_id = any (:ids::uuid[]) and b.customer_id = any (:ids::uuid[])
        """)
        .param("workspace", workspace.value())
        .param("ids", Columns.texts(needed, CustomerId::toString))
        .query(row -> {
          graph.keepApart(new IdentityId(row.getObject(1, UUID.class)), new CustomerId(row.getObject(2, UUID.class)),
              new IdentityId(row.getObject(3, UUID.class)), new CustomerId(row.getObject(4, UUID.class)));
        });
  }

  /// Inserts new customers and identities. If somebody else made one of them meanwhile, the batch is to be tried again.
  Map<CustomerId, Span> insert(WorkspaceId workspace, IdentityGraph graph, Map<Person, Span> spans) {
    var nodes = graph.fresh().stream().sorted(BY_KEY).toList();
    if (nodes.isEmpty()) {
      return Map.of();
    }
    var homes = new java.util.LinkedHashSet<Person>();
    nodes.forEach(node -> {
      if (node.home.fresh) {
        homes.add(node.home);
      }
    });
    var inserted = new HashMap<CustomerId, Span>();
    for (var home : homes) {
      var since = new Span(home.since, home.since);
      inserted.put(home.id, Span.join(since, spans.getOrDefault(home, since)));
    }
    var made = database.sql().sql("""
        with made as (
          insert into customer.customer (id, workspace_id, first_seen_at, last_seen_at, created_at, merged_into)
          select id, :workspace, timestamptz 'epoch' + first * interval '1 microsecond',
                 timestamptz 'epoch' + last * interval '1 microsecond',
                 timestamptz 'epoch' + since * interval '1 microsecond', into_id
          from unnest(:customers::uuid[], :firsts, :lasts, :sinces, :intos::uuid[]) c (id, first, last, since, into_id))
        insert into customer.identity
          (id, workspace_id, kind, value, customer_id, home, met_at, evidence, linked_at, follows, beside)
        select id, :workspace, kind, value, customer_id, home, timestamptz 'epoch' + met * interval '1 microsecond',
               evidence, timestamptz 'epoch' + linked * interval '1 microsecond', follows, beside
        from unnest(:ids::uuid[], :kinds, :values, :owners::uuid[], :homes::uuid[], :met, :evidences, :linked,
                    :follows::uuid[], :besides::uuid[])
               i (id, kind, value, customer_id, home, met, evidence, linked, follows, beside)
        on conflict (workspace_id, kind, value) do nothing
        """)
        .param("workspace", workspace.value())
        .param("customers", Columns.texts(homes, person -> person.id.toString()))
        .param("firsts", Columns.micros(homes, person -> requireNonNull(inserted.get(person.id)).first()))
        .param("lasts", Columns.micros(homes, person -> requireNonNull(inserted.get(person.id)).last()))
        .param("sinces", Columns.micros(homes, person -> person.since))
        .param("intos", Columns.texts(homes, person -> person.into == null ? null : person.root().id.toString()))
        .param("ids", Columns.texts(nodes, node -> node.id.toString()))
        .param("kinds", Columns.texts(nodes, node -> node.key.kind()))
        .param("values", Columns.texts(nodes, node -> node.key.value()))
        .param("owners", Columns.texts(nodes, node -> node.person().id.toString()))
        .param("homes", Columns.texts(nodes, node -> node.home.id.toString()))
        .param("evidences", Columns.texts(nodes, node -> node.evidence))
        .param("met", Columns.micros(nodes, node -> node.metAt))
        .param("linked", Columns.micros(nodes, node -> node.linkedAt))
        .param("follows", Columns.texts(nodes, node -> node.follows == null ? null : node.follows.toString()))
        .param("besides", Columns.texts(nodes, node -> node.beside == null ? null : node.beside.toString()))
        .update();
    if (made < nodes.size()) {
      throw new ConcurrencyFailureException("Somebody else met one of these customers first");
    }
    return inserted;
  }

  /// Writes merges and what else changed of identities that were known before.
  void move(WorkspaceId workspace, IdentityGraph graph) {
    var merged = graph.merged().stream().filter(person -> !person.fresh).toList();
    if (!merged.isEmpty()) {
      repoint(workspace, merged);
    }
    var fresh = new HashSet<>(graph.fresh());
    var edited = graph.edited().stream().filter(node -> !fresh.contains(node)).toList();
    if (!edited.isEmpty()) {
      database.sql().sql("""
          update customer.identity i set customer_id = n.customer_id, evidence = n.evidence, parted = n.parted,
            linked_at = timestamptz 'epoch' + n.linked * interval '1 microsecond', follows = n.follows
          from unnest(:ids::uuid[], :owners::uuid[], :evidences, :linked, :parted, :follows::uuid[])
            n (id, customer_id, evidence, linked, parted, follows)
          where i.workspace_id = :workspace and i.id = n.id
          """)
          .param("workspace", workspace.value())
          .param("ids", Columns.texts(edited, node -> node.id.toString()))
          .param("owners", Columns.texts(edited, node -> node.person().id.toString()))
          .param("evidences", Columns.texts(edited, node -> node.evidence))
          .param("linked", Columns.micros(edited, node -> node.linkedAt))
          .param("parted", edited.stream().map(node -> node.parted).toArray(Boolean[]::new))
          .param("follows", Columns.texts(edited, node -> node.follows == null ? null : node.follows.toString()))
          .update();
    }
    record(workspace, graph.moved());
  }

  private void repoint(WorkspaceId workspace, List<Person> merged) {
    database.sql().sql("""
        with pair as (select * from unnest(:losers::uuid[], :winners::uuid[]) p (loser, winner)),
        lost as (
          update customer.customer c set merged_into = p.winner
          from pair p where c.workspace_id = :workspace and c.id = p.loser
          returning p.winner, c.first_seen_at, c.last_seen_at),
        span as (select winner, min(first_seen_at) as first, max(last_seen_at) as last from lost group by winner),
        won as (
          update customer.customer c set first_seen_at = least(c.first_seen_at, s.first),
            last_seen_at = greatest(c.last_seen_at, s.last)
          from span s where c.workspace_id = :workspace and c.id = s.winner)
        update customer.identity i set customer_id = p.winner
        from pair p where i.workspace_id = :workspace and i.customer_id = p.loser
        """)
        .param("workspace", workspace.value())
        .param("losers", Columns.texts(merged, person -> person.id.toString()))
        .param("winners", Columns.texts(merged, person -> person.root().id.toString()))
        .update();
  }

  private void record(WorkspaceId workspace, List<IdentityGraph.Moved> moved) {
    if (moved.isEmpty()) {
      return;
    }
    database.sql().sql("""
        insert into customer.link
          (workspace_id, identity_id, from_customer, into_customer, evidence, at, through, by_member, reason)
        select :workspace, identity_id, from_id, into_id, evidence, timestamptz 'epoch' + at * interval '1 microsecond',
          through, by_member, reason
        from unnest(:ids::uuid[], :froms::uuid[], :intos::uuid[], :evidences, :ats, :throughs::uuid[], :bys::uuid[],
          :reasons) m (identity_id, from_id, into_id, evidence, at, through, by_member, reason)
        """)
        .param("workspace", workspace.value())
        .param("ids", Columns.texts(moved, m -> m.node().id.toString()))
        .param("froms", Columns.texts(moved, m -> m.from().toString()))
        .param("intos", Columns.texts(moved, m -> m.into().toString()))
        .param("evidences", Columns.texts(moved, m -> m.say().evidence()))
        .param("throughs", Columns.texts(moved, m -> m.through().id.toString()))
        .param("bys", Columns.texts(moved, m -> m.say().by() == null ? null : m.say().by().toString()))
        .param("reasons", Columns.texts(moved, m -> m.say().reason()))
        .param("ats", Columns.micros(moved, IdentityGraph.Moved::at))
        .update();
  }

  Map<IdentityId, CustomerId> customers(WorkspaceId workspace, Collection<@Nullable IdentityId> identities) {
    var found = new HashMap<IdentityId, CustomerId>();
    database.sql().sql("""
        select id, customer_id from customer.identity where workspace_id = :workspace and id = any (:ids::uuid[])
        """)
        .param("workspace", workspace.value())
        .param("ids", identities.stream().filter(java.util.Objects::nonNull).distinct().map(String::valueOf)
            .toArray(String[]::new))
        .query(row -> {
          found.put(new IdentityId(row.getObject(1, UUID.class)), new CustomerId(row.getObject(2, UUID.class)));
        });
    return found;
  }
}
