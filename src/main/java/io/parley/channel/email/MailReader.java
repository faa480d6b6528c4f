package io.parley.channel.email;

import io.parley.channel.Account;
import io.parley.channel.ConnectionId;
import io.parley.channel.Intake;
import io.parley.channel.MailAccount;
import io.parley.channel.MailServer;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.Leases;
import io.parley.platform.Workers;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import tools.jackson.databind.json.JsonMapper;

/// Fetches mails, one reader for each inbox in the whole cluster (a lease), waiting in IDLE where the server can
/// (RFC 2177) and looking every `LOOK` where it cannot. A mail is stored as it came, with the place of the inbox,
/// before it is marked as seen; what was stored before is known by its Message-ID, whatever a server does to its
/// numbers.
@Component
final class MailReader implements DisposableBean {
  private static final Logger LOG = LoggerFactory.getLogger(MailReader.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofSeconds(20);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration RENEW = Duration.ofSeconds(10);
  /// Servers hang up on whoever is silent; many do after far less than the standard's half hour.
  private static final Duration LONGEST_IDLE = LOOK;
  /// What comes between the last look and the beginning of IDLE is told by no server for sure, and it is where mails
  /// come close together that it happens: at first, and after a mail, the wait is short.
  private static final Duration SHORT_IDLE = Duration.ofSeconds(2);
  /// How far back a first look, or one at an inbox that was numbered anew, goes.
  private static final Duration LOOK_BACK = Duration.ofDays(1);

  private final Intake intake;
  private final EmailAdapter adapter;
  private final MailStore mails;
  private final Leases leases;
  private final Database database;
  private final JsonMapper json;
  private final InstantSource clock;
  private final Map<ConnectionId, Hand> hands = new ConcurrentHashMap<>();
  private final Map<ConnectionId, Pause> pauses = new ConcurrentHashMap<>();
  private volatile boolean ending;

  private record Pause(Instant until, int failures) {}

  /// One inbox being read.
  private static final class Hand {
    private final Map<String, String> secrets;
    private volatile @Nullable Imap box;
    private volatile @Nullable Instant idleUntil;
    private volatile Instant renewed;

    Hand(Map<String, String> secrets, Instant renewed) {
      this.secrets = secrets;
      this.renewed = renewed;
    }
  }

  MailReader(Intake intake, EmailAdapter adapter, MailStore mails, Leases leases, Database database, JsonMapper json,
      InstantSource clock, Workers workers) {
    this.intake = intake;
    this.adapter = adapter;
    this.mails = mails;
    this.leases = leases;
    this.database = database;
    this.json = json;
    this.clock = clock;
    workers.add("mail-reader", POLL, this::round);
  }

  private boolean round() {
    var accounts = intake.accounts(EmailAdapter.KIND).stream()
        .filter(account -> account.secrets().containsKey("imapHost")).toList();
    var wanted = accounts.stream().collect(java.util.stream.Collectors.toMap(Account::id, one -> one));
    hands.forEach((id, hand) -> tend(hand, wanted.get(id)));
    for (var account : accounts) {
      var pause = pauses.get(account.id());
      var rests = pause != null && pause.until.isAfter(clock.instant());
      if (!ending && !rests && !hands.containsKey(account.id())
          && leases.hold(lease(account.id()), LEASE).isPresent()) {
        var hand = new Hand(account.secrets(), clock.instant());
        hands.put(account.id(), hand);
        Thread.ofVirtual().name("mail-" + account.id()).start(() -> read(account, hand));
      }
    }
    return false;
  }

  /// A reader goes on while it has its lease, its account is connected as it was, and the server is not kept waiting.
  private void tend(Hand hand, @Nullable Account account) {
    var goesOn = account != null && account.secrets().equals(hand.secrets) && held(hand, account.id());
    var box = hand.box;
    var until = hand.idleUntil;
    if (box == null) {
      return;
    }
    if (!goesOn) {
      box.close();
    } else if (until != null && until.isBefore(clock.instant())) {
      hand.idleUntil = null;
      Thread.ofVirtual().name("mail-poke").start(() -> {
        try {
          box.poke();
        } catch (MessagingException gone) {
          box.close();
        }
      });
    }
  }

  private boolean held(Hand hand, ConnectionId id) {
    var now = clock.instant();
    if (hand.renewed.plus(RENEW).isAfter(now)) {
      return true;
    }
    hand.renewed = now;
    return leases.hold(lease(id), LEASE).isPresent();
  }

  private void read(Account account, Hand hand) {
    var server = MailAccount.of(account).inbox().orElseThrow();
    try (var box = Imap.open(adapter.sessions(), server)) {
      hand.box = box;
      intake.trouble(account, null);
      var first = true;
      do {
        var news = 0;
        for (var came = fetch(account, box); came > 0; came = fetch(account, box)) {
          news += came;
        }
        pauses.put(account.id(), new Pause(clock.instant().plus(LOOK), 0));
        if (!box.canIdle() || ending) {
          break;
        }
        hand.idleUntil = clock.instant().plus(first || news > 0 ? SHORT_IDLE : LONGEST_IDLE);
        first = false;
        box.idle();
      } while (!ending);
    } catch (MessagingException failure) {
      rest(account, server, failure);
    } catch (RuntimeException failure) {
      LOG.warn("The inbox of {} could not be read", account, failure);
      pauses.put(account.id(), new Pause(clock.instant().plus(LOOK), 0));
    } finally {
      hands.remove(account.id());
      if (!ending) {
        leases.release(lease(account.id()));
      }
    }
  }

  /// One lost connection mends itself; what fails again is told to the merchant.
  private void rest(Account account, MailServer server, MessagingException failure) {
    if (ending) {
      return;
    }
    var before = pauses.get(account.id());
    var failures = before == null ? 1 : before.failures + 1;
    var pause = Duration.ofSeconds(2L << Math.min(failures, 8));
    pauses.put(account.id(), new Pause(
        clock.instant().plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause), failures));
    LOG.info("The inbox of {} is tried again in {}: {}", account, pause, Smtp.words(failure));
    if (failures > 1) {
      intake.trouble(account, "收信（IMAP）：" + MailTrouble.line(server, failure));
    }
  }

  /// How many mails there were.
  private int fetch(Account account, Imap box) throws MessagingException {
    var validity = box.validity();
    var place = database.engine(() -> mails.place(account)).orElse(null);
    var known = place != null && place.validity() == validity;
    List<IMAPMessage> fresh = place != null && known ? box.from(place.next())
        : box.since((place == null ? clock.instant() : place.readAt()).minus(LOOK_BACK));
    var next = place != null && known ? place.next() : box.next();
    for (var mail : fresh) {
      var uid = box.uid(mail);
      var after = new MailStore.Place(validity, uid + 1, clock.instant());
      if (store(account, box.bytes(mail), after, Imap.received(mail))) {
        Imap.seen(mail);
      }
      next = Math.max(next, uid + 1);
    }
    if (!known) {
      var upTo = new MailStore.Place(validity, next, clock.instant());
      database.engine(() -> mails.place(account, upTo));
    }
    return fresh.size();
  }

  /// False if it cannot be read at all; then it stays in the inbox as it is, and does not stand before the others.
  private boolean store(Account account, byte[] raw, MailStore.Place after, Instant receivedAt) {
    var id = Ids.next();
    var at = receivedAt.equals(Instant.EPOCH) || receivedAt.isAfter(clock.instant()) ? clock.instant() : receivedAt;
    try {
      var mail = ReadMail.of(raw);
      var event = StoredMail.of(id, mail, after.validity() + "/" + (after.next() - 1), at, MailAccount.of(account));
      var references = mail.ids("References").isEmpty() ? mail.ids("In-Reply-To") : mail.ids("References");
      store(account, event, new MailStore.Raw(id, event.address(), mail.messageId(), references, mail.subject(),
          mail.fromName(), at, raw), after);
      return true;
    } catch (DataAccessException | TransactionException notItsFault) {
      throw notItsFault;
    } catch (RuntimeException | StackOverflowError unreadable) {
      LOG.warn("Mail {} of {} cannot be read and is left in the inbox", after.next() - 1, account, unreadable);
      database.engine(() -> mails.place(account, after));
      return false;
    }
  }

  private void store(Account account, StoredMail event, MailStore.Raw raw, MailStore.Place after) {
    database.engine(() -> {
      if (!mails.known(account, event.eventId())) {
        mails.keep(account, raw);
        intake.store(account, List.of(event.arrival(json)));
      }
      mails.place(account, after);
    });
  }

  private static String lease(ConnectionId id) {
    return "mail-" + id;
  }

  @Override
  public void destroy() {
    ending = true;
    hands.values().forEach(hand -> {
      var box = hand.box;
      if (box != null) {
        box.close();
      }
    });
  }
}
