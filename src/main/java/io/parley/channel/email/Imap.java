package io.parley.channel.email;

import io.parley.channel.MailServer;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import jakarta.mail.UIDFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.eclipse.angus.mail.imap.IMAPStore;

/// One open inbox. Reading does not mark anything as seen; that is said once a mail is stored.
final class Imap implements AutoCloseable {
  /// A mail may be as large as providers take; beyond, its headers are all that is read.
  static final int MOST_BYTES = 26_214_400;
  private static final int LOOK_BACK = 300;

  private final Store store;
  private final IMAPFolder inbox;

  private Imap(Store store, IMAPFolder inbox) {
    this.store = store;
    this.inbox = inbox;
  }

  static Imap open(MailSessions sessions, MailServer server) throws MessagingException {
    var store = sessions.imap(server).getStore("imap");
    try {
      store.connect(server.host(), server.port(), server.user(), server.password());
      var inbox = (IMAPFolder) store.getFolder("INBOX");
      inbox.open(Folder.READ_WRITE);
      return new Imap(store, inbox);
    } catch (MessagingException | RuntimeException failure) {
      store.close();
      throw failure;
    }
  }

  long validity() throws MessagingException {
    return inbox.getUIDValidity();
  }

  long next() throws MessagingException {
    return Math.max(1, inbox.getUIDNext());
  }

  /// Asks the server, so that what came meanwhile counts.
  int count() throws MessagingException {
    return inbox.getMessageCount();
  }

  /// The mails from this number on, in their order.
  List<IMAPMessage> from(long uid) throws MessagingException {
    var found = new ArrayList<IMAPMessage>();
    for (var message : inbox.getMessagesByUID(uid, UIDFolder.LASTUID)) {
      // `n:*` always brings the last mail, even if its number is lower.
      if (message instanceof IMAPMessage mail && inbox.getUID(mail) >= uid) {
        found.add(mail);
      }
    }
    return found;
  }

  /// Those of the latest that came after an instant, in their order.
  List<IMAPMessage> since(Instant at) throws MessagingException {
    var found = new ArrayList<IMAPMessage>();
    var last = inbox.getMessageCount();
    for (var n = last; n >= 1 && n > last - LOOK_BACK; n--) {
      if (inbox.getMessage(n) instanceof IMAPMessage mail && !received(mail).isBefore(at)) {
        found.add(mail);
      }
    }
    Collections.reverse(found);
    return found;
  }

  long uid(IMAPMessage mail) throws MessagingException {
    return inbox.getUID(mail);
  }

  static Instant received(Message mail) throws MessagingException {
    var at = mail.getReceivedDate();
    return at == null ? Instant.EPOCH : at.toInstant();
  }

  byte[] bytes(IMAPMessage mail) throws MessagingException {
    mail.setPeek(true);
    try {
      var out = new ByteArrayOutputStream();
      if (mail.getSize() > MOST_BYTES) {
        var lines = mail.getAllHeaderLines();
        while (lines.hasMoreElements()) {
          var line = lines.nextElement();
          if (!line.regionMatches(true, 0, "Content-", 0, 8)) {
            out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
          }
        }
        out.write("\r\n(25 MB+)\r\n".getBytes(StandardCharsets.US_ASCII));
      } else {
        mail.writeTo(out);
      }
      return out.toByteArray();
    } catch (IOException failure) {
      throw new MessagingException("The mail could not be read", failure);
    }
  }

  static void seen(IMAPMessage mail) throws MessagingException {
    mail.setFlag(Flags.Flag.SEEN, true);
  }

  boolean canIdle() throws MessagingException {
    return store instanceof IMAPStore imap && imap.hasCapability("IDLE");
  }

  /// Waits until the server has news or somebody pokes.
  void idle() throws MessagingException {
    inbox.idle(true);
  }

  /// Ends the waiting of another thread: any command does.
  void poke() throws MessagingException {
    inbox.getMessageCount();
  }

  @Override
  public void close() {
    try {
      store.close();
    } catch (MessagingException gone) {
      // It was closed from the other side.
    }
  }
}
