package io.parley.channel.email;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Bytes as text, by what the mail says they are and, where that cannot be so, by what they can be. Mails labelled
/// `big5` hold Microsoft's or Hong Kong's larger sets, `gb2312` holds GBK.
final class Charsets {
  private static final Map<String, List<String>> MEANT = Map.of(
      "big5", List.of("x-windows-950", "Big5-HKSCS"), "big5-hkscs", List.of("Big5-HKSCS", "x-windows-950"),
      "gb2312", List.of("GBK", "GB18030"), "gbk", List.of("GBK", "GB18030"), "ks_c_5601-1987", List.of("x-windows-949"),
      "iso-2022-jp", List.of("x-windows-iso2022jp", "ISO-2022-JP"), "us-ascii", List.of("US-ASCII"));

  private Charsets() {}

  static String text(byte[] bytes, @Nullable String label) {
    var name = label == null ? "us-ascii" : label.strip().toLowerCase(Locale.ROOT);
    for (var one : candidates(name)) {
      try {
        return one.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT).decode(ByteBuffer.wrap(bytes)).toString();
      } catch (CharacterCodingException another) {
        continue;
      }
    }
    return new String(bytes, charset(name) == null ? StandardCharsets.ISO_8859_1 : charset(name));
  }

  private static List<Charset> candidates(String name) {
    var all = new ArrayList<Charset>();
    MEANT.getOrDefault(name, List.of(name)).forEach(one -> {
      var charset = charset(one);
      if (charset != null) {
        all.add(charset);
      }
    });
    all.add(StandardCharsets.UTF_8);
    return all;
  }

  private static @Nullable Charset charset(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
      return null;
    }
  }
}
