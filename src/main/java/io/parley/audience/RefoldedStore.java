package io.parley.audience;

import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Repository;

/// What a rebuild asks of a workspace's audience. A person is told by the first of the names of her identities, which
/// are the same in the workspace and its shadow.
@Repository
class RefoldedStore {
  private final Database database;

  /// Somebody of whom a rule or segment holds, or once held. `name` is the rule's or the segment's.
  record Held(boolean rule, UUID id, String name, String who) {}

  /// A tag somebody carries: by hand, or by a rule that is live no more.
  record Carried(String tag, String who) {}

  RefoldedStore(Database database) {
    this.database = database;
  }

  List<Held> members(WorkspaceId workspace) {
    return held(workspace, false, """
        select s.id, s.name, min(n.name) from audience.membership m
        join audience.segment s on s.id = m.segment_id and s.workspace_id = :workspace and s.deleted_at is null
        join customer.named n on n.workspace_id = :workspace and n.customer_id = m.customer_id
        where m.workspace_id = :workspace and m.member group by s.id, s.name, m.customer_id
        """, Map.of());
  }

  /// Who carries the tag of a rule that is live, whoever put it on.
  List<Held> carriers(WorkspaceId workspace) {
    return held(workspace, true, """
        select r.id, r.name, min(n.name) from customer.customer_tag t
        join audience.rule r on r.tag_id = t.tag_id and r.workspace_id = :workspace and r.state = 'live'
          and r.deleted_at is null
        join customer.named h on h.workspace_id = :workspace and h.identity_id = t.identity_id
        join customer.named n on n.workspace_id = :workspace and n.customer_id = h.customer_id
        where t.workspace_id = :workspace and t.removed_at is null group by r.id, r.name, h.customer_id
        """, Map.of());
  }

  /// Who completed a rule by what happened or was told before that instant.
  Set<Held> completed(WorkspaceId workspace, Instant before) {
    return new HashSet<>(held(workspace, true, """
        select r.id, r.name, min(n.name) from audience.completion c
        join audience.rule r on r.id = c.rule_id and r.workspace_id = :workspace
        join customer.named n on n.workspace_id = :workspace and n.customer_id = c.customer_id
        where c.workspace_id = :workspace and c.since < :before::timestamptz group by r.id, r.name, c.customer_id
        """, Map.of("before", before.equals(Instant.MAX) ? "infinity" : before.toString())));
  }

  /// On whom a rule ever put its tag; not whom a person took it off.
  Set<Held> everTagged(WorkspaceId workspace) {
    return new HashSet<>(held(workspace, true, """
        select r.id, r.name, min(n.name) from customer.customer_tag t
        join audience.rule r on r.id = t.rule_id and r.workspace_id = :workspace
        join customer.named h on h.workspace_id = :workspace and h.identity_id = t.identity_id
        join customer.named n on n.workspace_id = :workspace and n.customer_id = h.customer_id
        where t.workspace_id = :workspace
          and not (t.removed_why is not distinct from 'hand' and t.allowed_at is null)
        group by r.id, r.name, h.customer_id
        """, Map.of()));
  }

  /// By hand, in the first place: such a tag stands whatever rules say.
  Set<Carried> byHand(WorkspaceId workspace) {
    return carried(workspace, "t.source = 'member'");
  }

  /// By a rule that was paused or deleted: its tags stay, and the log does not tell of them.
  Set<Carried> left(WorkspaceId workspace) {
    return carried(workspace, """
        t.source = 'rule' and not exists (select from audience.rule r where r.id = t.rule_id
          and r.workspace_id = :workspace and r.state = 'live' and r.deleted_at is null and r.tag_id = t.tag_id)
        """);
  }

  private Set<Carried> carried(WorkspaceId workspace, String which) {
    return new HashSet<>(database.sql().sql("""
        select g.name, min(n.name) from customer.customer_tag t
        join customer.tag g on g.id = t.tag_id and g.workspace_id = :workspace
        join customer.named h on h.workspace_id = :workspace and h.identity_id = t.identity_id
        join customer.named n on n.workspace_id = :workspace and n.customer_id = h.customer_id
        where t.workspace_id = :workspace and t.removed_at is null and %s group by g.name, h.customer_id
        """.formatted(which))
        .param("workspace", workspace.value())
        .query((row, n) -> new Carried(row.getString(1), row.getString(2))).list());
  }

  /// What was kept while the log was refolded, so that everything is worked out anew.
  void forget(WorkspaceId workspace) {
    for (var table : List.of("cell", "completion", "membership")) {
      database.sql().sql("delete from audience." + table + " where workspace_id = :workspace")
          .param("workspace", workspace.value()).update();
    }
  }

  private List<Held> held(WorkspaceId workspace, boolean rule, String sql, Map<String, Object> params) {
    return database.sql().sql(sql).param("workspace", workspace.value()).params(params)
        .query((row, n) -> new Held(rule, row.getObject(1, UUID.class), row.getString(2), row.getString(3))).list();
  }
}
