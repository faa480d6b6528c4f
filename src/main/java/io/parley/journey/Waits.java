package io.parley.journey;

import io.parley.customer.Customers;
import io.parley.platform.Clockwork;
import io.parley.platform.Database;
import io.parley.platform.Due;
import io.parley.platform.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Waits that are over. Batches are taken by whoever comes first, customers before runs like everywhere else, so that
/// nobody waits in a circle. Each goes on at the instant she was due, unless that is long past: after an outage nobody
/// should get three days' reminders at once.
@Component
class Waits implements Due {
  static final int AT_ONCE = 1_000;
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration PUNCTUAL = Duration.ofMinutes(5);

  private final RunStore runs;
  private final Lives lives;
  private final Walking walking;
  private final Customers customers;
  private final Database database;

  Waits(RunStore runs, Lives lives, Walking walking, Customers customers, Database database, Clockwork clockwork) {
    this.runs = runs;
    this.lives = lives;
    this.walking = walking;
    this.customers = customers;
    this.database = database;
    clockwork.add("journeys wait", POLL, runs::waiting, this);
  }

  @Override
  public Optional<Instant> next(WorkspaceId workspace) {
    return database.engine(() -> runs.next(workspace));
  }

  @Override
  public boolean pass(WorkspaceId workspace, Instant now) {
    return database.engine(() -> {
      var due = runs.due(workspace, now, AT_ONCE);
      if (due.isEmpty()) {
        return false;
      }
      customers.lock(workspace, new HashSet<>(due.values()));
      go(workspace, runs.claim(workspace, due.keySet(), now), now);
      return due.size() == AT_ONCE;
    });
  }

  private void go(WorkspaceId workspace, List<Run> claimed, Instant now) {
    var live = lives.of(workspace);
    var some = claimed.stream().filter(run -> live.has(run.path())).toList();
    if (some.size() < claimed.size()) {
      lives.forget(workspace);
    }
    some.forEach(run -> {
      var due = run.place().due();
      var at = due == null || due.plus(PUNCTUAL).isBefore(now) ? now : due;
      Walking.leave(live, run, Walking.step(live, run).overdue(), at);
    });
    walking.walk(workspace, live, some);
    walking.save(workspace, some, false);
  }
}
