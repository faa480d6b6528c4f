package io.parley.channel.email;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Parts what somebody wrote from what her mail client put below it: the mail she answers. The cut is only for the
/// eye; all of it is kept.
record Quotes(String said, @Nullable String quoted) {
  private static final int LONGEST_HEAD = 3;
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
    var cut = lines.length;
    for (var n = 0; n < lines.length; n++) {
      if (begins(lines, n)) {
        cut = n;
        break;
      }
    }
    var said = joined(lines, 0, cut);
    var quoted = joined(lines, cut, lines.length);
    return said.isEmpty() || quoted.isEmpty()
        ? new Quotes(said.isEmpty() ? quoted : said, null)
        : new Quotes(said, quoted);
  }

  private static boolean begins(String[] lines, int n) {
    if (DIVIDER.matcher(lines[n]).matches() || quotesToTheEnd(lines, n)) {
      return true;
    }
    if (OUTLOOK.matcher(lines[n]).matches()) {
      return n + 1 < lines.length && OUTLOOK_NEXT.matcher(lines[n + 1]).matches();
    }
    var head = new StringBuilder();
    for (var m = n; m < Math.min(lines.length, n + LONGEST_HEAD); m++) {
      if (lines[m].isBlank()) {
        return false;
      }
      head.append(m == n ? "" : " ").append(lines[m].strip());
      if (HEAD.matcher(head).matches()) {
        return true;
      }
    }
    return false;
  }

  /// From here on there is nothing of her own: an answer between quoted lines is not cut off.
  private static boolean quotesToTheEnd(String[] lines, int from) {
    if (!lines[from].startsWith(">")) {
      return false;
    }
    for (var n = from; n < lines.length; n++) {
      if (!lines[n].isBlank() && !lines[n].startsWith(">")) {
        return false;
      }
    }
    return true;
  }

  private static String joined(String[] lines, int from, int to) {
    return String.join("\n", java.util.Arrays.asList(lines).subList(from, to)).strip();
  }
}
