package io.parley.campaign;

import io.parley.customer.CustomerId;
import io.parley.platform.Database;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What became of a broadcast, read from what others keep.
@Component
class ReportStore {
  /// Within how many days after it reached her what somebody writes counts as an answer to it.
  private static final int REPLY_DAYS = 3;

  private final Database database;

  /// What people did with a variant (`step`).
  record Deeds(long clicked, long replied, long buyers, long orders, BigDecimal revenue) {
    static final Deeds NONE = new Deeds(0, 0, 0, 0, BigDecimal.ZERO);
  }

  record FollowedLink(String step, String url, long people, long clicks, long machines) {}

  /// One recipient. `orders` and `revenue` are what she bought within the days that count.
  record BroadcastPerson(
      CustomerId customerId, @Nullable String name, String variant, String state, @Nullable String reason,
      @Nullable String detail, @Nullable String channel, @Nullable Instant at, boolean clicked, boolean replied,
      int orders, BigDecimal revenue) {}

  /// Whose lines are wanted: everybody's, or of those to whom this applies.
  enum Show { ALL, SENT, SKIPPED, FAILED, WAITING, HELD_OUT, CLICKED, REPLIED, BOUGHT }

  ReportStore(Database database) {
    this.database = database;
  }

  /// By step. Orders are those of who clicked, within so many days of her first click.
  Map<String, Deeds> deeds(Broadcast broadcast, String currency) {
    var deeds = new HashMap<String, Deeds>();
    bound(broadcast, """
        with clicked as materialized (
          select f.step, p.customer_id, min(f.at) as at from outreach.followed f
          join customer.person p on p.workspace_id = :workspace and p.identity_id = f.identity_id
          where f.workspace_id = :workspace and f.source = 'broadcast' and f.source_id = :id and f.machine is null
          group by 1, 2),
        bought as (
          select c.step, c.customer_id, count(*) as orders, sum(greatest(o.revenue - o.refunded, 0)) as revenue
          from clicked c
          join customer.person p on p.workspace_id = :workspace and p.customer_id = c.customer_id
          join commerce.ordered o on o.workspace_id = :workspace and o.identity_id = p.identity_id
            and o.placed_at >= c.at and o.placed_at < c.at + make_interval(days => :days)
            and o.state <> 'cancelled' and o.currency = :currency
          group by 1, 2),
        replied as (
          select s.step, count(distinct s.identity_id) as people from outreach.outcome s
          join timeline.happened h on h.workspace_id = :workspace and h.identity_id = s.reached_id
            and h.at >= s.settled_at and h.at < s.settled_at + make_interval(days => :replyDays)
            and h.kind = 'message' and h.properties ->> 'direction' = 'in'
          where s.workspace_id = :workspace and s.source = 'broadcast' and s.source_id = :id
            and s.state in ('sent', 'delivered', 'read')
          group by 1)
        select step, (select count(*) from clicked c where c.step = t.step),
          coalesce((select people from replied r where r.step = t.step), 0),
          (select count(*) from bought b where b.step = t.step),
          coalesce((select sum(orders) from bought b where b.step = t.step), 0),
          coalesce((select sum(revenue) from bought b where b.step = t.step), 0)
        from (select step from clicked union select step from replied) t
        """, currency)
        .param("replyDays", REPLY_DAYS)
        .query(row -> {
          deeds.put(row.getString(1), new Deeds(row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5),
              row.getBigDecimal(6)));
        });
    return deeds;
  }

  List<FollowedLink> links(Broadcast broadcast) {
    return bound(broadcast, """
        select step, url, count(distinct identity_id) filter (where machine is null),
          count(*) filter (where machine is null), count(*) filter (where machine is not null)
        from outreach.followed
        where workspace_id = :workspace and source = 'broadcast' and source_id = :id
        group by 1, 2 order by 4 desc, 1, 2 limit 100
        """, "")
        .query((row, n) -> new FollowedLink(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4),
            row.getLong(5)))
        .list();
  }

  /// In the order of the customers' ids, behind `after`.
  List<BroadcastPerson> people(Broadcast broadcast, String currency, Show show, @Nullable UUID after, int limit) {
    return bound(broadcast, """
        select * from (
          select r.customer_id, h.name, s.step, s.state, s.reason, s.detail, s.channel,
            coalesce(s.settled_at, s.due_at) as at,
            exists (select from outreach.followed f where f.workspace_id = :workspace and f.source = 'broadcast'
              and f.source_id = :id and f.identity_id = r.identity_id and f.machine is null) as clicked,
            exists (select from timeline.happened e where e.workspace_id = :workspace and e.identity_id = s.reached_id
              and e.at >= s.settled_at and e.at < s.settled_at + make_interval(days => :replyDays)
              and e.kind = 'message' and e.properties ->> 'direction' = 'in') as replied,
            b.orders, b.revenue
          from campaign.recipient r
          join outreach.outcome s on s.workspace_id = :workspace and s.source = 'broadcast' and s.source_id = :id
            and s.key = r.identity_id::text
          left join customer.person p on p.workspace_id = :workspace and p.identity_id = r.identity_id
          left join customer.at_home h on h.workspace_id = :workspace and h.customer_id = p.customer_id
          cross join lateral (
            select count(*)::int as orders, coalesce(sum(greatest(o.revenue - o.refunded, 0)), 0) as revenue
            from customer.person q join commerce.ordered o on o.workspace_id = :workspace
              and o.identity_id = q.identity_id
            where q.workspace_id = :workspace and q.customer_id = p.customer_id and o.placed_at >= s.settled_at
              and o.placed_at < s.settled_at + make_interval(days => :days) and o.state <> 'cancelled'
              and o.currency = :currency) b
          where r.workspace_id = :workspace and r.broadcast_id = :id
            and (:after::uuid is null or r.customer_id > :after::uuid)
        ) line where %s order by customer_id limit :limit
        """.formatted(where(show)), currency)
        .param("replyDays", REPLY_DAYS)
        .param("after", after == null ? null : after.toString())
        .param("limit", limit)
        .query((row, n) -> person(row))
        .list();
  }

  private static String where(Show show) {
    return switch (show) {
      case ALL -> "true";
      case SENT -> "state in ('sent', 'delivered', 'read')";
      case SKIPPED -> "state = 'skipped' and reason is distinct from 'holdout'";
      case FAILED -> "state in ('failed', 'unknown')";
      case WAITING -> "state in ('planned', 'held', 'sending')";
      case HELD_OUT -> "state = 'skipped' and reason = 'holdout'";
      case CLICKED -> "clicked";
      case REPLIED -> "replied";
      case BOUGHT -> "orders > 0";
    };
  }

  private org.springframework.jdbc.core.simple.JdbcClient.StatementSpec bound(Broadcast broadcast, String sql,
      String currency) {
    return database.sql().sql(sql)
        .param("workspace", broadcast.workspace().value())
        .param("id", broadcast.id().value())
        .param("days", broadcast.plan().days())
        .param("currency", currency);
  }

  private static BroadcastPerson person(ResultSet row) throws SQLException {
    var at = row.getObject("at", OffsetDateTime.class);
    return new BroadcastPerson(new CustomerId(row.getObject("customer_id", UUID.class)), row.getString("name"),
        row.getString("step"), row.getString("state"), row.getString("reason"), row.getString("detail"),
        row.getString("channel"), at == null ? null : at.toInstant(), row.getBoolean("clicked"),
        row.getBoolean("replied"), row.getInt("orders"), row.getBigDecimal("revenue"));
  }
}
