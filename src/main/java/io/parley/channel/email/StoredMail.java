package io.parley.channel.email;

import io.parley.channel.Adapter.Arrival;
import io.parley.channel.MailAccount;
import io.parley.platform.Secrets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// The event that a mail came in: it names the row that holds the mail itself.
///
/// @param eventId made of the Message-ID and the sender, so that a mail is known again wherever a server puts it; of
///     its number in the inbox if it has no Message-ID
/// @param address whose thread it belongs to: its sender, or of a report the recipient it speaks of
/// @param ignored why nobody is shown it; null if it is
record StoredMail(UUID mail, String eventId, String address, String kind, Instant at, @Nullable String ignored) {
  static final String LETTER = "mail";
  static final String REPORT = "report";
  private static final int LONGEST_ADDRESS = 200;

  static StoredMail of(UUID id, ReadMail mail, String number, Instant at, MailAccount ours) {
    var from = mail.from();
    var event = mail.messageId().isEmpty() ? "uid/" + number
        : "mail/" + Secrets.sha256(mail.messageId() + "\n" + from);
    var report = Bounces.report(mail).orElse(null);
    if (report != null) {
      var recipient = report.recipient().replaceFirst("^[^;]*;\\s*", "").replaceAll("[<>\\s]", "");
      return new StoredMail(id, event, cut(recipient.toLowerCase(java.util.Locale.ROOT)), REPORT, at,
          Bounces.became(mail).isPresent() ? null : "A report about a mail that is not ours");
    }
    return new StoredMail(id, event, cut(from), LETTER, at, from.isEmpty() ? "It names no sender"
        : from.length() > LONGEST_ADDRESS ? "Its sender's address is too long"
        : from.equals(ours.from()) || from.equals(ours.replyTo()) ? "We wrote it ourselves" : null);
  }

  static StoredMail read(JsonMapper json, String body) {
    return json.readValue(body, StoredMail.class);
  }

  /// Whoever writes from an address can be reached there again.
  Arrival arrival(JsonMapper json) {
    return new Arrival(eventId, address, kind, at, null, kind.equals(LETTER) && ignored == null ? false : null, ignored,
        json.writeValueAsString(this));
  }

  private static String cut(String address) {
    return address.length() > LONGEST_ADDRESS ? "" : address;
  }
}
