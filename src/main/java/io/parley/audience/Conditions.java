package io.parley.audience;

import static java.util.stream.Collectors.toSet;

import io.parley.audience.condition.Condition;
import io.parley.audience.condition.ConditionReader;
import io.parley.audience.condition.Judge;
import io.parley.audience.condition.Point;
import io.parley.customer.CustomerId;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Conditions that nobody keeps: read, and asked of customers as of now.
@Component
public final class Conditions {
  private final Trials trials;
  private final Beginnings beginnings;
  private final SegmentStore segments;
  private final FillStore fills;
  private final Database database;

  Conditions(Trials trials, Beginnings beginnings, SegmentStore segments, FillStore fills, Database database) {
    this.trials = trials;
    this.beginnings = beginnings;
    this.segments = segments;
    this.fills = fills;
    this.database = database;
  }

  /// Refuses what is no condition, and one that asks for a segment that is not there.
  public Condition read(WorkspaceId workspace, @Nullable JsonNode json) {
    var condition = ConditionReader.read(json);
    beginnings.check(workspace, condition);
    return condition;
  }

  /// A segment of whom this condition holds, its past worked out: then its members are known without asking anybody.
  public Optional<SegmentId> standing(WorkspaceId workspace, Condition condition) {
    return database.tenant(workspace, () -> {
      var filling = fills.open(workspace).stream().map(FillStore.Fill::id).toList();
      return segments.all(workspace).stream()
          .filter(segment -> segment.condition().equals(condition) && !filling.contains(segment.id().value()))
          .map(Segment::id).findFirst();
    });
  }

  /// Those of some customers of whom it holds now.
  public Set<CustomerId> met(WorkspaceId workspace, Condition condition, Collection<CustomerId> some) {
    var now = Point.endOf(trials.now(workspace));
    return trials.of(workspace, new Trials.Question(condition, false), some).stream()
        .filter(trial -> Judge.holds(condition, trial, now)).map(Trial::customer).collect(toSet());
  }
}
