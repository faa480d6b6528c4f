package io.parley.audience;

import io.parley.audience.condition.Facts;
import io.parley.customer.Tags;
import io.parley.platform.WorkspaceId;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// The plan of each workspace, made anew only when a rule or a segment changed.
@Component
class Plans {
  private final RuleStore rules;
  private final SegmentStore segments;
  private final FillStore fills;
  private final Tags tags;
  private final Map<WorkspaceId, Made> made = new ConcurrentHashMap<>();

  private record Made(long revision, Plan plan) {}

  Plans(RuleStore rules, SegmentStore segments, FillStore fills, Tags tags) {
    this.rules = rules;
    this.segments = segments;
    this.fills = fills;
    this.tags = tags;
  }

  /// Waits for the workspace's turn. What is open of the past is read after the revision: whoever changes a rule in
  /// between has its past begun anew, and nobody was reached by that.
  Reckoning.Scope turn(WorkspaceId workspace) {
    fills.turn(workspace);
    return scope(workspace);
  }

  private Reckoning.Scope scope(WorkspaceId workspace) {
    var revision = fills.revision(workspace);
    var known = made.get(workspace);
    if (known == null || known.revision != revision) {
      known = new Made(revision, plan(workspace));
      made.put(workspace, known);
    }
    return new Reckoning.Scope(workspace, known.plan, fills.progress(workspace));
  }

  private Plan plan(WorkspaceId workspace) {
    var names = tags.names(workspace);
    var watches = new ArrayList<Watch>();
    for (var rule : rules.live(workspace)) {
      watches.add(Watch.of(rule, Facts.Person.tag(names.getOrDefault(rule.tag(), ""))));
    }
    segments.all(workspace).forEach(segment -> watches.add(Watch.of(segment)));
    return new Plan(watches);
  }
}
