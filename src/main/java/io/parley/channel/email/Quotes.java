package io.parley.channel.email;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Parts what somebody wrote from what her mail client put below it: the mail she answers. The cut is only for the
/// eye; all of it is kept.
record Quotes(String said, @Nullable String quoted) {
  private static final int LONGEST_HEAD = 3;
  /// Longer lines are no heads of anything.
  private static final int WIDEST_HEAD = 600;
  /// `On …, … wrote:` and its like, in the languages of our shops.
  private static final Pattern HEAD = Pattern.compile(
      "(?iu)^\\s*(on\\b.{4,200}\\bwrote\\s*:|.{2,200}(寫道|写道|於.{4,60}寫)\\s*[:：]|.{4,200}のメール\\s*[:：]"
          + "|在\\s?.{4,200}(寫道|写道)\\s*[:：]|le\\b.{4,200}a écrit\\s*:)\\s*$");
  private static final Pattern DIVIDER = Pattern.compile(
      "(?iu)^\\s*(-{2,}\\s*(original message|原始郵件|原始邮件|原件|轉寄的郵件|forwarded message)\\s*-{2,}|_{20,})\\s*$");
  private static final Pattern OUTLOOK = Pattern.compile("(?iu)^\\s*\\*?(from|寄件者|寄件人|发件人)\\s*[:：]\\*?.+");
  private static final Pattern OUTLOOK_NEXT =
      Pattern.compile("(?iu)^\\s*\\*?(sent|date|to|寄件日期|傳送時間|日期|收件者|收件人|发送时间)\\s*[:：]\\*?.*");

  static Quotes of(String text) {
    var lines = text.replace("\r\n", "\n").replace('\r', '\n').split("\n", -1);
    var cut = quotesToTheEnd(lines);
    for (var n = 0; n < cut; n++) {
      if (begins(lines, n)) {
        cut = n;
      }
    }
    var said = joined(lines, 0, cut);
    var quoted = joined(lines, cut, lines.length);
    return said.isEmpty() || quoted.isEmpty()
        ? new Quotes(said.isEmpty() ? quoted : said, null)
        : new Quotes(said, quoted);
  }

  private static boolean begins(String[] lines, int n) {
    if (lines[n].length() > WIDEST_HEAD) {
      return false;
    }
    if (DIVIDER.matcher(lines[n]).matches()) {
      return true;
    }
    if (OUTLOOK.matcher(lines[n]).matches()) {
      return n + 1 < lines.length && OUTLOOK_NEXT.matcher(lines[n + 1]).matches();
    }
    var head = new StringBuilder();
    for (var m = n; m < Math.min(lines.length, n + LONGEST_HEAD); m++) {
      if (lines[m].isBlank() || lines[m].length() > WIDEST_HEAD) {
        return false;
      }
      head.append(m == n ? "" : " ").append(lines[m].strip());
      if (HEAD.matcher(head).matches()) {
        return true;
      }
    }
    return false;
  }

  /// From which line on there is nothing of her own: an answer between quoted lines is not cut off.
  private static int quotesToTheEnd(String[] lines) {
    var from = lines.length;
    for (var n = lines.length - 1; n >= 0 && (lines[n].isBlank() || lines[n].startsWith(">")); n--) {
      if (!lines[n].isBlank()) {
        from = n;
      }
    }
    return from;
  }

  private static String joined(String[] lines, int from, int to) {
    return String.join("\n", java.util.Arrays.asList(lines).subList(from, to)).strip();
  }
}
