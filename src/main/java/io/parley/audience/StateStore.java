package io.parley.audience;

import io.parley.audience.condition.Point;
import io.parley.customer.CustomerId;
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
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/// Who completed which rule, and who is in which segment.
@Repository
class StateStore {
  private final Database database;

  record Key(UUID watch, CustomerId customer) {}

  /// What is due for whom: a segment to be judged, or the tag of a rule to be taken off.
  record Due(Key key, Instant at) {}

  StateStore(Database database) {
    this.database = database;
  }

  Map<Key, Completion> completions(WorkspaceId workspace, Collection<UUID> rules, Collection<CustomerId> customers) {
    var found = new HashMap<Key, Completion>();
    if (!rules.isEmpty() && !customers.isEmpty()) {
      database.sql().sql("""
          select rule_id, customer_id, since, position, until from audience.completion
          where workspace_id = :workspace and rule_id = any (:rules::uuid[]) and customer_id = any (:customers::uuid[])
          """)
          .param("workspace", workspace.value()).param("rules", texts(rules)).param("customers", texts(customers))
          .query(row -> {
            found.put(new Key(row.getObject(1, UUID.class), new CustomerId(row.getObject(2, UUID.class))),
                new Completion(new Point(row.getObject(3, OffsetDateTime.class).toInstant(), row.getLong(4)),
                    instant(row.getObject(5, OffsetDateTime.class)), List.of()));
          });
    }
    return found;
  }

  /// Null: there is none any more.
  void saveCompletions(WorkspaceId workspace, Map<Key, @Nullable Completion> completions) {
    delete(workspace, "completion", "rule_id",
        completions.entrySet().stream().filter(one -> one.getValue() == null).map(Map.Entry::getKey).toList());
    var kept = completions.entrySet().stream().filter(one -> one.getValue() != null).toList();
    if (kept.isEmpty()) {
      return;
    }
    database.sql().sql("""
        insert into audience.completion (workspace_id, rule_id, customer_id, since, position, until)
        select :workspace, t.* from unnest(:rules::uuid[], :customers::uuid[], :since::timestamptz[],
          :positions::bigint[], :until::timestamptz[]) as t
        on conflict (workspace_id, rule_id, customer_id) do update
          set since = excluded.since, position = excluded.position, until = excluded.until
        """)
        .param("workspace", workspace.value())
        .param("rules", kept.stream().map(one -> one.getKey().watch().toString()).toArray(String[]::new))
        .param("customers", kept.stream().map(one -> one.getKey().customer().toString()).toArray(String[]::new))
        .param("since", kept.stream().map(one -> one.getValue().since().at().toString()).toArray(String[]::new))
        .param("positions", kept.stream().map(one -> one.getValue().since().position()).toArray(Long[]::new))
        .param("until", kept.stream().map(one -> text(one.getValue().until())).toArray(String[]::new))
        .update();
  }

  Map<Key, Membership> memberships(WorkspaceId workspace, Collection<UUID> segments, Collection<CustomerId> customers) {
    var found = new HashMap<Key, Membership>();
    if (!segments.isEmpty() && !customers.isEmpty()) {
      database.sql().sql("""
          select segment_id, customer_id, member, since, due_at from audience.membership
          where workspace_id = :workspace and segment_id = any (:segments::uuid[])
            and customer_id = any (:customers::uuid[])
          """)
          .param("workspace", workspace.value()).param("segments", texts(segments))
          .param("customers", texts(customers))
          .query(row -> {
            found.put(new Key(row.getObject(1, UUID.class), new CustomerId(row.getObject(2, UUID.class))),
                new Membership(row.getBoolean(3), row.getObject(4, OffsetDateTime.class).toInstant(),
                    instant(row.getObject(5, OffsetDateTime.class))));
          });
    }
    return found;
  }

  void saveMemberships(WorkspaceId workspace, Map<Key, Membership> memberships) {
    delete(workspace, "membership", "segment_id",
        memberships.entrySet().stream().filter(one -> one.getValue().isNone()).map(Map.Entry::getKey).toList());
    var kept = memberships.entrySet().stream().filter(one -> !one.getValue().isNone()).toList();
    if (kept.isEmpty()) {
      return;
    }
    database.sql().sql("""
        insert into audience.membership (workspace_id, segment_id, customer_id, member, since, due_at)
        select :workspace, t.* from unnest(:segments::uuid[], :customers::uuid[], :members::boolean[],
          :since::timestamptz[], :due::timestamptz[]) as t
        on conflict (workspace_id, segment_id, customer_id) do update
          set member = excluded.member, since = excluded.since, due_at = excluded.due_at
        """)
        .param("workspace", workspace.value())
        .param("segments", kept.stream().map(one -> one.getKey().watch().toString()).toArray(String[]::new))
        .param("customers", kept.stream().map(one -> one.getKey().customer().toString()).toArray(String[]::new))
        .param("members", kept.stream().map(one -> one.getValue().member()).toArray(Boolean[]::new))
        .param("since", kept.stream().map(one -> one.getValue().since().toString()).toArray(String[]::new))
        .param("due", kept.stream().map(one -> text(one.getValue().dueAt())).toArray(String[]::new))
        .update();
  }

  private void delete(WorkspaceId workspace, String table, String id, List<Key> keys) {
    if (keys.isEmpty()) {
      return;
    }
    database.sql().sql("delete from audience." + table + """
         t using unnest(:ids::uuid[], :customers::uuid[]) as key (id, customer)
        where t.workspace_id = :workspace and t.customer_id = key.customer and key.id = t.""" + id)
        .param("workspace", workspace.value())
        .param("ids", texts(keys.stream().map(Key::watch).toList()))
        .param("customers", texts(keys.stream().map(Key::customer).toList()))
        .update();
  }

  /// What is due until `now`, first come first. Whoever asks holds the workspace's turn, so nobody else has these.
  List<Due> due(WorkspaceId workspace, Instant now, int most) {
    return database.sql().sql("""
        (select segment_id, customer_id, due_at as at from audience.membership
         where workspace_id = :workspace and due_at <= :now::timestamptz
         order by due_at, segment_id, customer_id limit :most)
        union all
        (select rule_id, customer_id, until from audience.completion
         where workspace_id = :workspace and until <= :now::timestamptz
         order by until, rule_id, customer_id limit :most)
        order by at, 1, 2 limit :most
        """)
        .param("workspace", workspace.value())
        .param("now", now.toString())
        .param("most", most)
        .query((row, n) -> new Due(new Key(row.getObject(1, UUID.class), new CustomerId(row.getObject(2, UUID.class))),
            row.getObject(3, OffsetDateTime.class).toInstant()))
        .list();
  }

  /// When the clock next changes something.
  Optional<Instant> next(WorkspaceId workspace) {
    return database.sql().sql("""
        select least(
          (select min(due_at) from audience.membership where workspace_id = :workspace and due_at is not null),
          (select min(until) from audience.completion where workspace_id = :workspace and until is not null))
        """)
        .param("workspace", workspace.value())
        .query((row, n) -> Optional.ofNullable(instant(row.getObject(1, OffsetDateTime.class))))
        .single();
  }

  /// Nothing is due of this any more.
  void rest(WorkspaceId workspace, Key key) {
    for (var statement : List.of(
        "update audience.membership set due_at = null where workspace_id=:w and customer_id = :c and segment_id = :id",
        "update audience.completion set until = null where workspace_id = :w and customer_id = :c and rule_id = :id")) {
      database.sql().sql(statement).param("w", workspace.value()).param("id", key.watch())
          .param("c", key.customer().value()).update();
    }
  }

  /// Workspaces in which the clock may change something.
  List<WorkspaceId> waiting() {
    return database.sql().sql("""
        select /* any workspace: the door of due work asks who has some */ workspace_id from audience.revision r
        where exists (select from audience.membership m where m.workspace_id = r.workspace_id and m.due_at is not null)
          or exists (select from audience.completion c where c.workspace_id = r.workspace_id and c.until is not null)
        """)
        .query((row, n) -> new WorkspaceId(row.getInt(1)))
        .list();
  }

  /// Deletes what is left of watches that are gone, at most `most` rows. Returns how many.
  int sweep(WorkspaceId workspace, int most) {
    var gone = database.sql().sql("""
        delete from audience.completion where (workspace_id, rule_id, customer_id) in (
          select c.workspace_id, c.rule_id, c.customer_id from audience.completion c join audience.rule r
            on r.id = c.rule_id
          where r.workspace_id = :workspace and c.workspace_id = :workspace and r.deleted_at is not null limit :most)
        """).param("workspace", workspace.value()).param("most", most).update();
    return gone + database.sql().sql("""
        delete from audience.membership where (workspace_id, segment_id, customer_id) in (
          select m.workspace_id, m.segment_id, m.customer_id from audience.membership m join audience.segment s
            on s.id = m.segment_id
          where s.workspace_id = :workspace and m.workspace_id = :workspace and s.deleted_at is not null limit :most)
        """).param("workspace", workspace.value()).param("most", most).update();
  }

  private static String[] texts(Collection<?> ids) {
    return ids.stream().map(Object::toString).toArray(String[]::new);
  }

  private static @Nullable String text(@Nullable Instant at) {
    return at == null ? null : at.toString();
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
