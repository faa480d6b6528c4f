package io.parley.demo.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A mail as a mail client shows it.
record SimMail(MimeMessage mail) {
  private static final Session SESSION = Session.getInstance(new Properties());
  private static final Pattern LINK = Pattern.compile("<(https?://[^>\\s]+)>");

  static SimMail of(byte[] raw) {
    try {
      return new SimMail(new MimeMessage(SESSION, new ByteArrayInputStream(raw)));
    } catch (MessagingException odd) {
      throw new IllegalArgumentException(odd);
    }
  }

  static MimeMessage fresh() {
    return new MimeMessage(SESSION);
  }

  static byte[] bytes(MimeMessage mail) {
    try {
      var out = new ByteArrayOutputStream();
      mail.writeTo(out);
      return out.toByteArray();
    } catch (IOException | MessagingException odd) {
      throw new IllegalArgumentException(odd);
    }
  }

  String header(String name) {
    try {
      var value = mail.getHeader(name, ", ");
      return value == null ? "" : value.replaceAll("\\r?\\n\\s+", " ");
    } catch (MessagingException odd) {
      return "";
    }
  }

  String subject() {
    try {
      return mail.getSubject() == null ? "" : mail.getSubject();
    } catch (MessagingException odd) {
      return "";
    }
  }

  InternetAddress from() {
    return address(false);
  }

  InternetAddress answersTo() {
    return address(true);
  }

  private InternetAddress address(boolean answers) {
    try {
      var all = answers ? mail.getReplyTo() : mail.getFrom();
      return all != null && all.length > 0 ? (InternetAddress) all[0] : new InternetAddress("nobody@example.com");
    } catch (MessagingException odd) {
      throw new IllegalArgumentException(odd);
    }
  }

  /// Where one click ends what is marketing; null if the mail offers it not, or not as RFC 8058 has it.
  @Nullable String oneClick() {
    var found = LINK.matcher(header("List-Unsubscribe"));
    return header("List-Unsubscribe-Post").strip().equals("List-Unsubscribe=One-Click") && found.find()
        ? found.group(1) : null;
  }

  Optional<String> part(String type) {
    try {
      return part(mail, type);
    } catch (MessagingException | IOException odd) {
      return Optional.empty();
    }
  }

  private static Optional<String> part(Part part, String type) throws MessagingException, IOException {
    if (part.isMimeType(type) && part.getContent() instanceof String text) {
      return Optional.of(text);
    }
    if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart many) {
      for (var n = 0; n < many.getCount(); n++) {
        var found = part(many.getBodyPart(n), type);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }
}
