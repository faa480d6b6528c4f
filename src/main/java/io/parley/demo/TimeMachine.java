package io.parley.demo;

import io.parley.platform.Clocks;
import io.parley.platform.Due;
import io.parley.platform.Feed;
import io.parley.platform.Leases;
import io.parley.platform.Problem;
import io.parley.platform.Settings;
import io.parley.platform.Worker;
import io.parley.platform.Workers;
import io.parley.platform.WorkspaceId;
import io.parley.timeline.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Moves the clock of a workspace forward, in the demo only. The clock goes from one due instant to the next: at each
/// it waits until all that is due then has happened and is folded, so that what follows from it is due in its turn.
@Component
class TimeMachine {
  private static final String LEASE = "time-machine";
  private static final Duration LEASE_LENGTH = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofSeconds(2);
  private static final Duration FARTHEST = Duration.ofDays(31);
  private static final Duration STILL = Duration.ofMinutes(1);
  private static final Duration BREATH = Duration.ofMillis(10);
  private static final Duration TELL_EVERY = Duration.ofMillis(250);

  private final Clocks clocks;
  private final ObjectProvider<Due> dues;
  private final Timeline timeline;
  private final TravelStore travels;
  private final Leases leases;
  private final Feed feed;
  private final JsonMapper json;
  private final Settings settings;
  private final Optional<Worker> worker;
  private long toldNanos;

  /// `now` is the workspace's own time; `next` when something is due by it. `travel` while the clock is on its way.
  record Clock(Instant now, long aheadMillis, @Nullable Instant next, @Nullable TravelView travel) {}

  record TravelView(Instant begunAt, Instant target, int stops) {}

  /// The frame that screens get.
  private record Told(String type, Clock clock) {}

  TimeMachine(
      Clocks clocks, ObjectProvider<Due> dues, Timeline timeline, TravelStore travels, Leases leases, Feed feed,
      JsonMapper json, Settings settings, Workers workers) {
    this.clocks = clocks;
    this.dues = dues;
    this.timeline = timeline;
    this.travels = travels;
    this.leases = leases;
    this.feed = feed;
    this.json = json;
    this.settings = settings;
    this.worker = settings.demo() ? Optional.of(workers.add("time machine", POLL, this::round)) : Optional.empty();
  }

  Clock clock(WorkspaceId workspace) {
    demoOnly();
    return clock(workspace, next(workspace).orElse(null));
  }

  /// Sets out. The answer is where it stands; the way is told to the screens.
  Clock forward(WorkspaceId workspace, Duration by) {
    demoOnly();
    if (!by.isPositive() || by.compareTo(FARTHEST) > 0) {
      throw Problem.invalid("by", "一次可以往前一秒到 31 天", "Move forward by one second to 31 days at a time");
    }
    var now = clocks.now(workspace);
    if (!travels.begin(workspace, clocks.ahead(workspace).plus(by), now)) {
      throw Problem.conflict("travelling", "時間還在往前走，到了再調", "The clock is still on its way. Wait until it arrives");
    }
    worker.ifPresent(Worker::wake);
    return clock(workspace);
  }

  private void demoOnly() {
    if (!settings.demo()) {
      throw Problem.notFound();
    }
  }

  private boolean round() {
    var underway = travels.underway();
    if (underway.isEmpty()) {
      return false;
    }
    if (leases.hold(LEASE, LEASE_LENGTH).isEmpty()) {
      return false;
    }
    underway.forEach(this::step);
    return true;
  }

  /// Lets happen what is due, then goes on to the next due instant, or arrives.
  private void step(WorkspaceId workspace) {
    settle(workspace);
    var left = travels.of(workspace).orElseThrow().ahead().minus(clocks.ahead(workspace));
    var now = clocks.now(workspace);
    var stop = next(workspace).map(instant -> Duration.between(now, instant)).filter(way -> way.compareTo(left) < 0);
    clocks.advance(workspace, positive(stop.orElse(left)));
    if (stop.isPresent()) {
      travels.stopped(workspace);
      tell(workspace, false);
    } else {
      settle(workspace);
      travels.end(workspace);
      tell(workspace, true);
    }
  }

  private static Duration positive(Duration way) {
    return way.isNegative() ? Duration.ZERO : way;
  }

  /// Ends when nothing is due and everything that happened is folded, which may make more due.
  private void settle(WorkspaceId workspace) {
    var deadline = System.nanoTime() + STILL.toNanos();
    while (!passed(workspace) || !timeline.folded(workspace, clocks.now(workspace))) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("What is due has not happened yet; the clock waits");
      }
      LockSupport.parkNanos(BREATH.toNanos());
    }
  }

  /// True if nothing is left that is due by now.
  private boolean passed(WorkspaceId workspace) {
    for (var due : all()) {
      while (due.pass(workspace, clocks.now(workspace))) {
        leases.hold(LEASE, LEASE_LENGTH);
      }
    }
    var now = clocks.now(workspace);
    return next(workspace).filter(instant -> !instant.isAfter(now)).isEmpty();
  }

  private List<Due> all() {
    return dues.stream().toList();
  }

  private Optional<Instant> next(WorkspaceId workspace) {
    return all().stream().flatMap(due -> due.next(workspace).stream()).min(Comparator.naturalOrder());
  }

  private Clock clock(WorkspaceId workspace, @Nullable Instant next) {
    return new Clock(clocks.now(workspace), clocks.ahead(workspace).toMillis(), next,
        travels.of(workspace).map(this::view).orElse(null));
  }

  private TravelView view(TravelStore.Travel travel) {
    return new TravelView(travel.begunAt(), clocks.wall().plus(travel.ahead()), travel.stops());
  }

  private void tell(WorkspaceId workspace, boolean arrived) {
    if (arrived || System.nanoTime() - toldNanos > TELL_EVERY.toNanos()) {
      toldNanos = System.nanoTime();
      var told = new Told("clock", clock(workspace, next(workspace).orElse(null)));
      feed.signal(workspace, json.writeValueAsString(told));
    }
  }
}
