package io.parley.timeline;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Rows in PostgreSQL's binary COPY form (PostgreSQL 18 manual, COPY, "Binary Format"): nothing needs escaping, so JSON
/// passes as it came. The caller gives fields in the order of the statement's columns.
final class CopyRows {
  private static final byte[] HEADER = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0,
      0, 0, 0};
  private static final long SECONDS_TO_2000 = 946_684_800L;
  private static final int JSONB_VERSION = 1;

  private byte[] bytes;
  private int length;
  private int rows;

  CopyRows(int size) {
    bytes = new byte[Math.max(size, 64)];
  }

  /// A buffer that begins with the header a COPY begins with.
  static CopyRows begin(int size) {
    var rows = new CopyRows(size + HEADER.length + 2);
    rows.raw(HEADER, 0, HEADER.length);
    return rows;
  }

  CopyRows row(int fields) {
    rows++;
    room(2);
    bytes[length++] = (byte) (fields >> 8);
    bytes[length++] = (byte) fields;
    return this;
  }

  CopyRows integer(int value) {
    room(8);
    put(4);
    put(value);
    return this;
  }

  CopyRows bigint(long value) {
    room(12);
    put(8);
    put(value);
    return this;
  }

  CopyRows time(Instant at) {
    return bigint((at.getEpochSecond() - SECONDS_TO_2000) * 1_000_000L + at.getNano() / 1_000);
  }

  CopyRows uuid(UUID id) {
    room(20);
    put(16);
    put(id.getMostSignificantBits());
    put(id.getLeastSignificantBits());
    return this;
  }

  CopyRows text(@Nullable String text) {
    if (text == null) {
      room(4);
      put(-1);
      return this;
    }
    var utf8 = text.getBytes(StandardCharsets.UTF_8);
    return text(utf8, 0, utf8.length);
  }

  CopyRows text(byte[] utf8, int offset, int count) {
    room(4 + count);
    put(count);
    raw(utf8, offset, count);
    return this;
  }

  CopyRows jsonb(byte[] utf8) {
    room(5 + utf8.length);
    put(utf8.length + 1);
    bytes[length++] = JSONB_VERSION;
    raw(utf8, 0, utf8.length);
    return this;
  }

  /// Adds rows that were written into another buffer without a header.
  CopyRows all(CopyRows other) {
    raw(other.bytes, 0, other.length);
    rows += other.rows;
    return this;
  }

  CopyRows end() {
    room(2);
    bytes[length++] = (byte) 0xFF;
    bytes[length++] = (byte) 0xFF;
    return this;
  }

  private void raw(byte[] source, int offset, int count) {
    room(count);
    System.arraycopy(source, offset, bytes, length, count);
    length += count;
  }

  private void put(int value) {
    ByteBuffer.wrap(bytes, length, 4).putInt(value);
    length += 4;
  }

  private void put(long value) {
    ByteBuffer.wrap(bytes, length, 8).putLong(value);
    length += 8;
  }

  private void room(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  int rows() {
    return rows;
  }
}
