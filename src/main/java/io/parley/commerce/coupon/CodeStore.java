package io.parley.commerce.coupon;

import static io.parley.commerce.coupon.CouponStore.instant;
import static io.parley.commerce.coupon.CouponStore.text;

import io.parley.customer.CustomerId;
import io.parley.customer.IdentityId;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.WorkspaceId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/// Codes, and who holds them.
@Repository
class CodeStore {
  private final Database database;

  record Known(UUID id, CouponId coupon, String text, boolean shared) {}

  record Issue(UUID codeId, String text, @Nullable Instant expiresAt) {}

  /// A code as its coupon's page lists it.
  record Row(UUID id, String code, @Nullable UUID customer, @Nullable String name, @Nullable Instant issuedAt,
      @Nullable Instant expiresAt, @Nullable Instant redeemedAt, @Nullable String order) {}

  /// What one customer holds.
  record Held(CouponId coupon, String code, Instant issuedAt, @Nullable Instant expiresAt,
      @Nullable Instant redeemedAt, @Nullable String order) {}

  record Due(CouponId coupon, String key, IdentityId identity, String code, @Nullable Instant expiresAt, Instant at) {}

  CodeStore(Database database) {
    this.database = database;
  }

  /// Those that are not there yet are made. Returns how many were.
  int add(WorkspaceId workspace, CouponId coupon, Collection<String> codes, boolean shared, Instant at) {
    return database.sql().sql("""
        insert into commerce.coupon_code (workspace_id, id, coupon_id, code, shared, taken, made_at)
        select :workspace, id, :coupon, code, :shared, :shared, :at::timestamptz
        from unnest(:ids::uuid[], :codes::text[]) as t (id, code)
        on conflict (workspace_id, code) do nothing
        """)
        .param("workspace", workspace.value())
        .param("coupon", coupon.value())
        .param("shared", shared)
        .param("at", at.toString())
        .param("ids", Stream.generate(Ids::next).limit(codes.size()).map(UUID::toString).toArray(String[]::new))
        .param("codes", codes.toArray(String[]::new))
        .update();
  }

  int count(WorkspaceId workspace, CouponId coupon) {
    return database.sql().sql("""
        select count(*) from commerce.coupon_code where workspace_id = :workspace and coupon_id = :coupon
        """)
        .param("workspace", workspace.value())
        .param("coupon", coupon.value())
        .query(Integer.class)
        .single();
  }

  Optional<Known> byText(WorkspaceId workspace, String plain) {
    return database.sql().sql("""
        select id, coupon_id, code, shared from commerce.coupon_code where workspace_id = :workspace and code = :code
        """)
        .param("workspace", workspace.value())
        .param("code", plain)
        .query((row, n) -> new Known(row.getObject("id", UUID.class), new CouponId(row.getObject("coupon_id",
            UUID.class)), row.getString("code"), row.getBoolean("shared")))
        .optional();
  }

  /// True if nobody issued under this key before. Who asks at the same time waits for whoever was first.
  boolean claim(WorkspaceId workspace, Coupon coupon, IdentityId identity, String key, Instant at) {
    return database.sql().sql("""
        insert into commerce.coupon_issue
          (workspace_id, coupon_id, key, identity_id, issued_at, expires_at, remind_at)
        values (:workspace, :coupon, :key, :identity, :at::timestamptz, :expires::timestamptz, :remind::timestamptz)
        on conflict (workspace_id, coupon_id, key) do nothing
        """)
        .param("workspace", workspace.value())
        .param("coupon", coupon.id().value())
        .param("key", key)
        .param("identity", identity.value())
        .param("at", at.toString())
        .param("expires", text(coupon.validity().expires(at)))
        .param("remind", text(coupon.validity().remind(at)))
        .update() == 1;
  }

  /// A code that nobody holds yet, now taken.
  Optional<UUID> take(WorkspaceId workspace, CouponId coupon) {
    return database.sql().sql("""
        update commerce.coupon_code set taken = true
        where workspace_id = :workspace and id = (select id from commerce.coupon_code
          where workspace_id = :workspace and coupon_id = :coupon and not taken
          order by id limit 1 for update skip locked)
        returning id
        """)
        .param("workspace", workspace.value())
        .param("coupon", coupon.value())
        .query(UUID.class)
        .optional();
  }

  void give(WorkspaceId workspace, CouponId coupon, String key, UUID code) {
    database.sql().sql("""
        update commerce.coupon_issue set code_id = :code
        where workspace_id = :workspace and coupon_id = :coupon and key = :key
        """)
        .param("workspace", workspace.value())
        .param("coupon", coupon.value())
        .param("key", key)
        .param("code", code)
        .update();
  }

  Optional<Issue> issued(WorkspaceId workspace, CouponId coupon, String key) {
    return database.sql().sql("""
        select k.id, k.code, i.expires_at from commerce.coupon_issue i
        join commerce.coupon_code k on k.workspace_id = i.workspace_id and k.id = i.code_id
        where i.workspace_id = :workspace and i.coupon_id = :coupon and i.key = :key
        """)
        .param("workspace", workspace.value())
        .param("coupon", coupon.value())
        .param("key", key)
        .query((row, n) -> new Issue(row.getObject("id", UUID.class), row.getString("code"),
            instant(row.getTimestamp("expires_at"))))
        .optional();
  }

  /// Until when a code is good for whoever holds it: of one person, as it was issued; shared, by the latest issue of
  /// this customer. Empty if it was issued to nobody, or to nobody known.
  Optional<Instant> ends(WorkspaceId workspace, UUID code, boolean shared, @Nullable CustomerId customer) {
    return database.sql().sql("""
        select max(i.expires_at) from commerce.coupon_issue i
        left join customer.person p on p.workspace_id = i.workspace_id and p.identity_id = i.identity_id
        where i.workspace_id = :workspace and i.code_id = :code
          and (not :shared or p.customer_id = :customer::uuid)
        """)
        .param("workspace", workspace.value())
        .param("code", code)
        .param("shared", shared)
        .param("customer", customer == null ? null : customer.toString())
        .query((row, n) -> Optional.ofNullable(instant(row.getTimestamp(1))))
        .single();
  }

  /// A coupon's codes behind `after`, in the order they were made, with those that hold or used them.
  List<Row> page(WorkspaceId workspace, CouponId coupon, String query, @Nullable UUID after, int limit) {
    return database.sql().sql("""
        select k.id, k.code, i.issued_at, i.expires_at, p.customer_id, n.name, r.redeemed_at, r.order_number
        from commerce.coupon_code k
        left join lateral (select * from commerce.coupon_issue i where i.workspace_id = k.workspace_id
          and i.code_id = k.id and not k.shared limit 1) i on true
        left join lateral (select * from commerce.redemption r where r.workspace_id = k.workspace_id
          and r.code_id = k.id and r.returned_at is null and not k.shared limit 1) r on true
        left join customer.person p on p.workspace_id = k.workspace_id
          and p.identity_id = coalesce(i.identity_id, r.identity_id)
        left join customer.customer n on n.workspace_id = k.workspace_id and n.id = p.customer_id
        where k.workspace_id = :workspace and k.coupon_id = :coupon and (:after::uuid is null or k.id > :after::uuid)
          and (:query = '' or strpos(k.code, upper(:query)) > 0 or strpos(coalesce(n.name, ''), :query) > 0)
        order by k.id limit :limit
        """)
        .param("workspace", workspace.value())
        .param("coupon", coupon.value())
        .param("query", query)
        .param("after", after == null ? null : after.toString())
        .param("limit", limit)
        .query((row, n) -> new Row(row.getObject("id", UUID.class), row.getString("code"),
            row.getObject("customer_id", UUID.class), row.getString("name"), instant(row.getTimestamp("issued_at")),
            instant(row.getTimestamp("expires_at")), instant(row.getTimestamp("redeemed_at")),
            row.getString("order_number")))
        .list();
  }

  List<Held> of(WorkspaceId workspace, CustomerId customer, int limit) {
    return database.sql().sql("""
        select i.coupon_id, k.code, i.issued_at, i.expires_at, r.redeemed_at, r.order_number
        from customer.person p join commerce.coupon_issue i using (workspace_id, identity_id)
        join commerce.coupon_code k on k.workspace_id = i.workspace_id and k.id = i.code_id
        left join lateral (select * from commerce.redemption r where r.workspace_id = i.workspace_id
          and r.code_id = k.id and r.returned_at is null
          and (r.single or exists (select from customer.person q where q.workspace_id = r.workspace_id
            and q.identity_id = r.identity_id and q.customer_id = p.customer_id)) limit 1) r on true
        where p.workspace_id = :workspace and p.customer_id = :customer
        order by i.issued_at desc limit :limit
        """)
        .param("workspace", workspace.value())
        .param("customer", customer.value())
        .param("limit", limit)
        .query((row, n) -> new Held(new CouponId(row.getObject("coupon_id", UUID.class)), row.getString("code"),
            row.getTimestamp("issued_at").toInstant(), instant(row.getTimestamp("expires_at")),
            instant(row.getTimestamp("redeemed_at")), row.getString("order_number")))
        .list();
  }

  /// What was used needs no reminder any more. A shared code stays another's.
  void settle(WorkspaceId workspace, UUID code, boolean shared, @Nullable CustomerId customer) {
    database.sql().sql("""
        update commerce.coupon_issue i set remind_at = null
        where i.workspace_id = :workspace and i.code_id = :code and i.remind_at is not null
          and (not :shared or exists (select from customer.person p where p.workspace_id = i.workspace_id
            and p.identity_id = i.identity_id and p.customer_id = :customer::uuid))
        """)
        .param("workspace", workspace.value())
        .param("code", code)
        .param("shared", shared)
        .param("customer", customer == null ? null : customer.toString())
        .update();
  }

  Optional<Instant> nextReminder(WorkspaceId workspace) {
    return database.sql().sql("""
        select min(remind_at) from commerce.coupon_issue where workspace_id = :workspace and remind_at is not null
        """)
        .param("workspace", workspace.value())
        .query((row, n) -> Optional.ofNullable(instant(row.getTimestamp(1))))
        .single();
  }

  /// The reminders that are due, the earliest first; from now on they are not.
  List<Due> remind(WorkspaceId workspace, Instant now, int limit) {
    return database.sql().sql("""
        with due as (select coupon_id, key, remind_at from commerce.coupon_issue
            where workspace_id = :workspace and remind_at <= :now::timestamptz
            order by remind_at, coupon_id, key limit :limit for update skip locked),
          told as (update commerce.coupon_issue i set remind_at = null from due
            where i.workspace_id = :workspace and i.coupon_id = due.coupon_id and i.key = due.key
            returning i.coupon_id, i.key, i.identity_id, i.code_id, i.expires_at, due.remind_at)
        select told.*, k.code from told join commerce.coupon_code k on k.workspace_id = :workspace
          and k.id = told.code_id
        join commerce.coupon c on c.workspace_id = :workspace and c.id = told.coupon_id and not c.paused
        order by told.remind_at
        """)
        .param("workspace", workspace.value())
        .param("now", now.toString())
        .param("limit", limit)
        .query((row, n) -> new Due(new CouponId(row.getObject("coupon_id", UUID.class)), row.getString("key"),
            new IdentityId(row.getObject("identity_id", UUID.class)), row.getString("code"),
            instant(row.getTimestamp("expires_at")), row.getTimestamp("remind_at").toInstant()))
        .list();
  }

  List<WorkspaceId> waiting() {
    return database.sql().sql("""
        select distinct workspace_id from commerce.coupon_issue where remind_at is not null
        """)
        .query((row, n) -> new WorkspaceId(row.getInt(1)))
        .list();
  }
}
