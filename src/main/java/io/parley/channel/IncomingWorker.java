package io.parley.channel;

import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Worker;
import io.parley.platform.Workers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;

/// Hands stored events over, in event-time order per contact, several contacts at a time. What needs the provider
/// (media, a profile) is fetched before the transaction; a transaction then hands over and marks done, together.
///
/// An event that fails is tried again `TRIES` times while its contact waits, then set aside with its reason. Media that
/// cannot be had do not stop the message: it is shown as unsupported.
@Component
final class IncomingWorker {
  private static final Logger LOG = LoggerFactory.getLogger(IncomingWorker.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int AT_ONCE = 6;
  private static final int TRIES = 5;
  private static final int LONGEST_REASON = 300;

  private final Database database;
  private final Clocks clocks;
  private final IncomingStore events;
  private final ContactStore contacts;
  private final ConnectionStore connections;
  private final Adapters adapters;
  private final Outcomes outcomes;
  private final ObjectProvider<Inbound> inbound;
  private final Semaphore hands = new Semaphore(AT_ONCE);
  private final Worker worker;

  IncomingWorker(Database database, Clocks clocks, Stores stores, Adapters adapters, Outcomes outcomes,
      ObjectProvider<Inbound> inbound, Workers workers) {
    this.database = database;
    this.clocks = clocks;
    this.events = stores.events();
    this.contacts = stores.contacts();
    this.connections = stores.connections();
    this.adapters = adapters;
    this.outcomes = outcomes;
    this.inbound = inbound;
    this.worker = workers.add("channel-incoming", POLL, this::round);
  }

  void wake() {
    worker.wake();
  }

  private boolean round() {
    var free = hands.drainPermits();
    if (free == 0) {
      return false;
    }
    var taken = 0;
    try {
      var claimed = database.engine(() -> events.claim(free));
      for (var event : claimed) {
        taken++;
        Thread.ofVirtual().name("incoming-" + event.id()).start(() -> handle(event));
      }
      return taken > 0;
    } finally {
      hands.release(free - taken);
    }
  }

  private void handle(IncomingStore.Waiting event) {
    try {
      handOver(event);
    } catch (RuntimeException failure) {
      setBack(event, failure);
    } finally {
      hands.release();
      worker.wake();
    }
  }

  private void handOver(IncomingStore.Waiting event) {
    var account = database.engine(() -> connections.account(event.connection()))
        .orElseThrow(() -> new IllegalStateException("The connection was removed"));
    var adapter = adapters.of(account);
    var arrival = arrival(adapter, event);
    var happening = happening(adapter, account, event);
    if (happening instanceof Incoming.Happening.Became became) {
      database.engine(() -> {
        if (events.done(event)) {
          outcomes.later(became, event.connection(), event.workspace());
        }
      });
      return;
    }
    refreshProfile(adapter, account, event);
    database.engine(() -> {
      if (!events.done(event)) {
        return;
      }
      contacts.ensure(event.workspace(), event.connection(), event.address());
      if (arrival.replyToken() != null) {
        contacts.replyToken(
            event.workspace(), event.connection(), event.address(), arrival.replyToken(), event.at());
      }
      if (arrival.relation() != null) {
        contacts.relation(event.workspace(), event.connection(), event.address(), arrival.relation(), event.at());
      }
      var contact = contacts.known(event.workspace(), event.connection(), event.address()).contact();
      var incoming = new Incoming(event.workspace(), event.connection(), account.kind(), contact, event.eventId(),
          workspaceTime(event), happening);
      inbound.orderedStream().forEach(next -> next.received(incoming));
    });
  }

  private static Adapter.Arrival arrival(Adapter adapter, IncomingStore.Waiting event) {
    return adapter.readStored(event.body());
  }

  /// The provider speaks of the wall clock; what a merchant sees follows the workspace's, which may have been moved.
  private Instant workspaceTime(IncomingStore.Waiting event) {
    return clocks.now(event.workspace()).minus(Duration.between(event.at(), clocks.wall()));
  }

  private static Incoming.Happening happening(Adapter adapter, Account account, IncomingStore.Waiting event) {
    try {
      return adapter.happening(account, event.body());
    } catch (RuntimeException failure) {
      if (event.attempt() < TRIES) {
        throw failure;
      }
      LOG.warn("Event {} of {} is shown as unsupported", event.eventId(), event.connection(), failure);
      return new Incoming.Happening.Unsupported(event.kind());
    }
  }

  private void refreshProfile(Adapter adapter, Account account, IncomingStore.Waiting event) {
    var known = database.engine(() -> contacts.known(event.workspace(), event.connection(), event.address()));
    if (!known.profileIsOld()) {
      return;
    }
    Adapter.Profile profile = null;
    try {
      profile = adapter.profile(account, event.address()).orElse(null);
    } catch (RuntimeException untold) {
      LOG.debug("No profile of a contact of {}", event.connection(), untold);
    }
    var told = profile;
    database.engine(() -> contacts.profile(event.workspace(), event.connection(), event.address(), told));
  }

  private void setBack(IncomingStore.Waiting event, RuntimeException failure) {
    var again = event.attempt() < TRIES ? Duration.ofSeconds((long) event.attempt() * event.attempt()) : null;
    if (again == null) {
      LOG.warn("Event {} of {} is set aside", event.eventId(), event.connection(), failure);
    } else {
      LOG.info("Event {} of {} goes again in {}: {}", event.eventId(), event.connection(), again, failure.toString());
    }
    try {
      database.engine(() -> events.failed(event, reason(failure), again));
    } catch (RuntimeException alsoThat) {
      LOG.warn("Event {} will be tried again when its claim ends", event.eventId(), alsoThat);
    }
  }

  /// What lies at the bottom of it, in one line: the merchant reads this, and a statement says nothing to her.
  private static String reason(RuntimeException failure) {
    var cause = NestedExceptionUtils.getMostSpecificCause(failure);
    var words = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    var line = words.lines().findFirst().orElse(cause.toString()).replace("\0", "").strip();
    return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "…";
  }
}
