package io.parley.channel.email;

import io.parley.channel.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/// What somebody wrote us, out of a mail.
final class Letters {
  /// What goes on longer is cut off; the mail itself is kept whole.
  private static final int MOST_CHARACTERS = 100_000;
  private static final int MOST_FILES = 20;
  private static final Set<String> NOT_A_PERSON = Set.of("bulk", "list", "junk", "auto_reply");
  private static final Pattern UNSAFE = Pattern.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f]");

  private Letters() {}

  /// `keep` stores a file and says where it is to be had; empty if it is too large or empty.
  static Content.Letter of(ReadMail mail, Function<ReadMail.Leaf, Optional<String>> keep) {
    var html = mail.first("text/html").map(ReadMail.Leaf::text);
    var text = mail.first("text/plain").map(leaf -> leaf.flowed() ? unflowed(leaf.text()) : leaf.text())
        .filter(words -> !words.isBlank())
        .or(() -> html.map(SafeHtml::text))
        .orElse("");
    var parted = Quotes.of(clean(cut(text)));
    var files = new ArrayList<Content.Attachment>();
    for (var file : mail.files().stream().limit(MOST_FILES).toList()) {
      var name = file.name() == null ? "" : clean(file.name());
      files.add(new Content.Attachment(name, file.bytes().length, keep.apply(file).orElse(null)));
    }
    return new Content.Letter(clean(mail.subject()), parted.said(), parted.quoted(),
        html.map(SafeHtml::of).map(Letters::clean).orElse(null), List.copyOf(files), automatic(mail));
  }

  /// Whether a machine wrote it (RFC 3834): such a mail is never answered by a machine of ours, and calls for nobody.
  static boolean automatic(ReadMail mail) {
    var submitted = mail.header("Auto-Submitted").toLowerCase(Locale.ROOT);
    return !submitted.isEmpty() && !submitted.startsWith("no")
        || NOT_A_PERSON.contains(mail.header("Precedence").toLowerCase(Locale.ROOT).strip())
        || !mail.header("X-Autoreply").isEmpty() || !mail.header("X-Autorespond").isEmpty()
        || !mail.header("List-Id").isEmpty() || mail.header("Return-Path").strip().equals("<>");
  }

  /// `format=flowed` (RFC 3676): a line that ends with a space goes on in the next.
  static String unflowed(String text) {
    var out = new StringBuilder();
    for (var line : text.replace("\r\n", "\n").split("\n", -1)) {
      var stuffed = line.startsWith(" ") ? line.substring(1) : line;
      out.append(stuffed);
      if (!stuffed.endsWith(" ") || stuffed.equals("-- ") || stuffed.startsWith(">")) {
        out.append('\n');
      }
    }
    return out.toString();
  }

  private static String cut(String text) {
    return text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) + "…" : text;
  }

  /// Takes away what no screen can show and PostgreSQL refuses.
  static String clean(String text) {
    var whole = new StringBuilder(text.length());
    text.codePoints().forEach(point -> whole.appendCodePoint(
        point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 0xFFFD : point));
    return UNSAFE.matcher(whole).replaceAll("").strip();
  }
}
