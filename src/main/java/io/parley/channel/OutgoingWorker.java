package io.parley.channel;

import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.Problem;
import io.parley.platform.Worker;
import io.parley.platform.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Sends what was written down. One transaction claims (and uses up the reply token), the provider is called outside
/// every transaction, another transaction writes what came of it. What one of them may do next is said by `Verdict`.
///
/// A worker that dies in between leaves a row `sending`; when its claim ends a push goes again under the same key, and
/// what has no key (a reply, a mail) becomes unknown.
@Component
final class OutgoingWorker {
  private static final Logger LOG = LoggerFactory.getLogger(OutgoingWorker.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int AT_ONCE = 16;
  private static final Duration BREATH = Duration.ofMillis(2);

  private final Database database;
  private final Clocks clocks;
  private final Stores stores;
  private final Adapters adapters;
  private final Outcomes outcomes;
  private final JsonMapper json;
  private final Semaphore hands = new Semaphore(AT_ONCE);
  private final Worker worker;
  /// When rows of workers that died were looked for, by the nanosecond clock.
  private long recovered = System.nanoTime() - POLL.toNanos();

  /// A claimed row, ready to be sent.
  private record Ready(OutgoingStore.Claimed row, UUID claim, Account account, Way way, String request,
      @Nullable String token) {}

  /// What a claim took: rows to send, and rows about which there is nothing to ask the provider.
  private record Claim(List<Ready> ready, Map<OutgoingStore.Claimed, Verdict> decided) {}

  OutgoingWorker(Database database, Clocks clocks, Stores stores, Adapters adapters, Outcomes outcomes, JsonMapper json,
      Workers workers) {
    this.database = database;
    this.clocks = clocks;
    this.stores = stores;
    this.adapters = adapters;
    this.outcomes = outcomes;
    this.json = json;
    this.worker = workers.add("channel-outgoing", POLL, this::round);
  }

  void wake() {
    worker.wake();
  }

  private boolean round() {
    if (System.nanoTime() - recovered > POLL.toNanos()) {
      outcomes.recover();
      recovered = System.nanoTime();
    }
    var free = free();
    var started = 0;
    try {
      if (free == 0) {
        return false;
      }
      var claim = database.keyed(() -> claim(free));
      for (var one : claim.ready) {
        started++;
        Thread.ofVirtual().name("outgoing-" + one.row.id().value()).start(() -> send(one));
      }
      claim.decided.forEach((row, verdict) -> outcomes.write(row, null, verdict));
      return !claim.ready.isEmpty() || !claim.decided.isEmpty();
    } finally {
      hands.release(free - started);
    }
  }

  /// Takes the hands that are free. Where most are busy, more are free a moment later, and what they take is claimed
  /// together.
  private int free() {
    var free = hands.drainPermits();
    if (free > 0 && free < AT_ONCE / 2) {
      LockSupport.parkNanos(BREATH.toNanos());
      free += hands.drainPermits();
    }
    return free;
  }

  private Claim claim(int limit) {
    var claim = new Claim(new ArrayList<>(), new LinkedHashMap<>());
    var due = stores.outgoings().due(limit);
    if (due.isEmpty()) {
      return claim;
    }
    var blocked = stores.outgoings().blocked(due.stream().map(OutgoingStore.Claimed::to).toList());
    var accounts = stores.connections().accounts(
        due.stream().map(OutgoingStore.Claimed::connection).collect(Collectors.toSet()));
    var tokens = stores.outgoings().takeTokens(due.stream()
        .filter(row -> row.way() == null && accounts.containsKey(row.connection()))
        .map(OutgoingStore.Claimed::to)
        .filter(to -> !blocked.containsKey(to))
        .toList());
    for (var row : due) {
      var account = accounts.get(row.connection());
      if (account == null) {
        claim.decided.put(row, Verdict.failed(
            "這個通路已經移除，或它的密鑰打不開 · This channel was removed, or its secret cannot be opened"));
      } else if (blocked.containsKey(row.to())) {
        claim.decided.put(row, Verdict.skipped(blocked.get(row.to())));
      } else {
        prepare(row, account, tokens.get(row.to()), claim);
      }
    }
    if (!claim.ready.isEmpty()) {
      stores.outgoings().sending(claim.ready.stream().map(one ->
          new OutgoingStore.Try(one.row, one.claim, one.way, one.request)).toList());
    }
    return claim;
  }

  /// `token` null means push.
  private void prepare(
      OutgoingStore.Claimed row, Account account, @Nullable String token, Claim claim) {
    var way = token == null ? Way.PUSH : Way.REPLY;
    if (way == Way.PUSH && row.pausedUntil() != null) {
      var pause = Duration.between(clocks.wall(), row.pausedUntil());
      claim.decided.put(row, Verdict.held(row.way(), "對方的服務暫時限速 · Slowed down by the provider", pause));
      return;
    }
    try {
      var request = row.request() != null
          ? row.request()
          : adapters.of(account).request(account, outgoing(row), token);
      var key = Ids.next();
      claim.ready.add(new Ready(row, key, account, way, request, token));
    } catch (Problem | JacksonException unsendable) {
      LOG.warn("Message {} cannot be put into the provider's words", row.id().value(), unsendable);
      claim.decided.put(row, Verdict.failed(String.valueOf(unsendable.getMessage())));
    }
  }

  private Outgoing outgoing(OutgoingStore.Claimed row) {
    return new Outgoing(row.id(), row.workspace(), row.connection(), row.address(),
        json.readValue(row.payload(), Content.class));
  }

  private void send(Ready one) {
    Verdict verdict;
    try {
      var adapter = adapters.of(one.account);
      var outcome = adapter.send(one.account, one.row.id(), one.way, one.request);
      verdict = Verdict.of(outcome, one.way, adapter.can(), one.row, clocks.wall());
      if (verdict.giveTokenBack() && one.token != null) {
        database.engine(() -> stores.contacts().giveBack(one.row, one.token));
      }
    } catch (RuntimeException failure) {
      LOG.warn("The outcome of message {} was not written; its claim will end", one.row.id().value(), failure);
      return;
    } finally {
      hands.release();
      worker.wake();
    }
    outcomes.write(one.row, one.claim, verdict);
  }
}
