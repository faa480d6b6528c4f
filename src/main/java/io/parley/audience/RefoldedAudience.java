package io.parley.audience;

import io.parley.audience.condition.Condition;
import io.parley.audience.condition.ConditionReader;
import io.parley.audience.condition.Facts;
import io.parley.customer.IdentityId;
import io.parley.customer.Tags;
import io.parley.platform.Clocks;
import io.parley.platform.WorkspaceId;
import io.parley.timeline.FactKind;
import io.parley.timeline.Refolded;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiPredicate;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Tags of rules and members of segments, as a rebuild compares them: worked out from the refolded log as for rules and
/// segments that are new. Who carries a rule's tag counts, not whether the rule or a person was there first.
///
/// A rule that asks for more than events has tagged whoever once completed it, and the tag stays when what completed it
/// stands no more. So it is live in the shadow from the first fact on: of whom it held at no place of the log may not
/// carry it, of whom it holds as everything stands now must. In between the log does not tell: `Open` says of whom.
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
  private final RefoldedStore store;
  private final Clocks clocks;
  private final JsonMapper json;

  RefoldedAudience(SegmentStore segments, RuleStore rules, FillStore fills, ObjectProvider<Fills> filling,
      ObjectProvider<Dues> dues, Tags tags, RefoldedStore store, Clocks clocks, JsonMapper json) {
    this.segments = segments;
    this.rules = rules;
    this.fills = fills;
    this.filling = filling;
    this.dues = dues;
    this.tags = tags;
    this.store = store;
    this.clocks = clocks;
    this.json = json;
  }

  @Override
  public String part() {
    return "audience";
  }

  @Override
  public void prepare(WorkspaceId from, WorkspaceId shadow) {
    for (var segment : segments.all(from)) {
      segments.insert(shadow, new Segment(new SegmentId(there(shadow, segment.id().value())), segment.name(),
          there(from, shadow, segment.condition()), segment.createdAt(), segment.changedAt(), 1));
    }
    var names = tags.names(from);
    for (var rule : rules.live(from)) {
      rules.insert(shadow, new Rule(new RuleId(there(shadow, rule.id().value())), rule.name(),
          tags.ensure(shadow, names.getOrDefault(rule.tag(), rule.name())), there(from, shadow, rule.condition()),
          rule.expiresDays(), Rule.State.LIVE, rule.liveSince(), rule.createdAt(), 1));
    }
    fills.revise(shadow);
  }

  /// The id that a rule or segment has in the shadow.
  private static UUID there(WorkspaceId shadow, UUID id) {
    return UUID.nameUUIDFromBytes((shadow + " " + id).getBytes(StandardCharsets.UTF_8));
  }

  /// The condition, asking for the shadow's segments.
  private Condition there(WorkspaceId from, WorkspaceId shadow, Condition condition) {
    var text = json.writeValueAsString(condition);
    for (var segment : segments.all(from)) {
      text = text.replace(segment.id().toString(), there(shadow, segment.id().value()).toString());
    }
    return ConditionReader.read(json.readTree(text));
  }

  @Override
  public BiPredicate<String, String> eachForItself(WorkspaceId from) {
    var standing = plan(from).rules().stream().filter(Watch::standing).toList();
    var index = new Plan(standing).index();
    return (kind, name) -> !standing.isEmpty() && switch (kind) {
      case FactKind.PAGE, FactKind.SCREEN, FactKind.GROUP -> index.knows(kind);
      case FactKind.TRACK -> AudienceProjection.OF_THE_SHOP.contains(name) || index.knows(name);
      case FactKind.MESSAGE, FactKind.CONVERSATION, FactKind.CONSENT, FactKind.RULE, FactKind.SEGMENT_ENTERED,
          FactKind.SEGMENT_LEFT -> false;
      default -> true;
    };
  }

  private Plan plan(WorkspaceId workspace) {
    var names = tags.names(workspace);
    var watches = new ArrayList<Watch>();
    rules.live(workspace).forEach(rule ->
        watches.add(Watch.of(rule, Facts.Person.tag(names.getOrDefault(rule.tag(), "")))));
    segments.all(workspace).forEach(segment -> watches.add(Watch.of(segment)));
    return new Plan(watches);
  }

  @Override
  public Derived derive(WorkspaceId from, WorkspaceId shadow) {
    var plan = plan(shadow);
    var began = clocks.now(shadow);
    var along = store.completed(shadow, began);
    var ever = store.everTagged(shadow);
    store.forget(shadow);
    plan.watches().forEach(watch ->
        fills.start(shadow, watch.isRule() ? "rule" : "segment", watch.id(), watch.version(), began));
    fills.revise(shadow);
    for (var round = 0; round < MOST_ROUNDS && filling.getObject().slice(shadow); round++) {
      Thread.onSpinWait();
    }
    for (var round = 0; round < MOST_ROUNDS && dues.getObject().pass(shadow, clocks.now(shadow)); round++) {
      Thread.onSpinWait();
    }
    return new Open(plan, store, from, shadow)
        .of(new Open.Replayed(along, ever, store.completed(shadow, Instant.MAX), store.completed(shadow, began)));
  }

  @Override
  public Map<String, String> state(WorkspaceId workspace, Map<IdentityId, String> names) {
    var state = new HashMap<String, String>();
    store.members(workspace).forEach(one -> state.put(Open.thing(one), "in"));
    store.carriers(workspace).forEach(one -> state.put(Open.thing(one), "in"));
    return state;
  }
}
