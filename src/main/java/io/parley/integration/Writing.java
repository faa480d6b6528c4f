package io.parley.integration;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/// The characters a file is written in. Excel of Taiwan saves Big5, of Hong Kong Big5 with its own characters; both are
/// read by `x-MS950-HKSCS`.
enum Writing {
  UTF_8("UTF-8", 0xEF, 0xBB, 0xBF),
  UTF_16LE("UTF-16LE", 0xFF, 0xFE),
  UTF_16BE("UTF-16BE", 0xFE, 0xFF),
  BIG5("x-MS950-HKSCS"),
  GB18030("GB18030");

  private static final int HEAD_BYTES = 4_096;
  private static final int CHARACTERS_A_READ = 16_384;
  private static final List<byte[]> NOT_TEXT = List.of(bytes('P', 'K', 3, 4), bytes(0xD0, 0xCF, 0x11, 0xE0),
      bytes('%', 'P', 'D', 'F'), bytes(0x89, 'P', 'N', 'G'), bytes(0xFF, 0xD8, 0xFF), bytes(0x1F, 0x8B),
      bytes('R', 'a', 'r', '!'));

  private final Charset charset;
  private final byte[] mark;

  Writing(String charset, int... mark) {
    this.charset = Charset.forName(charset);
    this.mark = bytes(mark);
  }

  private static byte[] bytes(int... values) {
    var bytes = new byte[values.length];
    for (var i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  /// The first of those that the whole file can be. What is valid UTF-8 is hardly ever anything else.
  static Writing of(Supplier<InputStream> file) {
    var head = head(file);
    if (NOT_TEXT.stream().anyMatch(start -> begins(head, start))) {
      throw new Unreadable("not_text", "這不是 CSV。Excel 檔請先另存成「CSV UTF-8」",
          "This is not a CSV. Save an Excel file as “CSV UTF-8” first");
    }
    for (var marked : List.of(UTF_8, UTF_16LE, UTF_16BE)) {
      if (begins(head, marked.mark)) {
        return marked;
      }
    }
    var wide = wide(head);
    for (var candidate : wide == null ? List.of(UTF_8, BIG5, GB18030) : List.of(wide)) {
      if (candidate.reads(file)) {
        return candidate;
      }
    }
    throw new Unreadable("charset", "讀不出這個檔案的文字編碼，請存成 UTF-8 或 Big5",
        "The characters of this file cannot be read. Save it as UTF-8 or Big5");
  }

  /// Without a mark, UTF-16 of a table gives itself away by a zero in nearly every other byte of its commas and digits.
  private static @org.jspecify.annotations.Nullable Writing wide(byte[] head) {
    var even = 0;
    var odd = 0;
    for (var i = 0; i < head.length; i++) {
      if (head[i] == 0) {
        if (i % 2 == 0) {
          even++;
        } else {
          odd++;
        }
      }
    }
    if (even + odd == 0) {
      return null;
    }
    var wide = odd > even * 10 ? UTF_16LE : even > odd * 10 ? UTF_16BE : null;
    if (wide == null || even + odd < head.length / 20) {
      throw new Unreadable("not_text", "這個檔案裡有不是文字的內容，請匯出成 CSV 再試",
          "This file holds what is not text. Export it as CSV and try again");
    }
    return wide;
  }

  private boolean reads(Supplier<InputStream> file) {
    var characters = new char[CHARACTERS_A_READ];
    try (var reader = reader(file.get())) {
      for (var read = reader.read(characters); read >= 0; read = reader.read(characters)) {
        for (var i = 0; i < read; i++) {
          if (characters[i] == '\0') {
            return false;
          }
        }
      }
      return true;
    } catch (CharacterCodingException notThis) {
      return false;
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  /// Reads without the mark. What is not of this writing throws a `CharacterCodingException`.
  Reader reader(InputStream file) throws IOException {
    var pushback = new PushbackInputStream(file, 4);
    if (mark.length > 0) {
      var start = pushback.readNBytes(mark.length);
      if (!Arrays.equals(start, mark)) {
        pushback.unread(start);
      }
    }
    return new BufferedReader(new InputStreamReader(pushback, charset.newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT)));
  }

  static byte[] head(Supplier<InputStream> file) {
    try (var stream = file.get()) {
      return stream.readNBytes(HEAD_BYTES);
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  /// XML says itself how it is written.
  static boolean isXml(byte[] head) {
    var text = new String(head, StandardCharsets.ISO_8859_1).replace("\0", "");
    return text.replaceFirst("^(\u00EF\u00BB\u00BF|\u00FF\u00FE|\u00FE\u00FF)", "").stripLeading().startsWith("<");
  }

  private static boolean begins(byte[] bytes, byte[] start) {
    return start.length > 0 && bytes.length >= start.length
        && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
  }
}
