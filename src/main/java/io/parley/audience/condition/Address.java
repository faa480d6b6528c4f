package io.parley.audience.condition;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// How addresses are compared: as a merchant reads them in the address bar. Letters of either case are the same,
/// `%E5%8C%85` is 包, and the query string counts, because many shops name the product there. A place inside a page
/// (`#reviews`) does not; a route of a single-page shop (`#/products/1`, `#!/products/1`) does.
final class Address {
  /// Longer addresses are cut: nobody tells two pages apart by what comes after.
  static final int MOST_CHARACTERS = 2_000;

  private Address() {}

  static String normal(String address) {
    var text = address.strip();
    text = text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) : text;
    return decoded(withoutPlace(text)).toLowerCase(Locale.ROOT);
  }

  /// The part of an address a merchant asks for, to be found in normal addresses. Pasted whole, it may end in a place.
  static String part(String contains) {
    var text = contains.strip();
    var without = withoutPlace(text);
    return decoded(without.isEmpty() ? text : without).toLowerCase(Locale.ROOT);
  }

  private static String withoutPlace(String address) {
    var hash = address.indexOf('#');
    if (hash < 0 || address.startsWith("/", hash + 1) || address.startsWith("!", hash + 1)) {
      return address;
    }
    return address.substring(0, hash);
  }

  /// Runs of `%XX` that are UTF-8 become what they stand for; anything else stays as it is.
  private static String decoded(String text) {
    var percent = text.indexOf('%');
    if (percent < 0) {
      return text;
    }
    var decoded = new StringBuilder(text.length());
    var i = 0;
    while (i < text.length()) {
      var end = endOfRun(text, i);
      if (end == i) {
        decoded.append(text.charAt(i++));
      } else {
        decoded.append(run(text, i, end));
        i = end;
      }
    }
    return decoded.toString();
  }

  private static int endOfRun(String text, int start) {
    var end = start;
    while (end + 2 < text.length() && text.charAt(end) == '%' && hex(text, end + 1) >= 0) {
      end += 3;
    }
    return end;
  }

  private static String run(String text, int start, int end) {
    var bytes = new ByteArrayOutputStream();
    for (var i = start; i < end; i += 3) {
      bytes.write(hex(text, i + 1));
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
    } catch (CharacterCodingException notUtf8) {
      return text.substring(start, end);
    }
  }

  private static int hex(String text, int at) {
    var high = Character.digit(text.charAt(at), 16);
    var low = Character.digit(text.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }
}
