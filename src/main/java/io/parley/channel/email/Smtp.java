package io.parley.channel.email;

import io.parley.channel.Adapter.Outcome;
import io.parley.channel.MailServer;
import io.parley.platform.Outside;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/// Hands one mail to the merchant's server (RFC 5321). SMTP knows no repetition: if the answer to the last dot is lost,
/// nobody can say whether the mail was taken, so `Unclear` is not tried again. Until the whole of it was written
/// nothing was taken for sure.
final class Smtp {
  private static final int WORDS = 400;
  private static final Pattern ENHANCED = Pattern.compile("\\b([245])\\.(\\d{1,3})\\.(\\d{1,3})\\b");
  private static final Pattern UNKNOWN_USER = Pattern.compile(
      "(?i)(user|mailbox|recipient|address)[^.;]*(unknown|not exist|not found|invalid)"
          + "|(no such|unknown) (user|mailbox)");

  private final MailSessions sessions;

  Smtp(MailSessions sessions) {
    this.sessions = sessions;
  }

  /// Throws if the server cannot be reached or does not let the user in.
  void verify(MailServer server) throws MessagingException {
    try (var transport = connected(server)) {
      transport.isConnected();
    }
  }

  Outcome send(MailServer server, PostedMail mail, String to) {
    var taken = false;
    try (var transport = connected(server)) {
      transport.sendMessage(mail, new InternetAddress[] {new InternetAddress(to, false)});
      taken = true;
    } catch (AuthenticationFailedException refused) {
      return new Outcome.Unauthorised(words(refused));
    } catch (MessagingException failure) {
      // What fails after the mail was taken (QUIT, closing) is no failure of the mail.
      if (!taken) {
        return outcome(failure, mail);
      }
    }
    return new Outcome.Accepted(mail.ids(), null);
  }

  private Transport connected(MailServer server) throws MessagingException {
    var transport = sessions.smtp(server).getTransport("smtp");
    if (server.user().isEmpty()) {
      transport.connect();
    } else {
      transport.connect(server.host(), server.port(), server.user(), server.password());
    }
    return transport;
  }

  private static Outcome outcome(MessagingException failure, PostedMail mail) {
    var words = words(failure);
    if (cause(failure, Outside.Forbidden.class) != null) {
      return new Outcome.Refused(words);
    }
    var told = told(failure);
    if (told == null || told.code < 400) {
      return mail.written() ? new Outcome.Unclear("信件伺服器沒有回答 · The mail server did not answer: " + words)
          : new Outcome.NotReached("連不上信件伺服器 · The mail server cannot be reached: " + words);
    }
    return switch (told.code) {
      case 421 -> new Outcome.TooFast(told.words);
      case 530, 534, 535, 538 -> new Outcome.Unauthorised(told.words);
      default -> told.code < 500 ? new Outcome.NotReached(told.words)
          : told.recipient && nobody(told.words) ? new Outcome.Nobody(told.words) : new Outcome.Refused(told.words);
    };
  }

  /// Enhanced status codes (RFC 3463) that say the address is nobody's, or words where there is no code.
  static boolean nobody(String words) {
    var code = ENHANCED.matcher(words);
    return code.find() ? List.of("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1").contains(code.group())
        : UNKNOWN_USER.matcher(words).find();
  }

  /// What the server answered. `recipient` if it said it of the address.
  private record Told(int code, String words, boolean recipient) {}

  private static @Nullable Told told(MessagingException failure) {
    Told last = null;
    for (Exception one = failure; one instanceof MessagingException next; one = next.getNextException()) {
      if (one instanceof SMTPAddressFailedException address) {
        return new Told(address.getReturnCode(), words(address), true);
      } else if (one instanceof SMTPSendFailedException send && send.getReturnCode() > 0) {
        last = new Told(send.getReturnCode(), words(send), false);
      }
    }
    return last;
  }

  static <T extends Throwable> @Nullable T cause(Throwable failure, Class<T> kind) {
    var ways = new ArrayList<Throwable>(List.of(failure));
    for (var n = 0; n < ways.size() && n < 20; n++) {
      var one = ways.get(n);
      if (kind.isInstance(one)) {
        return kind.cast(one);
      }
      if (one.getCause() != null) {
        ways.add(one.getCause());
      }
      if (one instanceof MessagingException mail && mail.getNextException() != null) {
        ways.add(mail.getNextException());
      }
    }
    return null;
  }

  /// The server's words in one line.
  static String words(Throwable failure) {
    var deep = cause(failure, Outside.Forbidden.class);
    var said = deep == null ? failure.getMessage() : deep.getMessage();
    var line = (said == null ? failure.getClass().getSimpleName() : said).replaceAll("\\s+", " ").strip();
    return line.length() > WORDS ? line.substring(0, WORDS) : line;
  }
}
