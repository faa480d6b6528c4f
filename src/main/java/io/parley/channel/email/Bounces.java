package io.parley.channel.email;

import io.parley.channel.Incoming.Happening.Became;
import io.parley.channel.OutgoingId;
import io.parley.channel.Receipt;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Mails in which a server tells what became of one of ours: delivery reports (RFC 3464) and complaints (RFC 5965).
/// Which one it was is told by the Message-ID of what they return, which holds our outgoing id.
final class Bounces {
  private static final Pattern OURS = Pattern.compile(
      "<?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@");
  private static final int LONGEST_FIELD = 10_000;
  private static final List<String> NOBODY = List.of("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1");

  private Bounces() {}

  /// What a report says of one of our mails.
  ///
  /// @param status the enhanced status code, or `abuse` for a complaint
  record Report(String status, boolean failed, String recipient, String words) {
    boolean nobody() {
      return status.equals("abuse") || failed && NOBODY.contains(status);
    }

    String reason() {
      return status.equals("abuse")
          ? "收件人把信標成垃圾信 · The recipient reported the mail as spam"
          : (failed ? "退信 · Returned" : "還沒送到，對方的伺服器會再試 · Delayed, their server goes on trying") + ": "
              + words;
    }
  }

  /// Whether this mail is a server's report, ours or not.
  static boolean is(ReadMail mail) {
    return report(mail).isPresent();
  }

  static Optional<Report> report(ReadMail mail) {
    if (mail.isA("delivery-status")) {
      return part(mail, "message/delivery-status").map(Bounces::delivery);
    }
    return mail.isA("feedback-report") ? part(mail, "message/feedback-report")
        .map(told -> new Report("abuse", false, field(told, "Original-Rcpt-To"), "")) : Optional.empty();
  }

  private static Report delivery(String told) {
    var status = field(told, "Status").split("[\\s(]", 2)[0];
    var action = field(told, "Action").toLowerCase(Locale.ROOT);
    var failed = action.equals("failed") || action.isEmpty() && status.startsWith("5");
    var diagnostic = field(told, "Diagnostic-Code").replaceFirst("(?i)^smtp;\\s*", "");
    return new Report(status, failed, field(told, "Final-Recipient"), diagnostic.isEmpty() ? status : diagnostic);
  }

  /// Empty if the report does not name a mail of ours.
  static Optional<Became> became(ReadMail mail) {
    return report(mail).flatMap(report -> ours(mail).map(id -> new Became(new OutgoingId(id),
        report.failed() || report.status().equals("abuse") ? state(report) : Receipt.State.SENT,
        cut(report.reason()), report.nobody())));
  }

  private static Receipt.State state(Report report) {
    return report.failed() ? Receipt.State.FAILED : Receipt.State.SENT;
  }

  /// The returned mail's own Message-ID; else what this mail says it answers, or the address it came to.
  private static Optional<UUID> ours(ReadMail mail) {
    for (var part : mail.parts()) {
      if (part.type().equals("message/rfc822") || part.type().equals("text/rfc822-headers")) {
        var found = OURS.matcher(field(part.text(), "Message-ID"));
        if (found.find()) {
          return Optional.of(UUID.fromString(found.group(1)));
        }
      }
    }
    var around = OURS.matcher(mail.header("In-Reply-To") + " " + mail.header("References"));
    return around.find() ? Optional.of(UUID.fromString(around.group(1))) : Optional.empty();
  }

  private static Optional<String> part(ReadMail mail, String type) {
    return mail.parts().stream().filter(part -> part.type().equals(type)).findFirst().map(ReadMail.Leaf::text);
  }

  /// The first field of that name, unfolded. Line by line: a stranger may fold a field as often as she likes.
  static String field(String told, String name) {
    StringBuilder value = null;
    for (var line : (Iterable<String>) told.lines()::iterator) {
      if (value != null && (line.startsWith(" ") || line.startsWith("\t"))) {
        value.append(' ').append(line.strip());
      } else if (value != null) {
        break;
      } else if (line.regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
        value = new StringBuilder(line.substring(name.length() + 1).strip());
      }
      if (value != null && value.length() > LONGEST_FIELD) {
        break;
      }
    }
    return value == null ? "" : value.toString().replaceAll("\\s+", " ").strip();
  }

  private static String cut(@Nullable String words) {
    return words == null ? "" : words.length() > 400 ? words.substring(0, 400) : words;
  }
}
