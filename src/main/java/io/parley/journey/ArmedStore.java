package io.parley.journey;

import static io.parley.journey.RunStore.texts;

import io.parley.customer.CustomerId;
import io.parley.customer.IdentityId;
import io.parley.journey.flow.Keepsake;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// Who will come in when the time comes.
@Repository
class ArmedStore {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Database database;

  record Armed(JourneyId journey, IdentityId identity, String key, Instant due, Keepsake kept) {}

  record Due(Armed armed, CustomerId customer) {}

  ArmedStore(Database database) {
    this.database = database;
  }

  /// Of what is armed already the earlier time stays, unless `later`: then what happened last counts.
  void put(WorkspaceId workspace, Collection<Armed> some, boolean later) {
    if (some.isEmpty()) {
      return;
    }
    database.sql().sql("""
        insert into journey.armed as a (workspace_id, journey_id, identity_id, key, due_at, kept)
        select distinct on (journey, identity, key) :workspace, t.*
        from unnest(:journeys::uuid[], :identities::uuid[], :keys, :dues::timestamptz[], :kept::jsonb[])
          as t (journey, identity, key, due, kept)
        order by journey, identity, key, due desc
        on conflict (workspace_id, journey_id, identity_id, key) do update
          set due_at = excluded.due_at, kept = excluded.kept where :later
        """)
        .param("workspace", workspace.value()).param("later", later)
        .param("journeys", texts(some, one -> one.journey.toString()))
        .param("identities", texts(some, one -> one.identity.toString()))
        .param("keys", texts(some, Armed::key))
        .param("dues", texts(some, one -> one.due.toString()))
        .param("kept", texts(some, one -> JSON.writeValueAsString(one.kept)))
        .update();
  }

  /// What is armed for these customers under a key is off.
  void drop(WorkspaceId workspace, Collection<CustomerId> customers, String key) {
    if (customers.isEmpty()) {
      return;
    }
    database.sql().sql("""
        delete from journey.armed a using customer.person p
        where a.workspace_id = :workspace and p.workspace_id = :workspace and p.identity_id = a.identity_id
          and p.customer_id = any (:customers::uuid[]) and a.key = :key
        """)
        .param("workspace", workspace.value()).param("customers", texts(customers, CustomerId::toString))
        .param("key", key).update();
  }

  List<Due> due(WorkspaceId workspace, Instant now, int most) {
    return database.sql().sql("""
        select a.journey_id, a.identity_id, a.key, a.due_at, a.kept, p.customer_id from journey.armed a
        join customer.person p on p.workspace_id = a.workspace_id and p.identity_id = a.identity_id
        where a.workspace_id = :workspace and a.due_at <= :now::timestamptz order by a.due_at limit :most
        """)
        .param("workspace", workspace.value()).param("now", now.toString()).param("most", most)
        .query((row, n) -> new Due(new Armed(new JourneyId(row.getObject(1, UUID.class)),
            new IdentityId(row.getObject(2, UUID.class)), row.getString(3), JourneyStore.at(row, "due_at"),
            JSON.readValue(row.getString(5), Keepsake.class)), new CustomerId(row.getObject(6, UUID.class)))).list();
  }

  /// Takes away which of these are still armed for the same time. Answers those.
  List<Due> take(WorkspaceId workspace, List<Due> some) {
    var taken = database.sql().sql("""
        delete from journey.armed a
        using unnest(:journeys::uuid[], :identities::uuid[], :keys, :dues::timestamptz[])
          as t (journey, identity, key, due)
        where a.workspace_id = :workspace and a.journey_id = t.journey and a.identity_id = t.identity
          and a.key = t.key and a.due_at = t.due
        returning a.journey_id, a.identity_id, a.key
        """)
        .param("workspace", workspace.value())
        .param("journeys", texts(some, one -> one.armed.journey.toString()))
        .param("identities", texts(some, one -> one.armed.identity.toString()))
        .param("keys", texts(some, one -> one.armed.key))
        .param("dues", texts(some, one -> one.armed.due.toString()))
        .query((row, n) -> row.getString(1) + row.getString(2) + row.getString(3)).list();
    return some.stream().filter(one -> taken.contains(
        one.armed.journey.toString() + one.armed.identity + one.armed.key)).toList();
  }

  /// When each of these customers was last active on the site, since a time.
  Map<CustomerId, Instant> seen(WorkspaceId workspace, Collection<CustomerId> customers, Instant since) {
    var seen = new HashMap<CustomerId, Instant>();
    database.sql().sql("""
        select p.customer_id, max(h.at) from customer.person p
        join timeline.happened h on h.workspace_id = p.workspace_id and h.identity_id = p.identity_id
        where p.workspace_id = :workspace and p.customer_id = any (:customers::uuid[])
          and h.at >= :since::timestamptz and h.kind in ('page', 'track', 'screen')
        group by 1
        """)
        .param("workspace", workspace.value()).param("customers", texts(customers, CustomerId::toString))
        .param("since", since.toString())
        .query(row -> {
          seen.put(new CustomerId(row.getObject(1, UUID.class)), row.getObject(2, OffsetDateTime.class).toInstant());
        });
    return seen;
  }

  Optional<Instant> next(WorkspaceId workspace) {
    return database.sql().sql("select min(due_at) from journey.armed where workspace_id = :workspace")
        .param("workspace", workspace.value())
        .query((row, n) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)).map(OffsetDateTime::toInstant))
        .single();
  }

  List<WorkspaceId> waiting() {
    return database.sql().sql("""
        select /* any workspace: the door of due work asks who has some */ workspace_id from journey.revision v
        where exists (select from journey.armed a where a.workspace_id = v.workspace_id)
        """).query((row, n) -> new WorkspaceId(row.getInt(1))).list();
  }
}
