package io.parley.customer;

import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.Problem;
import io.parley.platform.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Tags, and the identities they stand on.
@Component
class TagStore {
  private static final int LONGEST_NAME = 60;
  private static final int MOST_SPANS = 200;

  private final Database database;
  private final Clocks clocks;
  private final JsonMapper json;

  TagStore(Database database, Clocks clocks, JsonMapper json) {
    this.database = database;
    this.clocks = clocks;
    this.json = json;
  }

  TagId ensure(WorkspaceId workspace, String name) {
    var clean = name.strip().replaceAll("\\s+", " ");
    if (clean.isEmpty() || clean.length() > LONGEST_NAME) {
      throw Problem.invalid("tag_name", "標籤要有 1 到 60 個字", "A tag has 1 to 60 characters");
    }
    return database.tenant(workspace, () -> {
      database.sql().sql("""
          insert into customer.tag (id, workspace_id, name, created_at) values (:id, :workspace, :name, :now)
          on conflict (workspace_id, lower(name)) do nothing
          """)
          .param("id", Ids.next())
          .param("workspace", workspace.value())
          .param("name", clean)
          .param("now", Columns.time(clocks.now(workspace)))
          .update();
      return database.sql().sql("""
          select id from customer.tag where workspace_id = :workspace and lower(name) = lower(:name)
          """)
          .param("workspace", workspace.value())
          .param("name", clean)
          .query((row, n) -> new TagId(row.getObject(1, UUID.class)))
          .single();
    });
  }

  Map<TagId, String> names(WorkspaceId workspace) {
    var names = new HashMap<TagId, String>();
    database.tenant(workspace, () -> database.sql().sql("select id, name from customer.tag where workspace_id = :w")
        .param("w", workspace.value())
        .query(row -> {
          names.put(new TagId(row.getObject(1, UUID.class)), row.getString(2));
        }));
    return names;
  }

  List<Tag> list(WorkspaceId workspace) {
    return database.tenant(workspace, () -> database.sql().sql("""
        select t.id, t.name, count(distinct i.customer_id)
        from customer.tag t
        left join customer.customer_tag c on c.tag_id = t.id and c.removed_at is null
        left join customer.identity i on i.id = c.identity_id
        where t.workspace_id = :workspace group by t.id order by lower(t.name)
        """)
        .param("workspace", workspace.value())
        .query((row, n) -> new Tag(new TagId(row.getObject(1, UUID.class)), row.getString(2), row.getInt(3)))
        .list());
  }

  /// A rule's tag stands on the customer's oldest identity, because a rule works it out anew after every unlink. What a
  /// person took off is not put back by a rule. One that was told of an identity stands on that, whatever its customer
  /// carries through others.
  List<Attachment> attach(WorkspaceId workspace, List<Attachment> attachments) {
    if (attachments.isEmpty()) {
      return List.of();
    }
    var numbers = new ArrayList<Integer>();
    for (var i = 0; i < attachments.size(); i++) {
      numbers.add(i);
    }
    return database.tenant(workspace, () -> database.sql().sql("""
        with wanted as (
          select distinct on (customer_id, told_of, tag_id) * from unnest(:numbers, :customers::uuid[], :tags::uuid[],
            :sinces, :rules::uuid[], :evidences, :bys::uuid[], :untils, :ons::uuid[])
            w (number, customer_id, tag_id, since, rule_id, evidence, put_by, until, told_of)
          order by customer_id, told_of, tag_id, number),
        put as (
          insert into customer.customer_tag
            (workspace_id, identity_id, tag_id, source, rule_id, since, evidence, put_by, expires_at)
          select :workspace, i.id, w.tag_id, case when w.rule_id is null then 'member' else 'rule' end, w.rule_id,
            timestamptz 'epoch' + w.since * interval '1 microsecond', w.evidence::jsonb, w.put_by,
            timestamptz 'epoch' + w.until * interval '1 microsecond'
          from wanted w
          cross join lateral (select id from customer.identity i where i.workspace_id = :workspace
            and i.customer_id = w.customer_id and i.id = coalesce(w.told_of, i.id) order by i.id limit 1) i
          where not exists (select from customer.customer_tag t join customer.identity o on o.id = t.identity_id
            where t.workspace_id = :workspace and o.customer_id = w.customer_id and o.id = coalesce(w.told_of, o.id)
              and t.tag_id = w.tag_id
              and (t.removed_at is null or w.rule_id is not null and t.removed_why = 'hand' and t.allowed_at is null))
          on conflict (identity_id, tag_id) where removed_at is null do nothing
          returning identity_id, tag_id)
        select w.number, p.identity_id
        from put p join customer.identity i on i.id = p.identity_id and i.workspace_id = :workspace
        join wanted w on w.customer_id = i.customer_id and w.tag_id = p.tag_id and i.id = coalesce(w.told_of, i.id)
        order by w.number
        """)
        .param("workspace", workspace.value())
        .param("numbers", numbers.toArray(Integer[]::new))
        .param("customers", Columns.texts(attachments, a -> a.customer().toString()))
        .param("tags", Columns.texts(attachments, a -> a.tag().toString()))
        .param("sinces", Columns.micros(attachments, Attachment::since))
        .param("rules", Columns.texts(attachments, a -> a.rule() == null ? null : a.rule().toString()))
        .param("evidences", Columns.texts(attachments, a -> json.writeValueAsString(a.evidence())))
        .param("bys", Columns.texts(attachments, a -> a.by() == null ? null : a.by().toString()))
        .param("untils", attachments.stream().map(a -> a.until() == null ? null : Columns.micros(a.until()))
            .toArray(Long[]::new))
        .param("ons", Columns.texts(attachments, a -> a.on() == null ? null : a.on().toString()))
        .query((row, n) -> attachments.get(row.getInt(1))
            .on(new IdentityId(row.getObject(2, UUID.class))))
        .list());
  }

  void detach(WorkspaceId workspace, UUID rule, Collection<CustomerId> customers) {
    database.tenant(workspace, () -> database.sql().sql("""
        update customer.customer_tag t set removed_at = :now, removed_why = 'rule' from customer.identity i
        where t.workspace_id = :workspace and i.workspace_id = :workspace and i.id = t.identity_id
          and i.customer_id = any (:customers::uuid[]) and t.removed_at is null and t.rule_id = :rule
        """)
        .param("workspace", workspace.value())
        .param("now", Columns.time(clocks.now(workspace)))
        .param("customers", Columns.texts(customers, CustomerId::toString))
        .param("rule", rule)
        .update());
  }

  List<EndedTag> expire(int limit) {
    return database.sql().sql("""
        with due as (
          select t.id from customer.customer_tag t left join platform.clock c on c.workspace_id = t.workspace_id
          where t.removed_at is null and t.expires_at <= :wall + coalesce(c.ahead, interval '0')
          order by t.expires_at, t.id limit :limit for update of t skip locked)
        update customer.customer_tag t set removed_at = t.expires_at, removed_why = 'expired'
        from due, customer.tag g where t.id = due.id and g.id = t.tag_id
        returning t.workspace_id, t.identity_id, t.tag_id, g.name, t.removed_at /* any workspace: a claim */
        """)
        .param("wall", Columns.time(clocks.wall()))
        .param("limit", limit)
        .query((row, n) -> new EndedTag(new WorkspaceId(row.getInt(1)),
            new IdentityId(row.getObject(2, UUID.class)), new TagId(row.getObject(3, UUID.class)), row.getString(4),
            row.getObject(5, OffsetDateTime.class).toInstant()))
        .list();
  }

  Optional<Instant> nextEnd(WorkspaceId workspace) {
    return database.sql().sql("""
        select min(expires_at) from customer.customer_tag
        where workspace_id = :workspace and removed_at is null and expires_at is not null
        """)
        .param("workspace", workspace.value())
        .query((row, n) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)).map(OffsetDateTime::toInstant))
        .single();
  }

  List<TagSpan> history(WorkspaceId workspace, CustomerId customer) {
    return database.tenant(workspace, () -> database.sql().sql("""
        select g.id, g.name, t.since, t.rule_id, t.put_by, t.expires_at, t.removed_at, t.removed_by, t.removed_why,
          t.removed_why = 'hand' and t.allowed_at is null
        from customer.identity i join customer.customer_tag t on t.identity_id = i.id
        join customer.tag g on g.id = t.tag_id
        where i.workspace_id = :workspace and t.workspace_id = :workspace and i.customer_id = :customer
        order by coalesce(t.removed_at, t.since) desc, t.id desc limit :limit
        """)
        .param("workspace", workspace.value())
        .param("customer", customer.value())
        .param("limit", MOST_SPANS)
        .query((row, n) -> new TagSpan(new TagId(row.getObject(1, UUID.class)), row.getString(2),
            row.getObject(3, OffsetDateTime.class).toInstant(), row.getObject(4, UUID.class),
            row.getObject(5, UUID.class), time(row, 6), time(row, 7), row.getObject(8, UUID.class), row.getString(9),
            row.getBoolean(10)))
        .list());
  }

  private static @Nullable Instant time(ResultSet row, int column) throws SQLException {
    var at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  List<CustomerId> carriers(WorkspaceId workspace, UUID rule) {
    return database.tenant(workspace, () -> database.sql().sql("""
        select distinct i.customer_id from customer.customer_tag t join customer.identity i on i.id = t.identity_id
        where t.workspace_id = :workspace and t.rule_id = :rule and t.removed_at is null
        """)
        .param("workspace", workspace.value())
        .param("rule", rule)
        .query((row, n) -> new CustomerId(row.getObject(1, UUID.class)))
        .list());
  }

  private record Row(CustomerId customer, CarriedTag tag) {}

  Map<CustomerId, List<CarriedTag>> of(WorkspaceId workspace, Collection<CustomerId> customers) {
    if (customers.isEmpty()) {
      return Map.of();
    }
    var rows = database.tenant(workspace, () -> database.sql().sql("""
        select i.customer_id, g.id, g.name, t.since, t.rule_id, t.evidence::text, t.put_by, t.expires_at
        from customer.identity i join customer.customer_tag t on t.identity_id = i.id and t.removed_at is null
        join customer.tag g on g.id = t.tag_id
        where i.workspace_id = :workspace and t.workspace_id = :workspace and i.customer_id = any (:customers::uuid[])
        order by t.since, g.id
        """)
        .param("workspace", workspace.value())
        .param("customers", Columns.texts(customers, CustomerId::toString))
        .query((row, n) -> new Row(new CustomerId(row.getObject(1, UUID.class)),
            new CarriedTag(new TagId(row.getObject(2, UUID.class)), row.getString(3),
                row.getObject(4, OffsetDateTime.class).toInstant(), row.getObject(5, UUID.class),
                evidence(row.getString(6)), row.getObject(7, UUID.class), time(row, 8))))
        .list());
    var carried = new HashMap<CustomerId, Map<TagId, CarriedTag>>();
    rows.forEach(row -> carried.computeIfAbsent(row.customer, c -> new LinkedHashMap<>())
        .putIfAbsent(row.tag.id(), row.tag));
    var lists = new HashMap<CustomerId, List<CarriedTag>>();
    carried.forEach((customer, tags) -> lists.put(customer, List.copyOf(tags.values())));
    return lists;
  }

  private List<Attachment.Evidence> evidence(@Nullable String text) {
    return text == null ? List.of() : Arrays.asList(json.readValue(text, Attachment.Evidence[].class));
  }
}
