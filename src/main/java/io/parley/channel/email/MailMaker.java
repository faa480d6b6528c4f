package io.parley.channel.email;

import io.parley.channel.Account;
import io.parley.channel.Content;
import io.parley.channel.MailAccount;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Date;

/// Content as a mail: text and HTML side by side, and the headers by which mail clients thread it, mail servers tell a
/// machine from a person, and she ends what is marketing with one click (RFC 8058).
final class MailMaker {
  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  PostedMail make(Session session, Account account, Envelope envelope) throws MessagingException {
    var settings = MailAccount.of(account);
    var mail = new PostedMail(session, envelope.messageId());
    mail.setFrom(address(settings.from(), settings.fromName()));
    mail.setRecipient(jakarta.mail.Message.RecipientType.TO, new InternetAddress(envelope.to(), false));
    if (!settings.replyTo().equals(settings.from())) {
      mail.setReplyTo(new InternetAddress[] {new InternetAddress(settings.replyTo(), false)});
    }
    mail.setSubject(envelope.subject(), UTF_8);
    mail.setSentDate(Date.from(envelope.at()));
    if (envelope.inReplyTo() != null) {
      mail.setHeader("In-Reply-To", envelope.inReplyTo());
    }
    if (!envelope.references().isEmpty()) {
      mail.setHeader("References", String.join("\r\n ", envelope.references()));
    }
    automatic(mail, settings, envelope.content());
    var html = new MailHtml(account);
    var both = new MimeMultipart("alternative");
    both.addBodyPart(part(MailText.of(account, envelope.content()), "plain"));
    both.addBodyPart(part(html.of(envelope.subject(), envelope.content()), "html"));
    mail.setContent(both);
    mail.saveChanges();
    return mail;
  }

  /// A person's answer carries none of these, so that the person's own mail is treated as such.
  private static void automatic(PostedMail mail, MailAccount settings, Content content) throws MessagingException {
    if (!(content instanceof Content.Mail made)) {
      return;
    }
    mail.setHeader("Auto-Submitted", "auto-generated");
    mail.setHeader("X-Auto-Response-Suppress", "OOF, AutoReply");
    if (made.unsubscribe() != null) {
      mail.setHeader("List-Unsubscribe", "<" + made.unsubscribe() + ">");
      mail.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
      mail.setHeader("List-ID", "<marketing." + settings.domain() + ">");
      mail.setHeader("Precedence", "bulk");
    }
  }

  private static InternetAddress address(String address, String name) throws MessagingException {
    var made = new InternetAddress(address, false);
    try {
      made.setPersonal(name, UTF_8);
    } catch (UnsupportedEncodingException never) {
      throw new IllegalStateException(never);
    }
    return made;
  }

  private static MimeBodyPart part(String text, String kind) throws MessagingException {
    var part = new MimeBodyPart();
    part.setText(text, UTF_8, kind);
    return part;
  }
}
