package io.parley.channel.email;

import io.parley.channel.Account;
import io.parley.channel.Adapter;
import io.parley.channel.Content;
import io.parley.channel.Incoming;
import io.parley.channel.MailAccount;
import io.parley.channel.Outgoing;
import io.parley.channel.OutgoingId;
import io.parley.channel.Way;
import io.parley.platform.Database;
import io.parley.platform.Files;
import io.parley.platform.Outside;
import io.parley.platform.Problem;
import jakarta.mail.MessagingException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// E-mail as a channel: SMTP out, and what `MailReader` fetched by IMAP.
@Component
final class EmailAdapter implements Adapter {
  static final String KIND = "email";
  static final int TEXT_UNITS = 100_000;
  private static final Can CAN = new Can(false, false,
      Set.of("text", "image", "card", "button", "location", "mail"), TEXT_UNITS);

  private final Smtp smtp;
  private final MailSessions sessions;
  private final MailMaker maker = new MailMaker();
  private final MailStore mails;
  private final Database database;
  private final Files files;
  private final JsonMapper json;
  private final InstantSource clock;

  EmailAdapter(
      Outside outside, MailStore mails, Database database, Files files, JsonMapper json, InstantSource clock) {
    this.sessions = new MailSessions(outside);
    this.smtp = new Smtp(sessions);
    this.mails = mails;
    this.database = database;
    this.files = files;
    this.json = json;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Can can() {
    return CAN;
  }

  @Override
  public Arrival readStored(String event) {
    return StoredMail.read(json, event).arrival(json);
  }

  @Override
  public Incoming.Happening happening(Account account, String event) {
    var stored = StoredMail.read(json, event);
    var raw = database.engine(() -> mails.raw(account.workspace(), stored.mail()))
        .orElseThrow(() -> new IllegalStateException("The mail is gone"));
    var mail = ReadMail.of(raw);
    if (stored.kind().equals(StoredMail.REPORT)) {
      return Bounces.became(mail).orElseThrow(() -> new IllegalStateException("The report names no mail of ours"));
    }
    return new Incoming.Happening.Wrote(stored.eventId(), Letters.of(mail, file -> keep(account, file)));
  }

  private Optional<String> keep(Account account, ReadMail.Leaf file) {
    return file.bytes().length == 0 || file.bytes().length > Files.MAX_BYTES ? Optional.empty()
        : Optional.of("/api/v1/files/" + files.keep(account.workspace(), file.type(), file.bytes()));
  }

  /// Her name, as the last of her mails has it.
  @Override
  public Optional<Profile> profile(Account account, String address) {
    return database.engine(() -> mails.name(account, address)).map(name -> new Profile(name, null, null));
  }

  @Override
  public void check(Account account, Content content) {
    if (content instanceof Content.Text text && (text.text().isBlank() || text.text().length() > TEXT_UNITS)) {
      throw Problem.invalid("mail_text", "信要有內容，最多 100,000 字", "A mail has 1 to 100,000 characters");
    }
    if (content instanceof Content.Mail mail) {
      check(mail);
    }
    MailText.of(account, content);
    new MailHtml(account).of("", content);
  }

  private static void check(Content.Mail mail) {
    if (mail.subject().isBlank() || mail.subject().length() > Content.Mail.LONGEST_SUBJECT) {
      throw Problem.invalid("mail_subject", "信要有主旨，最多 200 字", "A mail has a subject of up to 200 characters");
    }
    if (mail.blocks().isEmpty() || mail.blocks().size() > Content.Mail.MOST_BLOCKS) {
      throw Problem.invalid("mail_blocks", "信要有 1 到 50 個區塊", "A mail has 1 to 50 blocks");
    }
  }

  /// The envelope, not the mail: what the mail is made of is smaller than the mail, and the same each time.
  @Override
  public String request(Account account, Outgoing outgoing, @Nullable String replyToken) {
    var latest = mails.latest(outgoing);
    var references = new ArrayList<>(latest.map(MailStore.Latest::references).orElse(List.of()));
    latest.ifPresent(mail -> references.add(mail.messageId()));
    var from = Math.max(0, references.size() - Envelope.MOST_REFERENCES);
    var settings = MailAccount.of(account);
    var id = "<%s@%s>".formatted(outgoing.id().value(), settings.domain());
    var fresh = outgoing.content() instanceof Content.Mail;
    var envelope = new Envelope(outgoing.address(), id, subject(settings, outgoing.content(), latest),
        fresh ? null : latest.map(MailStore.Latest::messageId).orElse(null),
        fresh ? List.of() : references.subList(from, references.size()), clock.instant(), outgoing.content());
    mails.keep(outgoing, envelope);
    return json.writeValueAsString(envelope);
  }

  /// A mail of its own says what it is about; an answer keeps the subject of what it answers.
  private static String subject(MailAccount settings, Content content, Optional<MailStore.Latest> latest) {
    return content instanceof Content.Mail mail ? mail.subject()
        : latest.map(mail -> Envelope.answering(mail.subject())).orElse(settings.fromName());
  }

  @Override
  public Outcome send(Account account, OutgoingId key, Way way, String request) {
    var envelope = json.readValue(request, Envelope.class);
    var server = MailAccount.of(account).outbox();
    try {
      return smtp.send(server, maker.make(sessions.smtp(server), account, envelope), envelope.to());
    } catch (MessagingException unsendable) {
      return new Outcome.Refused(Smtp.words(unsendable));
    }
  }

  @Override
  public Identity verify(Account account) {
    var settings = MailAccount.of(account);
    try {
      smtp.verify(settings.outbox());
    } catch (MessagingException failure) {
      throw MailTrouble.of("寄信（SMTP）", "Sending (SMTP)", settings.outbox(), failure);
    }
    settings.inbox().ifPresent(inbox -> {
      try (var box = Imap.open(sessions, inbox)) {
        box.count();
      } catch (MessagingException failure) {
        throw MailTrouble.of("收信（IMAP）", "Receiving (IMAP)", inbox, failure);
      }
    });
    return new Identity(settings.fromName(), settings.from(), "mailto:" + settings.from());
  }

  MailSessions sessions() {
    return sessions;
  }
}
