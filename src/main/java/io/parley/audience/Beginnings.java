package io.parley.audience;

import io.parley.audience.condition.Condition;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Problem;
import io.parley.platform.WorkspaceId;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// What happens when something goes live, or is live no longer: the fold reads the plan again, and the past is worked
/// out from its beginning.
@Component
class Beginnings {
  private final FillStore fills;
  private final SegmentStore segments;
  private final ObjectProvider<Fills> worker;
  private final Database database;
  private final Clocks clocks;

  Beginnings(FillStore fills, SegmentStore segments, ObjectProvider<Fills> worker, Database database, Clocks clocks) {
    this.fills = fills;
    this.segments = segments;
    this.worker = worker;
    this.database = database;
    this.clocks = clocks;
  }

  void begin(WorkspaceId workspace, String kind, UUID id, int version) {
    fills.start(workspace, kind, id, version, clocks.now(workspace));
    fills.revise(workspace);
    database.afterCommit(() -> worker.getObject().wake());
  }

  void end(WorkspaceId workspace, UUID id) {
    fills.stop(workspace, id);
    fills.revise(workspace);
    database.afterCommit(() -> worker.getObject().wake());
  }

  /// Refuses a condition that asks for a segment that is not there.
  void check(WorkspaceId workspace, Condition condition) {
    for (var asked : Segment.asked(condition)) {
      if (database.tenant(workspace, () -> segments.get(workspace, id(asked))).isEmpty()) {
        throw Problem.invalid("condition_segment", "條件裡的分眾「" + asked + "」不存在，可能已被刪除",
            "The condition asks for the segment “" + asked + "”, which is not there. It may have been deleted");
      }
    }
  }

  static SegmentId id(String text) {
    try {
      return new SegmentId(UUID.fromString(text));
    } catch (IllegalArgumentException notAnId) {
      throw Problem.invalid("condition_segment", "條件裡的分眾編號不對", "A segment is named by its id");
    }
  }

  Map<UUID, Filling> open(WorkspaceId workspace) {
    var open = new HashMap<UUID, Filling>();
    fills.open(workspace).forEach(fill -> open.put(fill.id(), new Filling(fill.done(), fill.total())));
    return open;
  }
}
