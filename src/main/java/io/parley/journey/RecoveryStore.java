package io.parley.journey;

import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Repository;

/// What became of carts that were left: runs of journeys that begin with one, held against what was sent to them and
/// what they ordered.
@Repository
class RecoveryStore {
  private static final String LEFT = """
      with way as (
        select distinct v.journey_id from journey.version v
        where v.workspace_id = :workspace and v.number > 0 and v.definition -> 'trigger' ->> 'kind' = 'cart'),
      cart as (
        select r.id, r.journey_id, p.customer_id, r.held_out, r.outcome, r.ended_at, r.worth,
          (r.kept ->> 'since')::timestamptz as since
        from journey.run r join way using (journey_id)
        join customer.person p on p.workspace_id = r.workspace_id and p.identity_id = r.identity_id
        where r.workspace_id = :workspace and not r.trial and r.entered_at >= :since::timestamptz),
      send as (
        select cart.id, s.went_at, s.cost, s.reason, s.state, s.id as send_id
        from outreach.outcome s
        join cart on cart.journey_id = s.source_id and cart.id::text = split_part(s.key, ':', 1)
        where s.workspace_id = :workspace and s.source = 'journey' and s.planned_at >= :since::timestamptz)
      """;

  private final Database database;

  /// @param reachable whom at least one message could reach, and who had not said no
  /// @param recovered who bought after a message went to them
  record Sums(long left, long reachable, long reminded, long recovered, BigDecimal worth, BigDecimal cost,
      long sent) {}

  record NotSent(String reason, long n) {}

  RecoveryStore(Database database) {
    this.database = database;
  }

  Sums sums(WorkspaceId workspace, Instant since) {
    return database.sql().sql(LEFT + """
        , told as (
          select id, count(*) filter (where went_at is not null) as went, min(went_at) as first_at,
            sum(cost) filter (where went_at is not null) as cost,
            bool_or(reason is null or reason not in ('unreachable', 'no_consent', 'blocked', 'blocked_by_merchant'))
              as reached
          from send group by 1)
        select count(*), count(*) filter (where told.reached), count(*) filter (where told.went > 0),
          count(*) filter (where told.went > 0 and outcome = 'goal' and ended_at > told.first_at),
          coalesce(sum(worth) filter (where told.went > 0 and outcome = 'goal' and ended_at > told.first_at), 0),
          coalesce(sum(told.cost), 0), coalesce(sum(told.went), 0)
        from cart left join told using (id)
        """)
        .param("workspace", workspace.value()).param("since", since.toString())
        .query((row, n) -> new Sums(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4),
            row.getBigDecimal(5), row.getBigDecimal(6), row.getLong(7))).single();
  }

  /// Messages that went although an order had been placed since the cart was left, whenever we heard of it.
  long breaches(WorkspaceId workspace, Instant since) {
    return database.sql().sql(LEFT + """
        select count(distinct send.send_id) from send join cart using (id)
        join customer.person p on p.workspace_id = :workspace and p.customer_id = cart.customer_id
        join lateral (
          select o.placed_at as at from commerce.ordered o
          where o.workspace_id = p.workspace_id and o.identity_id = p.identity_id
          union all
          select l.bought_at from commerce.checkout_link l
          where l.workspace_id = p.workspace_id and l.identity_id = p.identity_id and l.bought_at is not null) paid
          on paid.at > cart.since and paid.at < send.went_at
        where send.went_at is not null
        """)
        .param("workspace", workspace.value()).param("since", since.toString()).query(Long.class).single();
  }

  /// Why messages did not go, the most frequent first.
  List<NotSent> notSent(WorkspaceId workspace, Instant since) {
    return database.sql().sql(LEFT + """
        select reason, count(*) from send where state in ('skipped', 'held', 'failed') and reason is not null
        group by 1 order by 2 desc, 1
        """)
        .param("workspace", workspace.value()).param("since", since.toString())
        .query((row, n) -> new NotSent(row.getString(1), row.getLong(2))).list();
  }

  /// The journeys that begin with a cart that was left, the live ones first.
  List<JourneyId> journeys(WorkspaceId workspace) {
    return database.sql().sql("""
        select j.id from journey.journey j join journey.version v on v.journey_id = j.id and v.number = j.version
        where j.workspace_id = :workspace and v.workspace_id = :workspace and j.deleted_at is null
          and v.definition -> 'trigger' ->> 'kind' = 'cart'
        order by j.state <> 'live', j.created_at
        """).param("workspace", workspace.value())
        .query((row, n) -> new JourneyId(row.getObject(1, UUID.class))).list();
  }
}
