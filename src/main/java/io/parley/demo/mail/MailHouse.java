package io.parley.demo.mail;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.parley.demo.line.DemoOn;
import io.parley.demo.line.DemoTime;
import io.parley.demo.mail.MailJournal.Habit;
import io.parley.demo.mail.MailJournal.Mail;
import io.parley.platform.Ids;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Component;

/// The mail servers of the demo: one that takes mail from shops and brings it to people's boxes, one from which shops
/// fetch theirs. Boxes are rows; the shops' inboxes live in memory and are filled again at the start with what people
/// sent lately, as a server that numbers its mails anew.
@Component
@Conditional(DemoOn.class)
class MailHouse implements SmtpSession.Post, DisposableBean {
  private static final Logger LOG = LoggerFactory.getLogger(MailHouse.class);
  private static final Duration AGAIN = Duration.ofDays(1);

  private final MailJournal journal;
  private final DemoTime time;
  private final MailFaults faults = new MailFaults();
  private final Map<String, String> passwords = new ConcurrentHashMap<>();
  private final Map<String, GreenMailUser> shops = new ConcurrentHashMap<>();
  private @Nullable SmtpServer smtp;
  private @Nullable GreenMail imap;

  /// Where the servers answer, on this machine.
  record Doors(int smtp, int imap) {}

  MailHouse(MailJournal journal, DemoTime time) {
    this.journal = journal;
    this.time = time;
  }

  synchronized Doors doors() {
    if (smtp == null || imap == null) {
      smtp = new SmtpServer(client -> new SmtpSession(client, this, faults));
      imap = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
      imap.start();
    }
    return new Doors(smtp.port(), imap.getImap().getPort());
  }

  /// Opens the account of a shop.
  synchronized void shop(String address, String password) {
    doors();
    passwords.put(address, password);
    if (imap != null && !shops.containsKey(address)) {
      shops.put(address, imap.setUser(address, address, password));
      journal.sent(time.now().minus(AGAIN)).stream()
          .filter(mail -> SimMail.of(mail.raw()).header("To").contains(address))
          .forEach(mail -> deliver(address, mail.raw()));
    }
  }

  @Override
  public boolean knows(String user, String password) {
    return password.equals(passwords.get(user));
  }

  @Override
  public @Nullable String refuses(String address) {
    if (!address.matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+")) {
      return "501 5.1.3 Bad recipient address syntax";
    }
    return journal.box(address).map(MailJournal.Box::habit).filter(Habit.GONE::equals).map(gone ->
        "550 5.1.1 <" + address + "> The email account that you tried to reach does not exist").orElse(null);
  }

  @Override
  public void take(String from, List<String> to, byte[] raw) {
    to.forEach(address -> bring(from, address, raw));
  }

  /// A mail on its way to one address.
  void bring(String from, String address, byte[] raw) {
    if (shops.containsKey(address)) {
      deliver(address, raw);
      return;
    }
    journal.open(address, address.substring(0, address.indexOf('@')));
    switch (journal.box(address).orElseThrow().habit()) {
      case NORMAL, GONE -> keep(address, true, raw);
      case BOUNCES -> back(from, Reports.bounce(address, raw, true));
      case FULL -> back(from, Reports.bounce(address, raw, false));
      case AWAY -> {
        keep(address, true, raw);
        back(from, Reports.away(address, raw));
      }
    }
  }

  Mail keep(String address, boolean received, byte[] raw) {
    var mail = new Mail(Ids.next(), address, received, raw, time.now(), !received, null);
    journal.keep(mail);
    return mail;
  }

  void back(String shop, byte[] raw) {
    if (shops.containsKey(shop)) {
      deliver(shop, raw);
    }
  }

  private void deliver(String shop, byte[] raw) {
    var user = shops.get(shop);
    if (user == null) {
      LOG.warn("Nobody here is called {}", shop);
      return;
    }
    user.deliver(SimMail.of(raw).mail());
  }

  MailFaults faults() {
    return faults;
  }

  MailJournal journal() {
    return journal;
  }

  @Override
  public synchronized void destroy() {
    if (smtp != null) {
      smtp.close();
    }
    if (imap != null) {
      imap.stop();
    }
  }
}
