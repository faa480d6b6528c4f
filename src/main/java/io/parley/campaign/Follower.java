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
  /// So much later than it came about something may be committed.
  private static final Duration LATE = Duration.ofSeconds(2);
  /// After a restart.
  private static final Duration OVERLAP = Duration.ofSeconds(15);
  private static final int AT_ONCE = 20_000;
  /// A count takes as long as it takes; it is made again only after so many times that long.
  private static final int RESTS = 1;

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
  /// Up to where is kept whom they reached, where that is not all.
  private final Map<BroadcastId, Instant> reached = new ConcurrentHashMap<>();

  /// How far it was, by the nanosecond clock of this node, and when to look again. `perSecond` is how fast it went.
  private record Seen(State state, Progress progress, long atNanos, long nextNanos, double perSecond) {}

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
    var more = false;
    for (var broadcast : underway) {
      more |= follow(broadcast);
    }
    var ids = underway.stream().map(Broadcast::id).toList();
    seen.keySet().retainAll(ids);
    reached.keySet().retainAll(ids);
    return more;
  }

  /// True if more of it can be followed at once.
  private boolean follow(Broadcast broadcast) {
    var before = seen.get(broadcast.id());
    if (before != null && System.nanoTime() < before.nextNanos) {
      return false;
    }
    var began = System.nanoTime();
    if (stopped(broadcast)) {
      return true;
    }
    outreach.tidy(broadcast.workspace(), broadcast.id().value());
    var progress = database.tenant(broadcast.workspace(), () -> progress(broadcast, before));
    if (before == null || before.state != broadcast.state() || !before.progress.equals(progress)) {
      tell(broadcast, broadcast.state(), progress);
    }
    var now = System.nanoTime();
    seen.put(broadcast.id(), new Seen(broadcast.state(), progress, now, now + (now - began) * RESTS,
        speed(before, progress, now)));
    // While it is planned the processors have better to do; when she was reached is kept on the send.
    var settled = progress.open() == 0
        && (broadcast.state() == State.SENDING || broadcast.state() == State.CANCELLED);
    var more = broadcast.state() != State.PLANNING && expose(broadcast, settled);
    if (settled && !more) {
      end(broadcast, progress);
    }
    return more;
  }

  /// What a person stopped and what was not yet stopped of it; true if there may be more. Her word is asked for again
  /// and held meanwhile: what she halts in this instant must not be let go by what was read before.
  private boolean stopped(Broadcast seen) {
    var workspace = seen.workspace();
    var id = seen.id().value();
    var goes = seen.state() == State.PLANNING || seen.state() == State.SENDING;
    if (goes && !outreach.halted(workspace, Source.Kind.BROADCAST, id)) {
      return false;
    }
    return database.tenant(workspace, () -> switch (store.state(seen).orElse(seen.state())) {
      case PAUSED -> outreach.halt(workspace, Source.Kind.BROADCAST, id, true) > 0;
      case CANCELLED -> outreach.withdraw(workspace, Source.Kind.BROADCAST, id, null) > 0;
      case SENDING, PLANNING -> outreach.halt(workspace, Source.Kind.BROADCAST, id, false) > 0;
      case DRAFT, SCHEDULED, DONE -> false;
    });
  }

  /// Keeps some of whom it reached; true if there are more. What was just settled may not be committed yet, so the last
  /// moments are left for later, unless all is settled (`whole`).
  private boolean expose(Broadcast broadcast, boolean whole) {
    var workspace = broadcast.workspace();
    var from = Optional.ofNullable(reached.get(broadcast.id())).orElseGet(() -> behind(broadcast));
    var until = whole ? null : clocks.now(workspace).minus(LATE);
    // By keys, because right after the planning nothing tells yet how many rows there are.
    return database.keyed(() -> {
      var found = recipients.exposed(workspace, broadcast.id(), from, until, AT_ONCE);
      experiments.exposed(workspace, new ExperimentId(broadcast.id().value()), found);
      if (found.isEmpty()) {
        return false;
      }
      var last = found.getLast().at();
      store.followed(broadcast, last);
      reached.put(broadcast.id(), last);
      return found.size() == AT_ONCE && last.isAfter(from);
    });
  }

  /// A little before where it was left.
  private static Instant behind(Broadcast broadcast) {
    var times = broadcast.times();
    var began = times.startedAt() == null ? times.createdAt() : times.startedAt();
    var followed = broadcast.followedAt();
    return followed == null || followed.minus(OVERLAP).isBefore(began) ? began : followed.minus(OVERLAP);
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
    reached.remove(broadcast.id());
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
