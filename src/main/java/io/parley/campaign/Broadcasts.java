package io.parley.campaign;

import io.parley.experiment.Experiment;
import io.parley.experiment.ExperimentId;
import io.parley.experiment.Experiments;
import io.parley.outreach.Outreach;
import io.parley.outreach.Source;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.Problem;
import io.parley.platform.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The broadcasts of a workspace, and what people do with them.
@Component
class Broadcasts {
  /// For whoever thought about it for a while, or whose clock goes a little behind.
  private static final Duration LATE = Duration.ofMinutes(2);
  private static final Duration FARTHEST = Duration.ofDays(365);

  private final BroadcastStore store;
  private final Whom whom;
  private final Sayings sayings;
  private final Experiments experiments;
  private final Outreach outreach;
  private final Planner planner;
  private final Database database;
  private final Clocks clocks;

  Broadcasts(BroadcastStore store, Whom whom, Sayings sayings, Experiments experiments, Outreach outreach,
      Planner planner, Database database, Clocks clocks) {
    this.store = store;
    this.whom = whom;
    this.sayings = sayings;
    this.experiments = experiments;
    this.outreach = outreach;
    this.planner = planner;
    this.database = database;
    this.clocks = clocks;
  }

  Broadcast draft(WorkspaceId workspace, String name, Plan plan, @Nullable UUID member) {
    var fresh = new Broadcast(new BroadcastId(Ids.next()), workspace, name, State.DRAFT, null, plan, 1,
        Broadcast.Pace.NONE, new Broadcast.Times(clocks.now(workspace), null, null, null, null), null, null, member);
    database.tenant(workspace, () -> store.insert(fresh));
    return fresh;
  }

  List<Broadcast> list(WorkspaceId workspace, @Nullable Instant before, int limit) {
    return database.tenant(workspace, () -> store.list(workspace, before, limit));
  }

  Optional<Broadcast> get(WorkspaceId workspace, BroadcastId id) {
    return database.tenant(workspace, () -> store.get(workspace, id));
  }

  /// `version` is the one that was changed; another one is refused.
  Broadcast write(WorkspaceId workspace, BroadcastId id, String name, Plan plan, int version) {
    return change(workspace, id, broadcast -> {
      if (broadcast.version() != version) {
        throw Problem.conflict("changed_meanwhile", "這則群發剛被別人改過，請重新整理再試",
            "Somebody else just changed this broadcast. Reload and try again");
      }
      return broadcast.written(name, plan);
    });
  }

  /// Drafts alone are deleted; deleting what is gone already is done.
  void delete(WorkspaceId workspace, BroadcastId id) {
    database.tenant(workspace, () -> store.hold(workspace, id).ifPresent(broadcast -> {
      if (broadcast.state() != State.DRAFT) {
        throw Problem.conflict("begun", "已經開始的群發要留著紀錄", "A broadcast that has begun is kept on record");
      }
      store.delete(workspace, id);
    }));
  }

  /// Begins it at this instant, now if null. From then on it stays as it was written.
  Broadcast start(WorkspaceId workspace, BroadcastId id, @Nullable Instant at) {
    var plan = get(workspace, id).orElseThrow(Problem::notFound).plan();
    sayings.check(workspace, plan);
    var now = clocks.now(workspace);
    if (at != null && at.isBefore(now.minus(LATE))) {
      throw Problem.invalid("at", "排的時間已經過了，換一個之後的時間", "That time has passed; choose a later one");
    }
    if (at != null && at.isAfter(now.plus(FARTHEST))) {
      throw Problem.invalid("at", "最晚可以排到一年後", "It can be scheduled up to a year ahead");
    }
    var expected = whom.count(workspace, plan).count();
    var begun = change(workspace, id, broadcast -> {
      experiments.begin(workspace, experiment(broadcast, now));
      return broadcast.start(at, now).expecting(expected);
    });
    planner.wake();
    return begun;
  }

  private static Experiment experiment(Broadcast broadcast, Instant now) {
    var plan = broadcast.plan();
    var names = plan.variants().size() == 1 ? List.of("A") : List.of("A", "B");
    return new Experiment(new ExperimentId(broadcast.id().value()), broadcast.name(), names, plan.weights(),
        plan.holdout(), Duration.ofDays(plan.days()), now);
  }

  /// What is with a channel already goes out; nothing else does until it is resumed.
  Broadcast pause(WorkspaceId workspace, BroadcastId id) {
    var paused = change(workspace, id, Broadcast::pause);
    outreach.halt(workspace, Source.Kind.BROADCAST, id.value(), true);
    planner.wake();
    return paused;
  }

  Broadcast resume(WorkspaceId workspace, BroadcastId id) {
    var resumed = change(workspace, id, Broadcast::resume);
    database.tenant(workspace, () -> store.reason(resumed, null));
    outreach.halt(workspace, Source.Kind.BROADCAST, id.value(), false);
    planner.wake();
    return resumed;
  }

  Broadcast cancel(WorkspaceId workspace, BroadcastId id) {
    var cancelled = change(workspace, id, broadcast -> broadcast.cancel(clocks.now(workspace)));
    outreach.withdraw(workspace, Source.Kind.BROADCAST, id.value(), null);
    planner.wake();
    return cancelled;
  }

  private Broadcast change(WorkspaceId workspace, BroadcastId id, UnaryOperator<Broadcast> verb) {
    return database.tenant(workspace, () -> {
      var next = verb.apply(store.hold(workspace, id).orElseThrow(Problem::notFound));
      store.update(next);
      return store.get(workspace, id).orElseThrow();
    });
  }
}
