package io.parley.audience;

import io.parley.audience.condition.Condition;
import io.parley.customer.TagId;
import io.parley.customer.Tags;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.Problem;
import io.parley.platform.WorkspaceId;
import io.parley.timeline.FactKind;
import io.parley.timeline.NewFact;
import io.parley.timeline.Timeline;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;

/// The rules of a workspace. Whatever changes what a live rule does is a fact on the log; the fold acts on it.
@Component
public final class Rules {
  static final int MOST_RULES = 2_000;

  private final RuleStore store;
  private final Beginnings beginnings;
  private final Tags tags;
  private final Timeline timeline;
  private final Database database;
  private final Clocks clocks;

  /// A rule, its tag's name, and how many customers have completed it. `filling` while its past is being worked out.
  public record Listed(Rule rule, String tagName, int customers, @Nullable Filling filling) {}

  /// What a merchant writes down of a rule. `expiresDays` null: the tag stays.
  public record Draft(String name, String tag, Condition condition, @Nullable Integer expiresDays) {
    public Draft(String name, String tag, Condition condition) {
      this(name, tag, condition, null);
    }
  }

  Rules(RuleStore store, Beginnings beginnings, Tags tags, Timeline timeline, Database database, Clocks clocks) {
    this.store = store;
    this.beginnings = beginnings;
    this.tags = tags;
    this.timeline = timeline;
    this.database = database;
    this.clocks = clocks;
  }

  public List<Listed> all(WorkspaceId workspace) {
    return database.tenant(workspace, () -> listed(workspace, store.all(workspace)));
  }

  public Optional<Listed> get(WorkspaceId workspace, RuleId id) {
    return database.tenant(workspace, () -> store.get(workspace, id).map(rule -> listed(workspace, rule)));
  }

  /// A new rule, which does nothing until it goes live.
  public Listed draft(WorkspaceId workspace, Draft draft) {
    return database.tenant(workspace, () -> {
      if (store.all(workspace).size() >= MOST_RULES) {
        throw Problem.conflict("too_many_rules", "規則最多 2,000 條，請先刪掉不用的", "Up to 2,000 rules. Delete some first");
      }
      var rule = new Rule(new RuleId(Ids.next()), draft.name(), tags.ensure(workspace, draft.tag()), draft.condition(),
          draft.expiresDays(), Rule.State.DRAFT, null, clocks.now(workspace), 1);
      beginnings.check(workspace, draft.condition());
      store.insert(workspace, rule);
      return listed(workspace, rule);
    });
  }

  /// Empty if there is no such rule. A live rule tags by the new condition from the beginning of what is known.
  public Optional<Listed> change(WorkspaceId workspace, RuleId id, Draft draft) {
    return next(workspace, id, rule -> {
      beginnings.check(workspace, draft.condition());
      return rule.change(draft.name(), tags.ensure(workspace, draft.tag()), draft.condition(), draft.expiresDays());
    });
  }

  public Optional<Listed> live(WorkspaceId workspace, RuleId id) {
    return next(workspace, id, rule -> rule.live(clocks.now(workspace)));
  }

  public Optional<Listed> pause(WorkspaceId workspace, RuleId id) {
    return next(workspace, id, Rule::pause);
  }

  /// Its tags stay, with what led to them.
  public boolean delete(WorkspaceId workspace, RuleId id) {
    return database.tenant(workspace, () -> store.get(workspace, id).map(rule -> {
      var now = clocks.now(workspace);
      store.delete(workspace, id, now);
      beginnings.end(workspace, id.value());
      tell(workspace, rule, rule.version() + 1, "deleted", now);
      return true;
    }).orElse(false));
  }

  private Optional<Listed> next(WorkspaceId workspace, RuleId id, UnaryOperator<Rule> verb) {
    return database.tenant(workspace, () -> store.get(workspace, id).map(rule -> {
      var next = verb.apply(rule);
      if (next.version() != rule.version()) {
        if (!store.update(workspace, next)) {
          throw Problem.conflict("changed_meanwhile", "這條規則剛被別人改過，請重新整理再試",
              "Somebody else just changed this rule. Reload and try again");
        }
        if (next.isLive()) {
          beginnings.begin(workspace, "rule", id.value(), next.version());
        } else if (rule.isLive()) {
          beginnings.end(workspace, id.value());
        }
        if (rule.isLive() || next.isLive()) {
          tell(workspace, next, next.version(), next.isLive() ? "live" : "paused", clocks.now(workspace));
        }
      }
      return listed(workspace, next);
    }));
  }

  private void tell(WorkspaceId workspace, Rule rule, int version, String state, Instant at) {
    var body = JsonNodeFactory.instance.objectNode()
        .put("ruleId", rule.id().toString())
        .put("name", rule.name())
        .put("state", state);
    var messageId = "rule-" + rule.id() + "-" + version;
    timeline.append(workspace, List.of(new NewFact(FactKind.RULE, messageId, at, body)));
  }

  private Listed listed(WorkspaceId workspace, Rule rule) {
    return listed(workspace, List.of(rule)).getFirst();
  }

  private List<Listed> listed(WorkspaceId workspace, List<Rule> rules) {
    if (rules.isEmpty()) {
      return List.of();
    }
    Map<TagId, String> names = tags.names(workspace);
    var completed = store.completed(workspace);
    var filling = beginnings.open(workspace);
    return rules.stream().map(rule -> new Listed(rule, nameOf(names.get(rule.tag())),
        completed.getOrDefault(rule.id(), 0), filling.get(rule.id().value()))).toList();
  }

  private static String nameOf(@Nullable String name) {
    return name == null ? "" : name;
  }
}
