package io.parley.audience;

import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Feed;
import io.parley.platform.Worker;
import io.parley.platform.Workers;
import io.parley.platform.WorkspaceId;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// Works the past out for what went live or was changed, in slices of customers, while the fold goes on: who was
/// reached counts live, who was not is left to a slice. How far it is stands in the database, so that it goes on after
/// a crash, on any node.
@Component
class Fills {
  private static final int FEWEST_A_SLICE = 100;
  private static final int MOST_A_SLICE = 2_000;
  /// The fold waits for its turn while a slice has it.
  private static final Duration A_SLICE = Duration.ofMillis(100);
  private static final int MOST_TOGETHER = 200;
  private static final int ROWS_A_SWEEP = 5_000;
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);
  private static final Duration HISTORY = Duration.ofDays(400);
  private static final Duration LONGEST_REST = Duration.ofMillis(200);
  private static final CustomerId FIRST = new CustomerId(new UUID(0, 0));

  private final FillStore store;
  private final StateStore states;
  private final CellStore cells;
  private final FlipStore flips;
  private final Plans plans;
  private final Anew anew;
  private final Customers customers;
  private final Database database;
  private final Feed feed;
  private final Clocks clocks;
  private long sweptNanos = System.nanoTime();
  private volatile int slice = FEWEST_A_SLICE;
  private final Worker worker;

  Fills(FillStore store, StateStore states, CellStore cells, FlipStore flips, Plans plans, Anew anew,
      Customers customers, Database database, Feed feed, Clocks clocks, Workers workers) {
    this.store = store;
    this.states = states;
    this.cells = cells;
    this.flips = flips;
    this.plans = plans;
    this.anew = anew;
    this.customers = customers;
    this.database = database;
    this.feed = feed;
    this.clocks = clocks;
    this.worker = workers.add("fills", POLL, this::round);
  }

  void wake() {
    worker.wake();
  }

  /// A slice of each workspace that has some. Between slices it rests as long as one takes: the fold goes first.
  private boolean round() {
    var open = database.engine(store::workspaces);
    var began = System.nanoTime();
    var more = false;
    for (var workspace : open) {
      more |= slice(workspace);
    }
    more |= sweep();
    if (more) {
      LockSupport.parkNanos(Math.min(System.nanoTime() - began, LONGEST_REST.toNanos()));
    }
    return more;
  }

  /// True if there is more to do.
  boolean slice(WorkspaceId workspace) {
    return database.engine(() -> {
      var scope = plans.turn(workspace);
      var began = System.nanoTime();
      var open = store.open(workspace);
      var together = together(scope, open);
      if (together.isEmpty()) {
        return false;
      }
      work(scope, together);
      slice = (int) Math.clamp(slice * A_SLICE.toNanos() / Math.max(1, System.nanoTime() - began),
          Math.max(FEWEST_A_SLICE, slice / 2), Math.min(MOST_A_SLICE, slice * 2));
      return true;
    });
  }

  /// Empty while the plan at hand is not yet of the version that is to be filled: it was changed a moment ago.
  private static Optional<Watch> watch(Reckoning.Scope scope, FillStore.Fill fill) {
    return scope.plan().watch(fill.id()).filter(watch -> watch.version() == fill.version());
  }

  /// Those that stand at the same customer go on together: her history is read once.
  private static List<FillStore.Fill> together(Reckoning.Scope scope, List<FillStore.Fill> open) {
    var going = open.stream().filter(fill -> watch(scope, fill).isPresent()).toList();
    return going.stream().filter(fill -> Objects.equals(fill.cursor(), going.getFirst().cursor()))
        .limit(MOST_TOGETHER).toList();
  }

  private void work(Reckoning.Scope scope, List<FillStore.Fill> fills) {
    var workspace = scope.workspace();
    var cursor = fills.getFirst().cursor();
    var some = customers.after(workspace, cursor == null ? FIRST : cursor, slice);
    if (some.isEmpty()) {
      store.done(workspace, fills);
      feed.publish(workspace, "{\"type\":\"audience\"}");
      return;
    }
    var filling = fills.stream().map(fill -> watch(scope, fill).orElseThrow()).collect(Collectors.toSet());
    anew.of(reaching(scope, filling), some, new LinkedHashSet<>(scope.plan().reach(filling)),
        Anew.Reason.fill(filling), _ -> 0);
    store.move(workspace, fills, some.getLast(), some.size(),
        cursor == null ? customers.count(workspace) : 0);
  }

  /// As if these were done: for the customers of the slice they are, with its commit.
  private static Reckoning.Scope reaching(Reckoning.Scope scope, Set<Watch> filling) {
    Map<UUID, Optional<CustomerId>> rest = scope.progress().open().entrySet().stream()
        .filter(open -> filling.stream().noneMatch(watch -> watch.id().equals(open.getKey())))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    return new Reckoning.Scope(scope.workspace(), scope.plan(), new Progress(rest));
  }

  /// Now and then forgets what nothing live asks for any more, some rows at a time. True if there was much of it.
  private boolean sweep() {
    if (sweptNanos != 0 && System.nanoTime() - sweptNanos < SWEEP_EVERY.toNanos()) {
      return false;
    }
    var much = false;
    for (var workspace : database.engine(store::revised)) {
      much |= database.engine(() -> {
        var scope = plans.turn(workspace);
        var live = scope.plan().index().traces().stream().map(trace -> trace.hash()).toList();
        return states.sweep(workspace, ROWS_A_SWEEP) + cells.sweep(workspace, live, ROWS_A_SWEEP)
            + flips.sweep(workspace, clocks.now(workspace).minus(HISTORY), ROWS_A_SWEEP) >= ROWS_A_SWEEP;
      });
    }
    sweptNanos = much ? sweptNanos : System.nanoTime();
    return much;
  }
}
