package io.parley.demo.mail;

import io.parley.demo.line.DemoOn;
import io.parley.demo.line.DemoTime;
import io.parley.demo.mail.MailJournal.Mail;
import io.parley.platform.Ids;
import io.parley.platform.Outside;
import io.parley.platform.Problem;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.UUID;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Component;

/// What people do in their mail clients.
@Component
@Conditional(DemoOn.class)
class MailPeople {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm").withZone(ZoneId.of("Asia/Taipei"));

  private final MailHouse house;
  private final Outside outside;
  private final DemoTime time;

  MailPeople(MailHouse house, Outside outside, DemoTime time) {
    this.house = house;
    this.outside = outside;
    this.time = time;
  }

  Mail write(String address, String shop, String subject, String text) {
    return send(address, shop, subject, text, "");
  }

  /// Answers below which the mail client puts what is answered.
  Mail reply(UUID id, String text) {
    var answered = mail(id);
    var mail = SimMail.of(answered.raw());
    var before = mail.part("text/plain").orElse("");
    var quoted = text + "\n\n" + mail.from().toUnicodeString() + " 於 " + DAY.format(answered.at()) + " 寫道：\n\n"
        + before.strip().lines().map(line -> "> " + line).reduce("", (all, line) -> all + line + "\n");
    var subject = mail.subject().startsWith("Re: ") ? mail.subject() : "Re: " + mail.subject();
    return send(answered.address(), mail.answersTo().getAddress(), subject, quoted, mail.header("Message-ID"));
  }

  private Mail send(String address, String shop, String subject, String text, String answers) {
    var box = house.journal().box(address).orElseThrow(Problem::notFound);
    try {
      var mail = SimMail.fresh();
      mail.setFrom(new InternetAddress(address, box.name(), StandardCharsets.UTF_8.name()));
      mail.setRecipient(RecipientType.TO, new InternetAddress(shop));
      mail.setSubject(subject, StandardCharsets.UTF_8.name());
      mail.setSentDate(Date.from(time.now()));
      mail.setText(text, StandardCharsets.UTF_8.name());
      if (!answers.isEmpty()) {
        mail.setHeader("In-Reply-To", answers);
        mail.setHeader("References", answers);
      }
      mail.saveChanges();
      mail.setHeader("Message-ID", "<" + Ids.hex(12) + "@mail.kite.example>");
      var raw = SimMail.bytes(mail);
      var kept = house.keep(address, false, raw);
      house.bring(address, shop, raw);
      return kept;
    } catch (MessagingException | UnsupportedEncodingException odd) {
      throw new IllegalStateException(odd);
    }
  }

  /// As mail providers do it for whoever presses "unsubscribe" (RFC 8058): one POST, no cookie, no redirect followed.
  int unsubscribe(UUID id) {
    var mail = mail(id);
    var page = SimMail.of(mail.raw()).oneClick();
    if (page == null) {
      throw Problem.conflict("no_one_click", "這封信沒有一鍵退訂", "This mail offers no one-click unsubscribe");
    }
    var answer = outside.send(HttpRequest.newBuilder(URI.create(page))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString("List-Unsubscribe=One-Click")));
    if (answer.statusCode() / 100 == 2) {
      house.journal().done(id, "unsubscribed");
    }
    return answer.statusCode();
  }

  /// Her provider tells the sender.
  void spam(UUID id) {
    var mail = mail(id);
    house.back(SimMail.of(mail.raw()).from().getAddress(), Reports.complaint(mail.address(), mail.raw()));
    house.journal().done(id, "spam");
  }

  private Mail mail(UUID id) {
    return house.journal().mail(id).orElseThrow(Problem::notFound);
  }
}
