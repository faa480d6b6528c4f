package io.parley.audience;

import io.parley.audience.condition.Condition;
import io.parley.audience.condition.ConditionReader;
import io.parley.customer.IdentityId;
import io.parley.customer.Tags;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.WorkspaceId;
import io.parley.timeline.Refolded;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Tags of rules and members of segments, as a rebuild compares them: worked out from the refolded log as for rules and
/// segments that are new. Rules that ask for more than events are left out: what once completed them may stand no more,
/// and their tags stay. Who carries a rule's tag counts, not whether the rule or a person was there first.
///
/// The live workspace is only read: its turn, once taken, would be ours until the comparison ends, and its fold would
/// wait. So what falls due in that very moment may show as a difference; asked again it is gone.
@Component
class RefoldedAudience implements Refolded {
  private static final int MOST_ROUNDS = 100_000;

  private final SegmentStore segments;
  private final RuleStore rules;
  private final FillStore fills;
  private final ObjectProvider<Fills> filling;
  private final ObjectProvider<Dues> dues;
  private final Tags tags;
  private final Database database;
  private final Clocks clocks;
  private final JsonMapper json;

  RefoldedAudience(SegmentStore segments, RuleStore rules, FillStore fills, ObjectProvider<Fills> filling,
      ObjectProvider<Dues> dues, Tags tags, Database database, Clocks clocks, JsonMapper json) {
    this.segments = segments;
    this.rules = rules;
    this.fills = fills;
    this.filling = filling;
    this.dues = dues;
    this.tags = tags;
    this.database = database;
    this.clocks = clocks;
    this.json = json;
  }

  @Override
  public String part() {
    return "audience";
  }

  @Override
  public void derive(WorkspaceId from, WorkspaceId shadow) {
    var now = clocks.now(shadow);
    var all = segments.all(from);
    Map<String, UUID> others = new HashMap<>();
    all.forEach(segment -> others.put(segment.id().toString(), Ids.next()));
    for (var segment : all) {
      var id = others.getOrDefault(segment.id().toString(), Ids.next());
      segments.insert(shadow, new Segment(new SegmentId(id), segment.name(), renamed(segment.condition(), others),
          segment.createdAt(), segment.changedAt(), 1));
      fills.start(shadow, "segment", id, 1, now);
    }
    var names = tags.names(from);
    for (var rule : rules.live(from)) {
      var id = new RuleId(Ids.next());
      rules.insert(shadow, new Rule(id, rule.name(), tags.ensure(shadow, names.getOrDefault(rule.tag(), rule.name())),
          renamed(rule.condition(), others), rule.expiresDays(), Rule.State.LIVE, rule.liveSince(), rule.createdAt(),
          1));
      fills.start(shadow, "rule", id.value(), 1, now);
    }
    fills.revise(shadow);
    for (var round = 0; round < MOST_ROUNDS && filling.getObject().slice(shadow); round++) {
      Thread.onSpinWait();
    }
    for (var round = 0; round < MOST_ROUNDS && dues.getObject().pass(shadow, clocks.now(shadow)); round++) {
      Thread.onSpinWait();
    }
  }

  /// The condition, asking for the shadow's segments.
  private Condition renamed(Condition condition, Map<String, UUID> others) {
    var text = json.writeValueAsString(condition);
    for (var other : others.entrySet()) {
      text = text.replace(other.getKey(), other.getValue().toString());
    }
    return ConditionReader.read(json.readTree(text));
  }

  @Override
  public List<String> leftOut(WorkspaceId workspace) {
    return rules.live(workspace).stream().filter(rule -> !comparable(rule)).map(Rule::name).toList();
  }

  private static boolean comparable(Rule rule) {
    return Watch.of(rule, "").senses().isEmpty();
  }

  @Override
  public Map<String, String> state(WorkspaceId workspace, Map<IdentityId, String> names) {
    var state = new HashMap<String, String>();
    read(workspace, state, "segment", """
        select s.name, min(n.name) from audience.membership m
        join audience.segment s on s.id = m.segment_id and s.workspace_id = :workspace and s.deleted_at is null
        join customer.named n on n.workspace_id = :workspace and n.customer_id = m.customer_id
        where m.workspace_id = :workspace and m.member group by s.id, s.name, m.customer_id
        """, Map.of());
    var compared = rules.live(workspace).stream().filter(RefoldedAudience::comparable)
        .map(rule -> rule.id().value().toString()).toArray(String[]::new);
    read(workspace, state, "rule", """
        select r.name, min(n.name) from customer.customer_tag t
        join audience.rule r on r.tag_id = t.tag_id and r.workspace_id = :workspace
        join customer.named h on h.workspace_id = :workspace and h.identity_id = t.identity_id
        join customer.named n on n.workspace_id = :workspace and n.customer_id = h.customer_id
        where t.workspace_id = :workspace and t.removed_at is null and r.id = any (:rules::uuid[])
        group by r.id, r.name, h.customer_id
        """, Map.of("rules", compared));
    return state;
  }

  private void read(WorkspaceId workspace, Map<String, String> state, String what, String sql,
      Map<String, Object> params) {
    database.sql().sql(sql).param("workspace", workspace.value()).params(params).query(row -> {
      state.put("%s “%s”: %s".formatted(what, row.getString(1), row.getString(2)), "in");
    });
  }
}
