package io.parley.customer;

import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.StringNode;

/// Reads customers, and makes one for a channel that meets somebody first.
@Component
class CustomerStore {
  private static final int TRIES = 3;

  private final Database database;
  private final Clocks clocks;
  private final ProfileStore profiles;
  private final TagStore tags;

  CustomerStore(Database database, Clocks clocks, ProfileStore profiles, TagStore tags) {
    this.database = database;
    this.clocks = clocks;
    this.profiles = profiles;
    this.tags = tags;
  }

  Map<IdentityKey, IdentityId> ensure(WorkspaceId workspace, Collection<IdentityKey> keys) {
    return database.tenant(workspace, () -> {
      var known = new HashMap<IdentityKey, IdentityId>();
      var missing = new LinkedHashSet<>(keys);
      for (var n = 0; n < TRIES && !missing.isEmpty(); n++) {
        known.putAll(find(workspace, missing));
        missing.removeAll(known.keySet());
        if (!missing.isEmpty()) {
          known.putAll(insert(workspace, missing));
          missing.removeAll(known.keySet());
        }
      }
      if (!missing.isEmpty()) {
        throw new ConcurrencyFailureException("An identity was neither found nor made");
      }
      return known;
    });
  }

  /// Those that somebody else made first are left out. The order keeps two who meet the same people from waiting for
  /// each other.
  private Map<IdentityKey, IdentityId> insert(WorkspaceId workspace, Collection<IdentityKey> keys) {
    var made = new HashMap<IdentityKey, IdentityId>();
    database.sql().sql("""
        with made as (
          insert into customer.identity (id, workspace_id, kind, value, customer_id, home, met_at, evidence, linked_at)
          select identity, :workspace, kind, value, customer, customer, :now, 'seen', :now
          from unnest(:identities::uuid[], :customers::uuid[], :kinds, :values) n (identity, customer, kind, value)
          order by kind, value
          on conflict (workspace_id, kind, value) do nothing returning id, kind, value, customer_id),
        own as (
          insert into customer.customer (id, workspace_id, first_seen_at, last_seen_at, created_at, search)
          select customer_id, :workspace, :now, :now, :now, case when kind = 'member' then lower(value) else '' end
          from made)
        select id, kind, value from made
        """)
        .param("workspace", workspace.value())
        .param("identities", Columns.texts(keys, key -> Ids.next().toString()))
        .param("customers", Columns.texts(keys, key -> Ids.next().toString()))
        .param("kinds", Columns.texts(keys, IdentityKey::kind))
        .param("values", Columns.texts(keys, IdentityKey::value))
        .param("now", Columns.time(clocks.now(workspace)))
        .query(row -> {
          made.put(new IdentityKey(row.getString(2), row.getString(3)), new IdentityId(row.getObject(1, UUID.class)));
        });
    return made;
  }

  Optional<IdentityId> find(WorkspaceId workspace, IdentityKey key) {
    return database.tenant(workspace, () -> database.sql().sql("""
        select id from customer.identity where workspace_id = :workspace and kind = :kind and value = :value
        """)
        .param("workspace", workspace.value())
        .param("kind", key.kind())
        .param("value", key.value())
        .query(UUID.class)
        .optional()
        .map(IdentityId::new));
  }

  Map<IdentityKey, IdentityId> find(WorkspaceId workspace, Collection<IdentityKey> keys) {
    var found = new HashMap<IdentityKey, IdentityId>();
    database.tenant(workspace, () -> database.sql().sql("""
        select i.kind, i.value, i.id from unnest(:kinds::text[], :values::text[]) k (kind, value)
        join customer.identity i on i.workspace_id = :workspace and i.kind = k.kind and i.value = k.value
        """)
        .param("workspace", workspace.value())
        .param("kinds", keys.stream().map(IdentityKey::kind).toArray(String[]::new))
        .param("values", keys.stream().map(IdentityKey::value).toArray(String[]::new))
        .query((row, n) -> found.put(new IdentityKey(row.getString(1), row.getString(2)),
            new IdentityId(row.getObject(3, UUID.class))))
        .list());
    return found;
  }

  Map<IdentityId, CustomerRef> refs(WorkspaceId workspace, Collection<IdentityId> identities) {
    var refs = new HashMap<IdentityId, CustomerRef>();
    database.tenant(workspace, () -> database.sql().sql("""
        select i.id, c.id, c.name from customer.identity i join customer.customer c on c.id = i.customer_id
        where i.workspace_id = :workspace and c.workspace_id = :workspace and i.id = any (:ids::uuid[])
        """)
        .param("workspace", workspace.value())
        .param("ids", Columns.texts(identities, IdentityId::toString))
        .query(row -> {
          refs.put(new IdentityId(row.getObject(1, UUID.class)),
              new CustomerRef(new CustomerId(row.getObject(2, UUID.class)), row.getString(3)));
        }));
    return refs;
  }

  Map<CustomerId, CustomerRef> names(WorkspaceId workspace, Collection<CustomerId> customers) {
    var refs = new HashMap<CustomerId, CustomerRef>();
    database.tenant(workspace, () -> database.sql().sql("""
        select id, name from customer.customer where workspace_id = :workspace and id = any (:ids::uuid[])
        """)
        .param("workspace", workspace.value())
        .param("ids", Columns.texts(customers, CustomerId::toString))
        .query(row -> {
          var id = new CustomerId(row.getObject(1, UUID.class));
          refs.put(id, new CustomerRef(id, row.getString(2)));
        }));
    return refs;
  }

  /// The customer itself while it has identities, else the one that the identity made with it went to.
  Optional<CustomerId> survivor(WorkspaceId workspace, CustomerId customer) {
    return database.tenant(workspace, () -> database.sql().sql("""
        select customer_id from customer.identity
        where workspace_id = :workspace and (customer_id = :id or home = :id)
        order by (customer_id = :id) desc, id limit 1
        """)
        .param("workspace", workspace.value())
        .param("id", customer.value())
        .query(UUID.class)
        .optional()
        .map(CustomerId::new));
  }

  List<Identity> identities(WorkspaceId workspace, CustomerId customer) {
    return database.tenant(workspace, () -> database.sql().sql("""
        select id, kind, value, linked_at, evidence, count(*) over () > 1 from customer.identity
        where workspace_id = :workspace and customer_id = :customer order by linked_at, id
        """)
        .param("workspace", workspace.value())
        .param("customer", customer.value())
        .query((row, n) -> new Identity(new IdentityId(row.getObject(1, UUID.class)),
            new IdentityKey(row.getString(2), row.getString(3)), customer, time(row, 4), row.getString(5),
            row.getBoolean(6)))
        .list());
  }

  Map<IdentityId, CustomerId> identitiesOf(WorkspaceId workspace, Collection<CustomerId> customers) {
    var found = new HashMap<IdentityId, CustomerId>();
    if (!customers.isEmpty()) {
      database.tenant(workspace, () -> database.sql().sql("""
          select id, customer_id from customer.identity
          where workspace_id = :workspace and customer_id = any (:ids::uuid[])
          """)
          .param("workspace", workspace.value())
          .param("ids", Columns.texts(customers, CustomerId::toString))
          .query(row -> {
            found.put(new IdentityId(row.getObject(1, UUID.class)), new CustomerId(row.getObject(2, UUID.class)));
          }));
    }
    return found;
  }

  void bought(WorkspaceId workspace, Map<CustomerId, Customers.Bought> sums) {
    var rows = sums.entrySet().stream().sorted(Comparator.comparing(row -> row.getKey().value())).toList();
    database.sql().sql("""
        update customer.customer c set orders = s.orders, spent = s.spent, ordered_at = s.last
        from unnest(:ids::uuid[], :orders::int[], :spent::numeric[], :lasts::timestamptz[]) s (id, orders, spent, last)
        where c.workspace_id = :workspace and c.id = s.id
          and (c.orders, c.spent, c.ordered_at) is distinct from (s.orders, s.spent, s.last)
        """)
        .param("workspace", workspace.value())
        .param("ids", Columns.texts(rows, row -> row.getKey().toString()))
        .param("orders", Columns.texts(rows, row -> Integer.toString(row.getValue().orders())))
        .param("spent", Columns.texts(rows, row -> row.getValue().spent().toPlainString()))
        .param("lasts", Columns.texts(rows, row -> Columns.text(row.getValue().lastAt())))
        .update();
  }

  void lock(WorkspaceId workspace, Collection<CustomerId> customers) {
    if (customers.isEmpty()) {
      return;
    }
    database.sql().sql("""
        select id from customer.customer where workspace_id = :workspace and id = any (:ids::uuid[])
        order by id for no key update
        """)
        .param("workspace", workspace.value())
        .param("ids", Columns.texts(customers, CustomerId::toString))
        .query(UUID.class)
        .list();
  }

  void setName(WorkspaceId workspace, IdentityId identity, String name) {
    var cut = name.strip().substring(0, Math.min(name.strip().length(), Profile.LONGEST_NAME));
    if (cut.isEmpty()) {
      return;
    }
    database.tenant(workspace, () -> profiles.tell(workspace,
        List.of(new Identities.Told(identity, clocks.now(workspace),
            Map.of(Profile.CHANNEL_NAME, StringNode.valueOf(cut)))), Set.of()));
  }

  Optional<CustomerView> view(WorkspaceId workspace, CustomerId customer) {
    return database.tenant(workspace, () -> survivor(workspace, customer).flatMap(id -> database.sql().sql("""
        select name, first_seen_at, last_seen_at, attributes::text from customer.customer
        where workspace_id = :workspace and id = :id
        """)
        .param("workspace", workspace.value())
        .param("id", id.value())
        .query((row, n) -> new CustomerView(id, row.getString(1), time(row, 2), time(row, 3),
            profiles.tree(row.getString(4)), identities(workspace, id),
            tags.of(workspace, List.of(id)).getOrDefault(id, List.of())))
        .optional()));
  }

  private static Instant time(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
