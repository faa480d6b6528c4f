package io.parley.commerce;

import static io.parley.commerce.CartStore.ITEMS;
import static io.parley.commerce.CartStore.JSON;
import static io.parley.commerce.CartStore.text;

import io.parley.customer.CustomerId;
import io.parley.customer.IdentityId;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

@Repository
class OrderStore {
  private static final int MOST_LOOKED = 20_000;

  private final Database database;

  record Sum(CustomerId customer, Orders.Sum sum) {}

  OrderStore(Database database) {
    this.database = database;
  }

  List<Order> byKeys(WorkspaceId workspace, Collection<Order.Key> keys) {
    return database.sql().sql("""
        select o.* from unnest(:channels::text[], :numbers::text[]) k (channel, number)
        join commerce.customer_order o using (channel, number)
        where o.workspace_id = :workspace
        """)
        .param("workspace", workspace.value())
        .param("channels", keys.stream().map(Order.Key::channel).toArray(String[]::new))
        .param("numbers", keys.stream().map(Order.Key::number).toArray(String[]::new))
        .query((row, n) -> order(row))
        .list();
  }

  void save(WorkspaceId workspace, List<Order> orders) {
    database.sql().sql("""
        insert into commerce.customer_order (workspace_id, id, channel, number, identity_id, placed_at, state, revenue,
          total, refunded, currency, lines, updated_at)
        select :workspace, t.*
        from unnest(:ids::uuid[], :channels::text[], :numbers::text[], :identities::uuid[], :placed::timestamptz[],
          :states::text[], :revenues::numeric[], :totals::numeric[], :refunded::numeric[], :currencies::text[],
          :lines::jsonb[], :updated::timestamptz[]) as t
        on conflict (workspace_id, channel, number) do update
          set identity_id = excluded.identity_id, placed_at = excluded.placed_at, state = excluded.state,
              revenue = excluded.revenue, total = excluded.total, refunded = excluded.refunded,
              currency = excluded.currency, lines = excluded.lines, updated_at = excluded.updated_at
        """)
        .param("workspace", workspace.value())
        .param("ids", texts(orders, order -> order.id().toString()))
        .param("channels", texts(orders, Order::channel))
        .param("numbers", texts(orders, Order::number))
        .param("identities", texts(orders, order -> order.identity().toString()))
        .param("placed", texts(orders, order -> text(order.placedAt())))
        .param("states", texts(orders, order -> order.state().name().toLowerCase(Locale.ROOT)))
        .param("revenues", texts(orders, order -> order.amounts().revenue().toPlainString()))
        .param("totals", texts(orders, order -> order.amounts().total().toPlainString()))
        .param("refunded", texts(orders, order -> order.amounts().refunded().toPlainString()))
        .param("currencies", texts(orders, order -> order.amounts().currency()))
        .param("lines", texts(orders, order -> JSON.writeValueAsString(order.lines())))
        .param("updated", texts(orders, order -> text(order.updatedAt())))
        .update();
  }

  List<Order> latest(WorkspaceId workspace, CustomerId customer, int limit) {
    return database.sql().sql("""
        select o.* from customer.person join commerce.customer_order o using (workspace_id, identity_id)
        where person.workspace_id = :workspace and person.customer_id = :customer and o.placed_at is not null
        order by o.placed_at desc, o.number
        limit :limit
        """)
        .param("workspace", workspace.value())
        .param("customer", customer.value())
        .param("limit", limit)
        .query((row, n) -> order(row))
        .list();
  }

  List<Sum> sums(WorkspaceId workspace, Collection<CustomerId> customers, String currency) {
    return database.sql().sql("""
        select person.customer_id, count(o.placed_at) as count, max(o.placed_at) as last_at,
               coalesce(sum(o.total - o.refunded) filter (where o.currency = :currency), 0) as total
        from customer.person join commerce.customer_order o using (workspace_id, identity_id)
        where person.workspace_id = :workspace and person.customer_id = any(:customers::uuid[])
          and o.state <> 'cancelled' and (o.placed_at is not null or o.refunded > 0)
        group by person.customer_id
        """)
        .param("workspace", workspace.value())
        .param("customers", customers.stream().map(CustomerId::toString).toArray(String[]::new))
        .param("currency", currency)
        .query((row, n) -> new Sum(new CustomerId(row.getObject("customer_id", UUID.class)),
            new Orders.Sum(row.getInt("count"), new Money(row.getBigDecimal("total"), currency),
                instant(row.getTimestamp("last_at")))))
        .list();
  }

  List<Orders.Placed> placed(WorkspaceId workspace, Collection<CustomerId> customers, String currency) {
    return database.sql().sql("""
        select person.customer_id, o.placed_at, case when o.currency = :currency then o.total - o.refunded end,
          o.channel
        from customer.person join commerce.customer_order o using (workspace_id, identity_id)
        where person.workspace_id = :workspace and person.customer_id = any(:customers::uuid[])
          and o.placed_at is not null and o.state <> 'cancelled'
        """)
        .param("workspace", workspace.value())
        .param("customers", customers.stream().map(CustomerId::toString).toArray(String[]::new))
        .param("currency", currency)
        .query((row, n) -> new Orders.Placed(new CustomerId(row.getObject(1, UUID.class)),
            row.getTimestamp(2).toInstant(), row.getBigDecimal(3), row.getString(4)))
        .list();
  }

  /// The newest orders tell: who asks for a choice of channels does not wait for all there ever were.
  Map<String, Integer> channels(WorkspaceId workspace) {
    var channels = new HashMap<String, Integer>();
    database.sql().sql("""
        select channel, count(*) from (select channel from commerce.customer_order
          where workspace_id = :workspace and placed_at is not null order by placed_at desc limit :most) o group by 1
        """)
        .param("workspace", workspace.value())
        .param("most", MOST_LOOKED)
        .query(row -> {
          channels.put(row.getString(1), row.getInt(2));
        });
    return channels;
  }

  /// One row a day that had orders, by the calendar of `zone`.
  List<Orders.Day> days(WorkspaceId workspace, Instant from, ZoneId zone, String currency) {
    return database.sql().sql("""
        select (placed_at at time zone :zone)::date as day, count(*) as count,
               coalesce(sum(greatest(revenue - refunded, 0)) filter (where currency = :currency), 0) as revenue
        from commerce.customer_order
        where workspace_id = :workspace and placed_at >= :from::timestamptz and state <> 'cancelled'
        group by 1
        """)
        .param("workspace", workspace.value())
        .param("zone", zone.getId())
        .param("from", from.toString())
        .param("currency", currency)
        .query((row, n) -> new Orders.Day(row.getObject("day", LocalDate.class), row.getInt("count"),
            new Money(row.getBigDecimal("revenue"), currency)))
        .list();
  }

  private static @Nullable Instant instant(@Nullable Timestamp time) {
    return time == null ? null : time.toInstant();
  }

  private static Order order(ResultSet row) throws SQLException {
    return new Order(
        row.getObject("id", UUID.class),
        new Order.Key(row.getString("channel"), row.getString("number")),
        new IdentityId(row.getObject("identity_id", UUID.class)),
        instant(row.getTimestamp("placed_at")),
        Order.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        new Order.Amounts(row.getBigDecimal("revenue"), row.getBigDecimal("total"), row.getBigDecimal("refunded"),
            row.getString("currency")),
        JSON.readValue(row.getString("lines"), ITEMS),
        row.getTimestamp("updated_at").toInstant());
  }

  private static String[] texts(List<Order> orders, Function<Order, @Nullable String> field) {
    return orders.stream().map(field).toArray(String[]::new);
  }
}
