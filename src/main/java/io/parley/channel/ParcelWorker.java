package io.parley.channel;

import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.Problem;
import io.parley.platform.Worker;
import io.parley.platform.Workers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Sends parcels as `OutgoingWorker` sends messages: claimed in one transaction, called outside every transaction, and
/// what came of it written in another. A parcel always has a key by which the provider knows it again, so whatever is
/// uncertain is repeated under it.
@Component
class ParcelWorker {
  private static final Logger LOG = LoggerFactory.getLogger(ParcelWorker.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int AT_ONCE = 16;
  /// Who takes parcels knows a repetition by its key, and counts each contact.
  private static final Adapter.Can KEYED = new Adapter.Can(true, true, Set.of(), 0);

  private final Database database;
  private final Clocks clocks;
  private final ParcelStore store;
  private final ConnectionStore connections;
  private final Adapters adapters;
  private final ObjectProvider<Receipts> receipts;
  private final JsonMapper json;
  private final Strides strides = new Strides();
  private final Semaphore hands = new Semaphore(AT_ONCE);
  private final Worker worker;
  /// When rows of workers that died were looked for, by the nanosecond clock.
  private long recovered = System.nanoTime() - POLL.toNanos();

  private record Ready(ParcelStore.Claimed row, UUID claim, Account account, String request) {}

  private record Claim(List<Ready> ready, Map<ParcelStore.Claimed, Verdict> decided) {}

  ParcelWorker(Database database, Clocks clocks, ParcelStore store, ConnectionStore connections, Adapters adapters,
      ObjectProvider<Receipts> receipts, JsonMapper json, Workers workers) {
    this.database = database;
    this.clocks = clocks;
    this.store = store;
    this.connections = connections;
    this.adapters = adapters;
    this.receipts = receipts;
    this.json = json;
    this.worker = workers.add("channel-parcels", POLL, this::round);
  }

  /// Writes it down in as many parcels as the provider needs.
  void plan(Account account, Parcel parcel) {
    var payload = json.writerFor(Content.class).writeValueAsString(parcel.content());
    var most = adapters.of(account).mostTogether();
    for (var from = 0; from < parcel.shares().size(); from += most) {
      var some = parcel.shares().subList(from, Math.min(from + most, parcel.shares().size()));
      store.plan(Ids.next(), new Parcel(parcel.workspace(), parcel.connection(), some, parcel.content()), payload);
    }
    database.afterCommit(worker::wake);
  }

  private boolean round() {
    if (System.nanoTime() - recovered > POLL.toNanos()) {
      for (var row : database.engine(store::abandoned)) {
        write(row, null, Verdict.abandoned(row.asPush(), KEYED, clocks.wall()));
      }
      recovered = System.nanoTime();
    }
    var free = hands.drainPermits();
    var started = 0;
    try {
      if (free == 0) {
        return false;
      }
      var claim = database.engine(() -> claim(free));
      for (var one : claim.ready) {
        started++;
        Thread.ofVirtual().name("parcel-" + one.row.id()).start(() -> send(one));
      }
      claim.decided.forEach((row, verdict) -> write(row, null, verdict));
      return !claim.ready.isEmpty() || !claim.decided.isEmpty();
    } finally {
      hands.release(free - started);
    }
  }

  private Claim claim(int limit) {
    var claim = new Claim(new ArrayList<>(), new HashMap<>());
    var due = store.due(limit);
    if (due.isEmpty()) {
      return claim;
    }
    var accounts = connections.accounts(due.stream().map(ParcelStore.Claimed::connection).collect(Collectors.toSet()));
    for (var row : due) {
      var account = accounts.get(row.connection());
      if (account == null) {
        claim.decided.put(row, Verdict.failed(
            "這個通路已經移除，或它的密鑰打不開 · This channel was removed, or its secret cannot be opened"));
      } else {
        prepare(row, account, claim);
      }
    }
    return claim;
  }

  private void prepare(ParcelStore.Claimed row, Account account, Claim claim) {
    try {
      var request = row.request() != null ? row.request() : adapters.of(account).requestTogether(account,
          row.shares().stream().map(Parcel.Share::address).toList(), json.readValue(row.payload(), Content.class));
      var key = Ids.next();
      store.sending(row, key, request);
      claim.ready.add(new Ready(row, key, account, request));
    } catch (Problem | JacksonException unsendable) {
      LOG.warn("Parcel {} cannot be put into the provider's words", row.id(), unsendable);
      claim.decided.put(row, Verdict.failed(String.valueOf(unsendable.getMessage())));
    }
  }

  private void send(Ready one) {
    try {
      var adapter = adapters.of(one.account);
      strides.await(one.row.connection(), adapter.togetherASecond());
      var outcome = adapter.sendTogether(one.account, new OutgoingId(one.row.id()), one.request);
      write(one.row, one.claim, Verdict.of(outcome, Way.PUSH, KEYED, one.row.asPush(), clocks.wall()));
    } catch (RuntimeException failure) {
      LOG.warn("The outcome of parcel {} was not written; its claim will end", one.row.id(), failure);
    } finally {
      hands.release();
      worker.wake();
    }
  }

  private void write(ParcelStore.Claimed row, @Nullable UUID claim, Verdict verdict) {
    Settling.write(database, row.id(), () -> settle(row, claim, verdict).ifPresent(told ->
        receipts.orderedStream().forEach(next -> next.told(told))), () -> settle(row, claim, verdict));
  }

  private Optional<ParcelReceipt> settle(ParcelStore.Claimed row, @Nullable UUID claim, Verdict verdict) {
    var now = verdict.settled();
    if (!store.settle(row, claim, now)) {
      return Optional.empty();
    }
    if (verdict.pause().isPositive()) {
      connections.pause(row.connection(), row.workspace(), verdict.pause());
    }
    if (verdict.quotaEnded()) {
      connections.forgetQuota(row.connection(), row.workspace());
    }
    if (verdict.accountTrouble() != null) {
      connections.state(row.connection(), row.workspace(), verdict.accountTrouble());
    }
    if (now.cost() > 0) {
      connections.spent(row.connection(), row.workspace(), row.shares().size());
    }
    return now.again() != null ? Optional.empty() : Optional.of(receipt(row, now, clocks.now(row.workspace())));
  }

  private static ParcelReceipt receipt(ParcelStore.Claimed row, OutgoingStore.Settled now, Instant at) {
    return new ParcelReceipt(row.workspace(), row.shares().stream().map(Parcel.Share::id).toList(),
        Receipt.State.valueOf(now.state().toUpperCase(Locale.ROOT)), now.reason(), at);
  }
}
