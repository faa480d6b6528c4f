package io.parley.campaign;

import io.parley.customer.CustomerId;
import io.parley.customer.IdentityId;
import io.parley.experiment.Exposure;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// SQL of whom a broadcast is for.
@Component
class RecipientStore {
  /// Sends that reached nobody though they might have, while none of the same broadcast reached her by another name:
  /// worth another try.
  private static final String MISSED = """
      from outreach.outcome s
      join customer.person p on p.workspace_id = :workspace and p.identity_id = s.identity_id
      where s.workspace_id = :workspace and s.source = 'broadcast' and s.source_id = :broadcast
        and (s.state = 'failed' or s.state = 'skipped'
          and s.reason not in ('holdout', 'bought', 'blocked_by_merchant', 'twice'))
        and not exists (select from customer.person q join outreach.outcome o on o.workspace_id = :workspace
            and o.source = 'broadcast' and o.source_id = :broadcast and o.key = q.identity_id::text
          where q.workspace_id = :workspace and q.customer_id = p.customer_id
            and o.state in ('sending', 'sent', 'delivered', 'read', 'unknown'))
      """;

  private final Database database;

  record Recipient(CustomerId customer, IdentityId identity, int arm) {}

  RecipientStore(Database database) {
    this.database = database;
  }

  /// By which of her identities each is meant: one of a channel that may carry it, if she has one.
  Map<CustomerId, IdentityId> identities(WorkspaceId workspace, Collection<CustomerId> customers,
      Collection<String> kinds) {
    var found = new LinkedHashMap<CustomerId, IdentityId>();
    database.sql().sql("""
        select distinct on (customer_id) customer_id, identity_id from customer.person
        where workspace_id = :workspace and customer_id = any (:customers)
        order by customer_id, (kind = any (:kinds)) desc, identity_id
        """)
        .param("workspace", workspace.value())
        .param("customers", customers.stream().map(CustomerId::value).toArray(UUID[]::new))
        .param("kinds", kinds.toArray(String[]::new))
        .query(row -> {
          found.put(new CustomerId(row.getObject(1, UUID.class)), new IdentityId(row.getObject(2, UUID.class)));
        });
    return found;
  }

  /// Returns those who were not in it yet, under this or another identity of theirs.
  Set<CustomerId> freeze(WorkspaceId workspace, BroadcastId broadcast, List<Recipient> recipients) {
    return new HashSet<>(database.sql().sql("""
        insert into campaign.recipient (workspace_id, broadcast_id, customer_id, identity_id, arm)
        select :workspace, :broadcast, r.customer, r.identity, r.arm
        from unnest(:customers::uuid[], :identities::uuid[], :arms::int[]) r (customer, identity, arm)
        where not exists (select from customer.person p
          join campaign.recipient b on b.identity_id = p.identity_id and b.broadcast_id = :broadcast
          where p.workspace_id = :workspace and p.customer_id = r.customer)
        on conflict do nothing returning customer_id
        """)
        .param("workspace", workspace.value())
        .param("broadcast", broadcast.value())
        .param("customers", recipients.stream().map(one -> one.customer.value()).toArray(UUID[]::new))
        .param("identities", recipients.stream().map(one -> one.identity.value()).toArray(UUID[]::new))
        .param("arms", recipients.stream().map(Recipient::arm).toArray(Integer[]::new))
        .query((row, n) -> new CustomerId(row.getObject(1, UUID.class)))
        .list());
  }

  long count(WorkspaceId workspace, BroadcastId broadcast) {
    return database.sql().sql("""
        select count(*) from campaign.recipient where workspace_id = :workspace and broadcast_id = :broadcast
        """)
        .param("workspace", workspace.value())
        .param("broadcast", broadcast.value())
        .query(Long.class)
        .single();
  }

  /// Those of an earlier broadcast whom nothing of it reached.
  List<CustomerId> missed(WorkspaceId workspace, UUID broadcast, @Nullable CustomerId after, int limit) {
    return database.tenant(workspace, () -> database.sql().sql("""
        select distinct p.customer_id %s and (:after::uuid is null or p.customer_id > :after::uuid)
        order by 1 limit :limit
        """.formatted(MISSED))
        .param("workspace", workspace.value())
        .param("broadcast", broadcast)
        .param("after", after == null ? null : after.toString())
        .param("limit", limit)
        .query((row, n) -> new CustomerId(row.getObject(1, UUID.class)))
        .list());
  }

  long countMissed(WorkspaceId workspace, UUID broadcast) {
    return database.tenant(workspace, () -> database.sql().sql("select count(distinct p.customer_id) " + MISSED)
        .param("workspace", workspace.value())
        .param("broadcast", broadcast)
        .query(Long.class)
        .single());
  }

  /// Who was reached, or would have been, since then and before `until`, if that is not null; at most `limit`, the
  /// earliest first.
  List<Exposure> exposed(WorkspaceId workspace, BroadcastId broadcast, Instant since, @Nullable Instant until,
      int limit) {
    return new ArrayList<>(database.sql().sql("""
        select s.identity_id, r.arm, s.settled_at from (
          select identity_id, settled_at from outreach.outcome
          where workspace_id = :workspace and source = 'broadcast' and source_id = :broadcast and settled_at >= :since
            and (:until::timestamptz is null or settled_at < :until::timestamptz)
            and (state in ('sent', 'delivered', 'read') or state = 'skipped' and reason = 'holdout')
          order by settled_at limit :limit) s
        cross join lateral (select arm from campaign.recipient
          where identity_id = s.identity_id and broadcast_id = :broadcast and workspace_id = :workspace limit 1) r
        order by s.settled_at
        """)
        .param("workspace", workspace.value())
        .param("broadcast", broadcast.value())
        .param("since", since.atOffset(ZoneOffset.UTC))
        .param("until", until == null ? null : until.toString(), Types.VARCHAR)
        .param("limit", limit)
        .query((row, n) -> new Exposure(new IdentityId(row.getObject(1, UUID.class)), row.getInt(2),
            row.getObject(3, OffsetDateTime.class).toInstant()))
        .list());
  }

  /// When the last that waits for an instant is due, unless it is halted.
  Optional<Instant> lastDue(WorkspaceId workspace, BroadcastId broadcast) {
    return database.sql().sql("""
        select max(due_at) as at from outreach.outcome
        where workspace_id = :workspace and source = 'broadcast' and source_id = :broadcast and due_at is not null
          and due_at < now() + interval '50 years'
        """)
        .param("workspace", workspace.value())
        .param("broadcast", broadcast.value())
        .query((row, n) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)).map(OffsetDateTime::toInstant))
        .single();
  }
}
