package io.parley.channel;

import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Sends what was written down. One transaction claims (and uses up the reply token), the provider is called outside
/// every transaction, another transaction writes what came of it. What one of them may do next is said by `Verdict`.
///
/// A worker that dies in between leaves a row `sending`; when its claim ends a push goes again under the same key, and a
/// reply, which has no key, becomes unknown.
@Component
final class OutgoingWorker implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(OutgoingWorker.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int AT_ONCE = 16;

  private final Database database;
  private final Clocks clocks;
  private final Stores stores;
  private final Adapters adapters;
  private final Outcomes outcomes;
  private final JsonMapper json;
  private final Semaphore hands = new Semaphore(AT_ONCE);
  private final Worker worker = new Worker("channel-outgoing", POLL, this::round);
  private volatile boolean running;

  /// A claimed row, ready to be sent.
  private record Ready(OutgoingStore.Claimed row, UUID claim, Account account, Way way, String request,
      @Nullable String token) {}

  OutgoingWorker(
      Database database, Clocks clocks, Stores stores, Adapters adapters, Outcomes outcomes, JsonMapper json) {
    this.database = database;
    this.clocks = clocks;
    this.stores = stores;
    this.adapters = adapters;
    this.outcomes = outcomes;
    this.json = json;
  }

  void wake() {
    worker.wake();
  }

  private boolean round() {
    database.engine(outcomes::recover);
    var free = hands.drainPermits();
    var started = 0;
    try {
      if (free == 0) {
        return false;
      }
      var claimed = new ArrayList<OutgoingStore.Claimed>();
      var ready = database.engine(() -> claim(free, claimed));
      for (var one : ready) {
        started++;
        Thread.ofVirtual().name("outgoing-" + one.row.id().value()).start(() -> send(one));
      }
      return !claimed.isEmpty();
    } finally {
      hands.release(free - started);
    }
  }

  private List<Ready> claim(int limit, List<OutgoingStore.Claimed> claimed) {
    claimed.clear();
    claimed.addAll(stores.outgoings().due(limit));
    if (claimed.isEmpty()) {
      return List.of();
    }
    var all = claimed.stream().map(OutgoingStore.Claimed::to).toList();
    var blocked = stores.outgoings().blocked(all);
    var accounts = stores.connections().accounts(
        claimed.stream().map(OutgoingStore.Claimed::connection).collect(Collectors.toSet()));
    var tokens = stores.outgoings().takeTokens(claimed.stream()
        .filter(row -> row.way() == null && accounts.containsKey(row.connection()))
        .map(OutgoingStore.Claimed::to)
        .filter(to -> !blocked.contains(to))
        .toList());
    var ready = new ArrayList<Ready>();
    for (var row : claimed) {
      var account = accounts.get(row.connection());
      if (account == null) {
        outcomes.settle(row, null, Verdict.failed("這個通路已經移除 · This channel was removed"));
      } else if (blocked.contains(row.to())) {
        outcomes.settle(row, null, Verdict.skipped("對方已封鎖這個帳號 · The contact has blocked this account"));
      } else {
        prepare(row, account, tokens).ifPresent(ready::add);
      }
    }
    return ready;
  }

  private java.util.Optional<Ready> prepare(
      OutgoingStore.Claimed row, Account account, Map<OutgoingStore.To, String> tokens) {
    var token = row.way() == null ? tokens.get(row.to()) : null;
    var way = token == null ? Way.PUSH : Way.REPLY;
    if (way == Way.PUSH && row.pausedUntil() != null) {
      var pause = Duration.between(clocks.wall(), row.pausedUntil());
      outcomes.settle(row, null, Verdict.held(row.way(), "LINE 暫時限速 · Slowed down by the provider", pause));
      return java.util.Optional.empty();
    }
    try {
      var request = row.request() != null
          ? row.request()
          : adapters.of(account).request(account, row.address(), json.readValue(row.payload(), Content.class), token);
      var claim = Ids.next();
      stores.outgoings().sending(row, claim, way, request);
      return java.util.Optional.of(new Ready(row, claim, account, way, request, token));
    } catch (RuntimeException unsendable) {
      LOG.warn("Message {} cannot be put into the provider's words", row.id().value(), unsendable);
      outcomes.settle(row, null, Verdict.failed(String.valueOf(unsendable.getMessage())));
      return java.util.Optional.empty();
    }
  }

  private void send(Ready one) {
    try {
      var outcome = adapters.of(one.account).send(one.account, one.row.id(), one.way, one.request);
      var verdict = Verdict.of(outcome, one.way, one.row, clocks.wall());
      database.engine(() -> {
        if (verdict.giveTokenBack() && one.token != null) {
          stores.contacts().giveBack(one.row, one.token);
        }
        outcomes.settle(one.row, one.claim, verdict);
      });
    } catch (RuntimeException failure) {
      LOG.warn("The outcome of message {} was not written; its claim will end", one.row.id().value(), failure);
    } finally {
      hands.release();
      worker.wake();
    }
  }

  @Override
  public void start() {
    running = true;
    worker.start();
  }

  @Override
  public void stop() {
    running = false;
    worker.close();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
