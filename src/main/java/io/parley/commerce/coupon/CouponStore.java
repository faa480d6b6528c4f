package io.parley.commerce.coupon;

import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

@Repository
class CouponStore {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Database database;

  /// How many codes there are, how many were given to somebody, and what the orders with it came to.
  record Figures(int codes, int issued, BigDecimal revenue) {}

  record Line(Coupon coupon, Figures figures) {}

  CouponStore(Database database) {
    this.database = database;
  }

  void save(WorkspaceId workspace, Coupon coupon, Instant at) {
    database.sql().sql("""
        insert into commerce.coupon (workspace_id, id, name, benefit, minimum, shared_code, per_person, total, budget,
          starts_at, ends_at, days, remind_days, paused, made_at)
        values (:workspace, :id, :name, :benefit::jsonb, :minimum, :shared, :person, :total, :budget,
          :starts::timestamptz, :ends::timestamptz, :days, :remind, :paused, :at::timestamptz)
        on conflict (workspace_id, id) do update
          set name = excluded.name, benefit = excluded.benefit, minimum = excluded.minimum,
              per_person = excluded.per_person, total = excluded.total, budget = excluded.budget,
              starts_at = excluded.starts_at, ends_at = excluded.ends_at, days = excluded.days,
              remind_days = excluded.remind_days, paused = excluded.paused
        """)
        .param("workspace", workspace.value())
        .param("id", coupon.id().value())
        .param("name", coupon.name())
        .param("benefit", JSON.writerFor(Benefit.class).writeValueAsString(coupon.benefit()))
        .param("minimum", coupon.minimum())
        .param("shared", coupon.sharedCode())
        .param("person", coupon.limits().perPerson())
        .param("total", coupon.limits().total())
        .param("budget", coupon.limits().budget())
        .param("starts", coupon.validity().startsAt().toString())
        .param("ends", text(coupon.validity().endsAt()))
        .param("days", coupon.validity().days())
        .param("remind", coupon.validity().remindDays())
        .param("paused", coupon.paused())
        .param("at", at.toString())
        .update();
  }

  Optional<Coupon> byId(WorkspaceId workspace, CouponId id) {
    return one(workspace, id, "");
  }

  /// Keeps others from redeeming it until the running transaction ends.
  Optional<Coupon> locked(WorkspaceId workspace, CouponId id) {
    return one(workspace, id, "for update");
  }

  private Optional<Coupon> one(WorkspaceId workspace, CouponId id, String lock) {
    return database.sql().sql("""
        select * from commerce.coupon c where workspace_id = :workspace and id = :id
        """ + lock)
        .param("workspace", workspace.value())
        .param("id", id.value())
        .query((row, n) -> coupon(row))
        .optional();
  }

  /// All, or one of them; the latest first.
  List<Line> lines(WorkspaceId workspace, @Nullable CouponId only, int limit) {
    return database.sql().sql("""
        select c.*,
          (select count(*) from commerce.coupon_code k where k.workspace_id = c.workspace_id and k.coupon_id = c.id)
            as codes,
          (select count(*) from commerce.coupon_issue i where i.workspace_id = c.workspace_id and i.coupon_id = c.id)
            as issued,
          (select coalesce(sum(o.revenue - o.refunded), 0) from commerce.redemption r
             join commerce.customer_order o on o.workspace_id = r.workspace_id and o.channel = r.channel
               and o.number = r.order_number
             where r.workspace_id = c.workspace_id and r.coupon_id = c.id and r.returned_at is null
               and o.state <> 'cancelled') as revenue
        from commerce.coupon c
        where c.workspace_id = :workspace and (:only::uuid is null or c.id = :only::uuid)
        order by c.made_at desc, c.id desc limit :limit
        """)
        .param("workspace", workspace.value())
        .param("only", only == null ? null : only.toString())
        .param("limit", limit)
        .query((row, n) -> new Line(coupon(row),
            new Figures(row.getInt("codes"), row.getInt("issued"), row.getBigDecimal("revenue"))))
        .list();
  }

  /// Counts a redemption, or takes one back.
  void spend(WorkspaceId workspace, CouponId id, int times, BigDecimal discount) {
    database.sql().sql("""
        update commerce.coupon set redeemed = redeemed + :times, discounted = discounted + :discount
        where workspace_id = :workspace and id = :id
        """)
        .param("workspace", workspace.value())
        .param("id", id.value())
        .param("times", times)
        .param("discount", discount)
        .update();
  }

  private static Coupon coupon(ResultSet row) throws SQLException {
    return new Coupon(
        new CouponId(row.getObject("id", UUID.class)),
        row.getString("name"),
        JSON.readValue(row.getString("benefit"), Benefit.class),
        row.getBigDecimal("minimum"),
        row.getString("shared_code"),
        new Coupon.Limits(row.getObject("per_person", Integer.class), row.getObject("total", Integer.class),
            row.getBigDecimal("budget")),
        new Coupon.Validity(row.getTimestamp("starts_at").toInstant(), instant(row.getTimestamp("ends_at")),
            row.getObject("days", Integer.class), row.getObject("remind_days", Integer.class)),
        row.getBoolean("paused"),
        new Coupon.Spent(row.getInt("redeemed"), row.getBigDecimal("discounted")));
  }

  static @Nullable Instant instant(@Nullable Timestamp time) {
    return time == null ? null : time.toInstant();
  }

  static @Nullable String text(@Nullable Instant at) {
    return at == null ? null : at.toString();
  }
}
