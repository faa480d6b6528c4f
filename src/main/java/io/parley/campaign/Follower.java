package io.parley.campaign;

import io.parley.experiment.ExperimentId;
import io.parley.experiment.Experiments;
import io.parley.outreach.Outreach;
import io.parley.outreach.Source;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Feed;
import io.parley.platform.Leases;
import io.parley.platform.Workers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Follows what becomes of broadcasts under way: tells the screens, keeps whom they reached for the experiment, halts
/// and withdraws what a person stopped, and ends them once nothing of them is open any more.
@Component
class Follower {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration LEASE = Duration.ofSeconds(20);
  /// What was committed late is looked for again.
  private static final Duration OVERLAP = Duration.ofSeconds(15);
  private static final int AT_ONCE = 5_000;
  /// A count takes as long as it takes; it is made again only after so many times that long.
  private static final int RESTS = 4;

  private final BroadcastStore store;
  private final RecipientStore recipients;
  private final Experiments experiments;
  private final Outreach outreach;
  private final Database database;
  private final Clocks clocks;
  private final Leases leases;
  private final Feed feed;
  private final JsonMapper json;
  private final Map<BroadcastId, Seen> seen = new ConcurrentHashMap<>();

  /// How far it was, by the nanosecond clock of this node, and when to look again. `perSecond` is how fast it went.
  private record Seen(Progress progress, long atNanos, long nextNanos, double perSecond) {}

  /// The frame that screens get.
  private record Told(String type, BroadcastId id, State state, Progress progress) {}

  Follower(BroadcastStore store, RecipientStore recipients, Experiments experiments, Outreach outreach,
      Database database, Clocks clocks, Leases leases, Feed feed, JsonMapper json, Workers workers) {
    this.store = store;
    this.recipients = recipients;
    this.experiments = experiments;
    this.outreach = outreach;
    this.database = database;
    this.clocks = clocks;
    this.leases = leases;
    this.feed = feed;
    this.json = json;
    workers.add("broadcast-following", POLL, this::round);
  }

  private boolean round() {
    var underway = database.engine(store::underway);
    if (underway.isEmpty() || leases.hold("broadcast-following", LEASE).isEmpty()) {
      return false;
    }
    underway.forEach(this::follow);
    seen.keySet().retainAll(underway.stream().map(Broadcast::id).toList());
    return false;
  }

  private void follow(Broadcast broadcast) {
    var before = seen.get(broadcast.id());
    if (before != null && System.nanoTime() < before.nextNanos) {
      return;
    }
    var began = System.nanoTime();
    if (stopped(broadcast)) {
      return;
    }
    expose(broadcast, broadcast.followedAt() == null ? null : broadcast.followedAt().minus(OVERLAP));
    var progress = database.tenant(broadcast.workspace(), () -> progress(broadcast, before));
    if (before == null || !before.progress.equals(progress)) {
      tell(broadcast, broadcast.state(), progress);
    }
    if (progress.open() == 0 && (broadcast.state() == State.SENDING || broadcast.state() == State.CANCELLED)) {
      end(broadcast, progress);
    }
    var now = System.nanoTime();
    seen.put(broadcast.id(), new Seen(progress, now, now + (now - began) * RESTS, speed(before, progress, now)));
  }

  /// What a person stopped and what was not yet stopped of it; true if there may be more.
  private boolean stopped(Broadcast broadcast) {
    var id = broadcast.id().value();
    return switch (broadcast.state()) {
      case PAUSED -> outreach.halt(broadcast.workspace(), Source.Kind.BROADCAST, id, true) > 0;
      case CANCELLED -> outreach.withdraw(broadcast.workspace(), Source.Kind.BROADCAST, id, null) > 0;
      case SENDING, PLANNING -> outreach.halt(broadcast.workspace(), Source.Kind.BROADCAST, id, false) > 0;
      case DRAFT, SCHEDULED, DONE -> false;
    };
  }

  /// From `since`, or from the beginning.
  private void expose(Broadcast broadcast, @Nullable Instant since) {
    var workspace = broadcast.workspace();
    var from = Optional.ofNullable(since).or(() -> Optional.ofNullable(broadcast.times().startedAt()))
        .orElse(broadcast.times().createdAt());
    while (true) {
      var start = from;
      var some = database.tenant(workspace, () -> {
        var found = recipients.exposed(workspace, broadcast.id(), start, AT_ONCE);
        experiments.exposed(workspace, new ExperimentId(broadcast.id().value()), found);
        if (!found.isEmpty()) {
          store.followed(broadcast, found.getLast().at());
        }
        return found;
      });
      if (some.size() < AT_ONCE || !some.getLast().at().isAfter(from)) {
        return;
      }
      from = some.getLast().at();
    }
  }

  /// As it was seen last, or counted now.
  Progress known(Broadcast broadcast) {
    var before = seen.get(broadcast.id());
    return before != null && System.nanoTime() < before.nextNanos ? before.progress
        : database.tenant(broadcast.workspace(), () -> progress(broadcast, before));
  }

  private Progress progress(Broadcast broadcast, @Nullable Seen before) {
    var counts = outreach.counts(broadcast.workspace(), Source.Kind.BROADCAST, broadcast.id().value());
    var now = Progress.of(counts, null);
    var pace = before == null ? 0 : before.perSecond;
    var left = now.waiting() + now.sending();
    var last = now.held() == 0 && broadcast.plan().perMinute() == null && !broadcast.plan().bestHour()
        ? Optional.<Instant>empty() : recipients.lastDue(broadcast.workspace(), broadcast.id());
    var soon = left > 0 && pace > 0
        ? Optional.of(clocks.now(broadcast.workspace()).plusSeconds(Math.round(left / pace)))
        : Optional.<Instant>empty();
    var doneBy = last.isPresent() && soon.isPresent() ? (last.get().isAfter(soon.get()) ? last : soon)
        : last.or(() -> soon);
    return Progress.of(counts, doneBy.orElse(null));
  }

  private static double speed(@Nullable Seen before, Progress progress, long now) {
    if (before == null) {
      return 0;
    }
    var went = progress.settled() - before.progress.settled();
    var measured = went * 1e9 / Math.max(1, now - before.atNanos);
    return went == 0 ? before.perSecond : before.perSecond == 0 ? measured : before.perSecond * 0.7 + measured * 0.3;
  }

  private void end(Broadcast broadcast, Progress progress) {
    expose(broadcast, null);
    var workspace = broadcast.workspace();
    var ended = database.tenant(workspace, () -> store.hold(workspace, broadcast.id()).map(held -> {
      var next = held.state() == State.SENDING ? held.done(clocks.now(workspace)) : held;
      if (held.state() == State.SENDING || held.state() == State.CANCELLED) {
        store.update(next);
        store.close(next);
      }
      return next;
    }));
    ended.ifPresent(one -> tell(one, one.state(), progress));
  }

  private void tell(Broadcast broadcast, State state, Progress progress) {
    database.engine(() -> feed.publish(broadcast.workspace(),
        json.writeValueAsString(new Told("broadcast", broadcast.id(), state, progress))));
  }
}
