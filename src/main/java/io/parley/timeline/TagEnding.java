package io.parley.timeline;

import static java.util.stream.Collectors.groupingBy;

import io.parley.customer.EndedTag;
import io.parley.customer.Tags;
import io.parley.platform.Database;
import io.parley.platform.Due;
import io.parley.platform.Worker;
import io.parley.platform.Workers;
import io.parley.platform.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Takes tags off that have ended by the clock of their workspace, within a second, and tells the timeline in the same
/// transaction. They end at the instant that was set, not when this looked.
@Component
class TagEnding implements Due {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int AT_ONCE = 500;
  /// Why a tag came off that had its end.
  static final String EXPIRED = "expired";

  private final Database database;
  private final Tags tags;
  private final Timeline timeline;
  private final Worker worker;

  TagEnding(Database database, Tags tags, Timeline timeline, Workers workers) {
    this.database = database;
    this.tags = tags;
    this.timeline = timeline;
    this.worker = workers.add("tags end", POLL, this::round);
  }

  @Override
  public Optional<Instant> next(WorkspaceId workspace) {
    return database.engine(() -> tags.nextEnd(workspace));
  }

  /// One claim is for all workspaces, each by its own clock.
  @Override
  public boolean pass(WorkspaceId workspace, Instant now) {
    return round();
  }

  private boolean round() {
    return database.engine(() -> {
      var ended = tags.expire(AT_ONCE);
      ended.stream().collect(groupingBy(EndedTag::workspace))
          .forEach((workspace, some) -> timeline.append(workspace, some.stream().map(TagEnding::fact).toList()));
      return !ended.isEmpty();
    });
  }

  private static NewFact fact(EndedTag tag) {
    var id = "%s-%s-%s-%s".formatted(FactKind.UNTAG, tag.identity(), tag.tag().value(), tag.at());
    return NewFact.about(tag.identity(), FactKind.UNTAG, id, tag.at(),
        Map.of("text", tag.name(), "tagId", tag.tag().value().toString(), "why", EXPIRED));
  }
}
