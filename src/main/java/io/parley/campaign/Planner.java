package io.parley.campaign;

import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.customer.IdentityId;
import io.parley.experiment.Experiment;
import io.parley.experiment.ExperimentId;
import io.parley.experiment.Experiments;
import io.parley.outreach.Outreach;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Due;
import io.parley.platform.Leases;
import io.parley.platform.Problem;
import io.parley.platform.Worker;
import io.parley.platform.Workers;
import io.parley.platform.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Freezes the audience of a broadcast and hands each person's message to the guard, portion by portion, a few beside
/// each other. The recipients of a portion and what is planned for them commit together; how far the broadcast has come
/// is written after. So one that is cut off goes on a little before where it was, and finds there whom it has already.
@Component
class Planner implements Due {
  private static final Logger LOG = LoggerFactory.getLogger(Planner.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final int SLICES = 4;
  /// What many people bring along is much to collect as garbage and to flush with one commit, and chat waits meanwhile.
  private static final int PORTION = 500;
  /// PostgreSQL and this process take turns in each.
  private static final int BESIDE = 2;

  private final BroadcastStore store;
  private final RecipientStore recipients;
  private final Whom whom;
  private final Customers customers;
  private final Intentions intentions;
  private final Experiments experiments;
  private final Outreach outreach;
  private final Database database;
  private final Clocks clocks;
  private final Leases leases;
  private final ExecutorService hands = Executors.newFixedThreadPool(BESIDE,
      Thread.ofPlatform().name("broadcast-portion-", 0).daemon().factory());
  private final Worker worker;

  /// Some of its people, found and not planned yet; `end` null if they are the last.
  private record Batch(Broadcast broadcast, Intentions.Ready ready, List<List<CustomerId>> portions,
      @Nullable CustomerId end) {
    /// How many stand before this portion.
    int before(int portion) {
      return portions.subList(0, portion).stream().mapToInt(List::size).sum();
    }
  }

  Planner(BroadcastStore store, RecipientStore recipients, Whom whom, Customers customers, Intentions intentions,
      Experiments experiments, Outreach outreach, Database database, Clocks clocks, Leases leases, Workers workers) {
    this.store = store;
    this.recipients = recipients;
    this.whom = whom;
    this.customers = customers;
    this.intentions = intentions;
    this.experiments = experiments;
    this.outreach = outreach;
    this.database = database;
    this.clocks = clocks;
    this.leases = leases;
    this.worker = workers.add("broadcast-planning", POLL, this::round);
  }

  void wake() {
    worker.wake();
  }

  private boolean round() {
    for (var workspace : database.engine(store::waiting)) {
      pass(workspace, clocks.now(workspace));
    }
    if (!database.engine(store::anyPlanning) || leases.hold("broadcast-planning", LEASE).isEmpty()) {
      return false;
    }
    var found = database.engine(() -> store.planning().map(broadcast -> guarded(broadcast, () -> batch(broadcast))));
    found.flatMap(batch -> batch).ifPresent(batch -> guarded(batch.broadcast, () -> {
      plan(batch);
      return true;
    }));
    return found.isPresent();
  }

  @Override
  public Optional<Instant> next(WorkspaceId workspace) {
    return database.engine(() -> store.next(workspace));
  }

  @Override
  public boolean pass(WorkspaceId workspace, Instant now) {
    var begun = database.engine(() -> {
      var due = store.due(workspace, now);
      due.forEach(broadcast -> store.update(broadcast.due(now)));
      return !due.isEmpty();
    });
    if (begun) {
      wake();
    }
    return begun;
  }

  /// What cannot be planned halts its broadcast, which then says why.
  private <T> Optional<T> guarded(Broadcast broadcast, Supplier<T> work) {
    try {
      return Optional.of(work.get());
    } catch (Problem impossible) {
      LOG.warn("Broadcast {} cannot be planned", broadcast.id(), impossible);
      database.engine(() -> store.hold(broadcast.workspace(), broadcast.id()).ifPresent(held -> {
        if (held.state() == State.PLANNING) {
          store.update(held.pause());
        }
        store.reason(held, impossible.sentence(Locale.TRADITIONAL_CHINESE));
      }));
      return Optional.empty();
    }
  }

  private Batch batch(Broadcast broadcast) {
    var portions = new ArrayList<List<CustomerId>>();
    var after = broadcast.pace().after();
    CustomerId end = null;
    for (var n = 0; n < SLICES && (n == 0 || end != null); n++) {
      var slice = whom.next(broadcast.workspace(), broadcast.plan(), end == null ? after : end.value());
      slice.people().stream().gather(Gatherers.windowFixed(PORTION)).forEach(portions::add);
      end = slice.end();
    }
    return new Batch(broadcast, intentions.ready(broadcast), portions, end);
  }

  private void plan(Batch batch) {
    var planned = IntStream.range(0, batch.portions.size()).mapToObj(
        n -> CompletableFuture.supplyAsync(() -> portion(batch, n), hands)).toList();
    var fresh = 0;
    var whole = true;
    RuntimeException failure = null;
    for (var one : planned) {
      try {
        var came = one.join();
        fresh += came.orElse(0);
        whole &= came.isPresent();
      } catch (CompletionException broken) {
        whole = false;
        failure = broken.getCause() instanceof RuntimeException why ? why : broken;
      }
    }
    came(batch, fresh, whole);
    if (failure != null) {
      throw failure;
    }
  }

  /// Where not all was planned it begins again at the same place.
  private void came(Batch batch, int fresh, boolean whole) {
    var workspace = batch.broadcast.workspace();
    var end = batch.end;
    database.engine(() -> store.hold(workspace, batch.broadcast.id()).ifPresent(held -> {
      if (whole && end == null && held.state() == State.PLANNING) {
        var all = recipients.count(workspace, held.id());
        store.update(held.came(held.pace().after(), all - held.pace().recipients()).planned(clocks.now(workspace)));
      } else {
        store.update(held.came(whole && end != null ? end.value() : held.pace().after(), fresh));
      }
    }));
  }

  /// How many of them are new; empty if the broadcast was stopped meanwhile.
  private Optional<Integer> portion(Batch batch, int n) {
    try {
      return database.keyed(() -> portion(batch, n, true));
    } catch (Problem | TransientDataAccessException | DataAccessResourceFailureException
        | TransactionException notItsFault) {
      throw notItsFault;
    } catch (RuntimeException failure) {
      LOG.warn("A portion of broadcast {} is decided about later", batch.broadcast.id(), failure);
      return database.keyed(() -> portion(batch, n, false));
    }
  }

  private Optional<Integer> portion(Batch batch, int n, boolean decide) {
    var broadcast = batch.broadcast;
    if (store.state(broadcast).orElse(null) != State.PLANNING) {
      return Optional.empty();
    }
    customers.lock(broadcast.workspace(), batch.portions.get(n));
    var fresh = freeze(broadcast, batch.portions.get(n));
    if (!fresh.isEmpty()) {
      var intents = intentions.of(broadcast, batch.ready, batch.before(n), fresh);
      if (decide) {
        outreach.begin(broadcast.workspace(), intents, fresh.stream().collect(
            Collectors.toMap(RecipientStore.Recipient::identity, RecipientStore.Recipient::customer)));
      } else {
        outreach.plan(broadcast.workspace(), intents);
      }
    }
    return Optional.of(fresh.size());
  }

  private List<RecipientStore.Recipient> freeze(Broadcast broadcast, List<CustomerId> people) {
    var workspace = broadcast.workspace();
    var kinds = broadcast.plan().channels().stream().map(Planner::identityKind).toList();
    var identities = recipients.identities(workspace, people, kinds);
    var arms = arms(broadcast, identities.values());
    var all = new ArrayList<RecipientStore.Recipient>();
    identities.forEach((customer, identity) -> {
      var arm = arms.get(identity);
      if (arm != null) {
        all.add(new RecipientStore.Recipient(customer, identity, arm));
      }
    });
    var fresh = recipients.freeze(workspace, broadcast.id(), all);
    return all.stream().filter(one -> fresh.contains(one.customer())).toList();
  }

  /// Where there is one arm only, nothing is drawn.
  private Map<IdentityId, Integer> arms(Broadcast broadcast, Collection<IdentityId> identities) {
    var plan = broadcast.plan();
    return plan.variants().size() == 1 && plan.holdout() == 0
        ? identities.stream().collect(Collectors.toMap(one -> one, _ -> Experiment.HELD_OUT + 1, (one, _) -> one))
        : experiments.arms(broadcast.workspace(), new ExperimentId(broadcast.id().value()), identities);
  }

  /// A channel is one kind of identity.
  private static String identityKind(String channel) {
    return channel.equals("web") ? "visitor" : channel;
  }
}
