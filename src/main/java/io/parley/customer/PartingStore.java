package io.parley.customer;

import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.WorkspaceId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Takes identities apart again: one (`unlink`), or all that came with a merge (`unmerge`).
@Component
class PartingStore {
  private final Database database;

  /// What it did. `customers` are the two it took apart, none if there was nobody to part from; `owner` is whom the
  /// fact belongs to, null if it named one that does not exist.
  record Apart(@Nullable IdentityId owner, Set<CustomerId> customers) {}

  private record Standing(IdentityId id, CustomerId customer, CustomerId home) {}

  PartingStore(Database database) {
    this.database = database;
  }

  /// Lets an identity stand alone again. From now on only a person links it.
  Apart unlink(WorkspaceId workspace, IdentityId identity, Instant at) {
    var apart = part(workspace, List.of(identity), at);
    if (!apart.customers.isEmpty()) {
      database.sql().sql("""
          update customer.identity set parted = true, follows = null where workspace_id = :workspace and id = :id
          """)
          .param("workspace", workspace.value())
          .param("id", identity.value())
          .update();
    }
    return apart;
  }

  /// Lets these identities of one customer be somebody else together. From now on only a person joins the two.
  Apart unmerge(WorkspaceId workspace, List<IdentityId> identities, Instant at) {
    var apart = part(workspace, identities, at);
    if (!apart.customers.isEmpty()) {
      database.sql().sql("""
          with pair as (
            select a.id as left_id, b.id as right_id from customer.identity a, customer.identity b
            where a.workspace_id = :workspace and b.workspace_id = :workspace and a.id = any (:ids::uuid[])
              and a.customer_id = any (:customers::uuid[]) and b.customer_id = any (:customers::uuid[])
              and a.customer_id <> b.customer_id and b.id <> all (:ids::uuid[]))
          insert into customer.apart (workspace_id, one, other)
          select :workspace, least(left_id, right_id), greatest(left_id, right_id) from pair
          on conflict do nothing
          """)
          .param("workspace", workspace.value())
          .param("ids", Columns.texts(identities, IdentityId::toString))
          .param("customers", Columns.texts(apart.customers, CustomerId::toString))
          .update();
    }
    return apart;
  }

  private Apart part(WorkspaceId workspace, List<IdentityId> identities, Instant at) {
    var rows = database.sql().sql("""
        select id, customer_id, home from customer.identity
        where workspace_id = :workspace and id = any (:ids::uuid[]) order by id for update
        """)
        .param("workspace", workspace.value())
        .param("ids", Columns.texts(identities, IdentityId::toString))
        .query((row, n) -> new Standing(new IdentityId(row.getObject(1, UUID.class)),
            new CustomerId(row.getObject(2, UUID.class)), new CustomerId(row.getObject(3, UUID.class))))
        .list();
    var first = rows.stream().filter(row -> row.id.equals(identities.getFirst())).findFirst();
    if (first.isEmpty()) {
      return new Apart(null, Set.of());
    }
    var from = first.get().customer;
    var leaving = rows.stream().filter(row -> row.customer.equals(from)).toList();
    if (!hasOthers(workspace, from, leaving)) {
      return new Apart(first.get().id, Set.of());
    }
    var into = freeHome(workspace, leaving).orElseGet(() -> new CustomerId(Ids.next()));
    move(workspace, new Leaving(first.get(), leaving, from, into), at);
    return new Apart(first.get().id, Set.of(from, into));
  }

  private boolean hasOthers(WorkspaceId workspace, CustomerId customer, List<Standing> leaving) {
    return database.sql().sql("""
        select exists (select from customer.identity where workspace_id = :workspace and customer_id = :customer
          and id <> all (:ids::uuid[]))
        """)
        .param("workspace", workspace.value())
        .param("customer", customer.value())
        .param("ids", Columns.texts(leaving, row -> row.id.toString()))
        .query(Boolean.class)
        .single();
  }

  /// A customer one of them came from, or that was made for one of them, and where nobody lives now.
  private Optional<CustomerId> freeHome(WorkspaceId workspace, List<Standing> leaving) {
    return database.sql().sql("""
        with place as (
          select from_customer as id, 0 as rank, at from customer.link
          where workspace_id = :workspace and identity_id = any (:ids::uuid[]) and undone_at is null
          union all
          select home, 1, met_at from customer.identity where workspace_id = :workspace and id = any (:ids::uuid[]))
        select p.id from place p
        where not exists (select from customer.identity o where o.workspace_id = :workspace and o.customer_id = p.id)
        order by p.rank, p.at desc, p.id limit 1
        """)
        .param("workspace", workspace.value())
        .param("ids", Columns.texts(leaving, row -> row.id.toString()))
        .query((row, n) -> new CustomerId(row.getObject(1, UUID.class)))
        .optional();
  }

  private record Leaving(Standing bridge, List<Standing> all, CustomerId from, CustomerId into) {
    /// Somebody must have its home there, so that its old address still finds it after a later merge.
    boolean isHome() {
      return all.stream().anyMatch(row -> row.home.equals(into));
    }
  }

  private void move(WorkspaceId workspace, Leaving leaving, Instant at) {
    database.sql().sql("""
        insert into customer.customer (id, workspace_id, first_seen_at, last_seen_at, created_at)
        values (:into, :workspace, :at, :at, :at)
        on conflict (id) do update set merged_into = null
        """)
        .param("workspace", workspace.value())
        .param("into", leaving.into.value())
        .param("at", Columns.time(at))
        .update();
    database.sql().sql("""
        with moved as (
          update customer.identity i set customer_id = :into,
            home = case when i.home = :from or (i.id = :bridge and not :isHome) then :into else i.home end,
            follows = case when i.follows = any (:ids::uuid[]) then i.follows end,
            evidence = case when i.id = :bridge then 'seen' else i.evidence end,
            linked_at = case when i.id = :bridge then :at else i.linked_at end
          where i.workspace_id = :workspace and i.id = any (:ids::uuid[]))
        insert into customer.link (workspace_id, identity_id, from_customer, into_customer, evidence, at, undone_at)
        values (:workspace, :bridge, :from, :into, 'unlink', :at, :at)
        """)
        .param("workspace", workspace.value())
        .param("ids", Columns.texts(leaving.all, row -> row.id.toString()))
        .param("from", leaving.from.value())
        .param("into", leaving.into.value())
        .param("bridge", leaving.bridge.id.value())
        .param("isHome", leaving.isHome())
        .param("at", Columns.time(at))
        .update();
    cut(workspace, leaving.all.stream().map(Standing::id).toList(), at);
  }

  /// Links whose ends stand on different customers hold no longer.
  private void cut(WorkspaceId workspace, Collection<IdentityId> moved, Instant at) {
    database.sql().sql("""
        update customer.link l set undone_at = :at from customer.identity a, customer.identity b
        where l.workspace_id = :workspace and l.undone_at is null and a.id = l.identity_id and b.id = l.through
          and (l.identity_id = any (:ids::uuid[]) or l.through = any (:ids::uuid[]))
          and a.customer_id <> b.customer_id
        """)
        .param("workspace", workspace.value())
        .param("ids", Columns.texts(moved, IdentityId::toString))
        .param("at", Columns.time(at))
        .update();
    database.sql().sql("""
        update customer.identity i set beside = null from customer.identity b
        where i.workspace_id = :workspace and b.id = i.beside and b.customer_id <> i.customer_id
          and (i.id = any (:ids::uuid[]) or i.beside = any (:ids::uuid[]))
        """)
        .param("workspace", workspace.value())
        .param("ids", Columns.texts(moved, IdentityId::toString))
        .update();
  }

  /// After a run of the graph: what went over alone leaves its links behind; barriers that a person lifted are gone.
  void tidy(WorkspaceId workspace, IdentityGraph graph) {
    if (!graph.wandered().isEmpty()) {
      var last = graph.moved().getLast().at();
      cut(workspace, graph.wandered().stream().map(node -> node.id).toList(), last);
    }
    var lifted = graph.barriers().lifted();
    if (!lifted.isEmpty()) {
      database.sql().sql("""
          delete from customer.apart a using unnest(:ones::uuid[], :others::uuid[]) p (one, other)
          where a.workspace_id = :workspace and a.one = p.one and a.other = p.other
          """)
          .param("workspace", workspace.value())
          .param("ones", Columns.texts(lifted, pair -> pair.one().toString()))
          .param("others", Columns.texts(lifted, pair -> pair.other().toString()))
          .update();
    }
  }
}
