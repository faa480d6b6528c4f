package io.parley.channel.email;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A mail as it came, read leniently: whatever cannot be read is left out, never a failure of the whole.
///
/// @param parts of all kinds, in their order, containers left out
record ReadMail(MimeMessage mail, List<Leaf> parts) {
  private static final int MOST_PARTS = 100;
  private static final int DEEPEST = 12;
  private static final Pattern ID = Pattern.compile("<[^<>\\s]{1,300}>");

  /// One part that holds no others. `name` null unless it is a file.
  record Leaf(String type, @Nullable String charset, boolean flowed, @Nullable String name, byte[] bytes) {
    boolean is(String kind) {
      return type.equals(kind);
    }

    String text() {
      return Charsets.text(bytes, charset);
    }
  }

  static ReadMail of(byte[] raw) {
    var set = new Properties();
    set.put("mail.mime.address.strict", "false");
    try {
      var mail = new MimeMessage(Session.getInstance(set), new ByteArrayInputStream(raw));
      var parts = new ArrayList<Leaf>();
      gather(mail, parts, 0);
      return new ReadMail(mail, parts);
    } catch (MessagingException unreadable) {
      throw new IllegalArgumentException("This is no mail: " + unreadable.getMessage(), unreadable);
    }
  }

  private static void gather(Part part, List<Leaf> into, int depth) {
    try {
      if (depth < DEEPEST && part.isMimeType("multipart/*") && part.getContent() instanceof Multipart many) {
        for (var n = 0; n < many.getCount() && into.size() < MOST_PARTS; n++) {
          gather(many.getBodyPart(n), into, depth + 1);
        }
        return;
      }
      into.add(leaf(part));
    } catch (MessagingException | IOException | RuntimeException unreadable) {
      into.add(new Leaf("application/octet-stream", null, false, null, new byte[0]));
    }
  }

  private static Leaf leaf(Part part) throws MessagingException, IOException {
    var type = "text/plain";
    String charset = null;
    var flowed = false;
    try {
      var told = new ContentType(Optional.ofNullable(part.getContentType()).orElse("text/plain"));
      type = told.getBaseType().toLowerCase(Locale.ROOT);
      charset = told.getParameter("charset");
      flowed = "flowed".equalsIgnoreCase(told.getParameter("format"));
    } catch (jakarta.mail.internet.ParseException odd) {
      type = "application/octet-stream";
    }
    return new Leaf(type, charset, flowed, name(part, type), bytes(part));
  }

  private static byte[] bytes(Part part) throws MessagingException, IOException {
    try (var in = part.getInputStream()) {
      return in.readAllBytes();
    }
  }

  /// A part with a name, or that is to be attached, is a file; so is whatever is neither text nor a report.
  private static @Nullable String name(Part part, String type) throws MessagingException {
    var name = part.getFileName();
    if (name != null && !name.isBlank()) {
      return decoded(name).replaceAll("[\\x00-\\x1f/\\\\]", "_");
    }
    var attached = Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition());
    return attached || !(type.startsWith("text/") || type.startsWith("message/")) ? "附件" : null;
  }

  static String decoded(String header) {
    try {
      return MimeUtility.decodeText(MimeUtility.unfold(header)).replace("\0", "").strip();
    } catch (UnsupportedEncodingException unknown) {
      return header.strip();
    }
  }

  String header(String name) {
    try {
      var value = mail.getHeader(name, ", ");
      return value == null ? "" : decoded(value);
    } catch (MessagingException none) {
      return "";
    }
  }

  /// Who wrote it, in small letters; empty if it names nobody.
  String from() {
    return sender().map(InternetAddress::getAddress).filter(one -> one != null && one.contains("@"))
        .map(one -> one.strip().toLowerCase(Locale.ROOT)).orElse("");
  }

  @Nullable String fromName() {
    return sender().map(InternetAddress::getPersonal).map(name -> name.replace("\0", "").strip())
        .filter(name -> !name.isEmpty()).orElse(null);
  }

  private Optional<InternetAddress> sender() {
    try {
      var from = mail.getFrom();
      return from != null && from.length > 0 && from[0] instanceof InternetAddress address
          ? Optional.of(address) : Optional.empty();
    } catch (MessagingException odd) {
      return Optional.empty();
    }
  }

  /// With its angle brackets; empty if it has none.
  String messageId() {
    return ids("Message-ID").stream().findFirst().orElse("");
  }

  List<String> ids(String header) {
    var found = ID.matcher(header(header));
    var ids = new ArrayList<String>();
    while (found.find()) {
      ids.add(found.group());
    }
    return ids;
  }

  String subject() {
    var subject = header("Subject");
    return subject.length() > 300 ? subject.substring(0, 300) : subject;
  }

  Optional<Leaf> first(String type) {
    return parts.stream().filter(part -> part.name == null && part.is(type)).findFirst();
  }

  List<Leaf> files() {
    return parts.stream().filter(part -> part.name != null && part.bytes.length > 0).toList();
  }

  /// The parts of an embedded mail, for bounces that bring the whole of what they return.
  static Optional<ReadMail> inside(Leaf part) {
    try {
      return Optional.of(of(part.bytes()));
    } catch (IllegalArgumentException odd) {
      return Optional.empty();
    }
  }

  boolean isA(String report) {
    var type = header("Content-Type").toLowerCase(Locale.ROOT);
    return type.startsWith("multipart/report") && type.contains(report);
  }
}
