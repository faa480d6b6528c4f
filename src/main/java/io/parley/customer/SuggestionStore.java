package io.parley.customer;

import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.Page;
import io.parley.platform.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Weak matches, found set-wise in the fold.
@Component
class SuggestionStore {
  private static final int MOST_A_PAGE = 100;
  private static final int MOST_SHARING = 5;
  private static final int MOST_OPEN_EACH = 20;

  private final Database database;
  private final Clocks clocks;

  SuggestionStore(Database database, Clocks clocks) {
    this.database = database;
    this.clocks = clocks;
  }

  /// What a limit kept from being joined.
  void refused(WorkspaceId workspace, List<IdentityGraph.Refused> refused) {
    if (refused.isEmpty()) {
      return;
    }
    database.sql().sql("""
        insert into customer.suggestion (id, workspace_id, one, other, why, at)
        select r.id, :workspace, least(r.one, r.other), greatest(r.one, r.other), r.why, :now
        from unnest(:ids::uuid[], :ones::uuid[], :others::uuid[], :whys) r (id, one, other, why)
        where (select count(*) from customer.suggestion s
          where s.workspace_id = :workspace and s.state = 'open' and (s.one = r.one or s.other = r.one)) < :most
        on conflict (workspace_id, one, other) do nothing
        """)
        .param("workspace", workspace.value())
        .param("now", Columns.time(clocks.now(workspace)))
        .param("ids", Columns.texts(refused, r -> Ids.next().toString()))
        .param("ones", Columns.texts(refused, r -> r.one().id.toString()))
        .param("others", Columns.texts(refused, r -> r.other().id.toString()))
        .param("whys", Columns.texts(refused, IdentityGraph.Refused::why))
        .param("most", MOST_OPEN_EACH)
        .update();
  }

  /// Customers whose e-mail or phone is also another's.
  void composed(WorkspaceId workspace, Collection<CustomerId> customers) {
    if (!customers.isEmpty()) {
      match(workspace, """
          select (select i.id from customer.identity i where i.workspace_id = :workspace and i.customer_id = c.id
              order by i.id limit 1) as identity_id,
            c.id as customer_id, lower(c.email) as email, customer.phone_key(c.phone) as phone
          from customer.customer c where c.workspace_id = :workspace and c.id = any (:ids::uuid[])
            and c.merged_into is null and (c.email is not null or c.phone is not null)
          """, Columns.texts(customers, CustomerId::toString), List.of(), typed -> null);
    }
  }

  void typed(WorkspaceId workspace, List<Suggestions.Typed> typed) {
    if (!typed.isEmpty()) {
      match(workspace, """
          select i.id as identity_id, i.customer_id, lower(t.email) as email, customer.phone_key(t.phone) as phone
          from unnest(:ids::uuid[], :emails, :phones) t (id, email, phone)
          join customer.identity i on i.workspace_id = :workspace and i.id = t.id
          """, Columns.texts(typed, one -> one.identity().toString()), typed, Suggestions.Typed::email);
    }
  }

  /// A contact that more than a handful share is a shop's own, or a made-up one.
  private void match(WorkspaceId workspace, String wanted, @Nullable String[] ids, List<Suggestions.Typed> typed,
      Function<Suggestions.Typed, @Nullable String> email) {
    database.sql().sql("with wanted as (" + wanted + """
        ), found as (
          select w.identity_id, w.customer_id, o.id as other_id, 'email' as why, w.email as detail
          from wanted w cross join lateral (select id from customer.customer c
            where c.workspace_id = :workspace and lower(c.email) = w.email and c.id <> w.customer_id
              and c.merged_into is null limit :most) o
          union all
          select w.identity_id, w.customer_id, o.id, 'phone', w.phone
          from wanted w cross join lateral (select id from customer.customer c
            where c.workspace_id = :workspace and customer.phone_key(c.phone) = w.phone and c.id <> w.customer_id
              and c.merged_into is null limit :most) o),
        few as (select *, count(*) over (partition by customer_id, why, detail) as sharing from found),
        pair as (
          select distinct on (least(f.identity_id, i.id), greatest(f.identity_id, i.id))
            least(f.identity_id, i.id) as one, greatest(f.identity_id, i.id) as other, f.why, f.detail,
            f.customer_id, f.other_id
          from few f cross join lateral (select i.id from customer.identity i
            where i.workspace_id = :workspace and i.customer_id = f.other_id order by i.id limit 1) i
          where f.sharing < :most)
        insert into customer.suggestion (id, workspace_id, one, other, why, detail, at)
        select gen_random_uuid(), :workspace, p.one, p.other, p.why, p.detail, :now from pair p
        where not exists (select from customer.suggestion s join customer.identity a on a.id = s.one
          join customer.identity b on b.id = s.other
          where s.workspace_id = :workspace and ((a.customer_id = p.customer_id and b.customer_id = p.other_id)
            or (b.customer_id = p.customer_id and a.customer_id = p.other_id)))
        on conflict (workspace_id, one, other) do nothing
        """)
        .param("workspace", workspace.value())
        .param("now", Columns.time(clocks.now(workspace)))
        .param("ids", ids)
        .param("emails", Columns.texts(typed, email))
        .param("phones", Columns.texts(typed, Suggestions.Typed::phone))
        .param("most", MOST_SHARING)
        .update();
  }

  private static final String OPEN = """
      select s.id, a.customer_id, ca.name, b.customer_id, cb.name, s.one, s.other, s.why, s.detail, s.at
      from customer.suggestion s
      join customer.identity a on a.id = s.one join customer.customer ca on ca.id = a.customer_id
      join customer.identity b on b.id = s.other join customer.customer cb on cb.id = b.customer_id
      where s.workspace_id = :workspace and s.state = 'open' and a.customer_id <> b.customer_id
      """;

  Page<Suggestion> open(WorkspaceId workspace, @Nullable CustomerId about, @Nullable UUID cursor, int limit) {
    var size = Math.clamp(limit, 1, MOST_A_PAGE);
    var rows = database.tenant(workspace, () -> database.sql().sql(OPEN
        + (about == null ? "" : " and :about in (a.customer_id, b.customer_id)")
        + (cursor == null ? "" : """
             and (s.at, s.id) < (select at, id from customer.suggestion where workspace_id = :workspace
               and id = :cursor)
            """)
        + " order by s.at desc, s.id desc limit :rows")
        .param("workspace", workspace.value())
        .param("about", about == null ? null : about.value())
        .param("cursor", cursor)
        .param("rows", size + 1)
        .query((row, n) -> suggestion(row))
        .list());
    return Page.cut(rows, size, suggestion -> suggestion.id().toString());
  }

  Optional<Suggestion> get(WorkspaceId workspace, UUID id) {
    return database.tenant(workspace, () -> database.sql().sql(OPEN + " and s.id = :id")
        .param("workspace", workspace.value())
        .param("id", id)
        .query((row, n) -> suggestion(row))
        .optional());
  }

  private static Suggestion suggestion(ResultSet row) throws SQLException {
    return new Suggestion(row.getObject(1, UUID.class),
        new CustomerRef(new CustomerId(row.getObject(2, UUID.class)), row.getString(3)),
        new CustomerRef(new CustomerId(row.getObject(4, UUID.class)), row.getString(5)),
        new IdentityId(row.getObject(6, UUID.class)), new IdentityId(row.getObject(7, UUID.class)), row.getString(8),
        row.getString(9), row.getObject(10, OffsetDateTime.class).toInstant());
  }

  boolean settle(WorkspaceId workspace, UUID id, boolean confirmed, @Nullable UUID by) {
    return database.tenant(workspace, () -> database.sql().sql("""
        update customer.suggestion set state = :state, decided_at = :now, decided_by = :by::uuid
        where workspace_id = :workspace and id = :id and state = 'open'
        """)
        .param("state", confirmed ? "confirmed" : "dismissed")
        .param("now", Columns.time(clocks.now(workspace)))
        .param("by", by == null ? null : by.toString())
        .param("workspace", workspace.value())
        .param("id", id)
        .update() == 1);
  }
}
