package io.parley.bench.crowd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/// Rows in COPY's text form, streamed to the server.
final class Rows implements AutoCloseable {
  private static final int FLUSH_CHARS = 1 << 16;

  private final PGCopyOutputStream out;
  private final StringBuilder text = new StringBuilder(FLUSH_CHARS + 4096);
  private boolean first = true;

  Rows(Connection database, String into) throws SQLException {
    out = new PGCopyOutputStream(database.unwrap(PGConnection.class), "copy " + into + " from stdin", 1 << 17);
  }

  Rows add(Object value) {
    if (!first) {
      text.append('\t');
    }
    first = false;
    switch (value) {
      case null -> text.append("\\N");
      case String said when said.indexOf('\\') >= 0 || said.indexOf('\n') >= 0 ->
          text.append(said.replace("\\", "\\\\").replace("\n", "\\n"));
      default -> text.append(value);
    }
    return this;
  }

  Rows time(long millis) {
    return add(Instant.ofEpochMilli(millis).toString());
  }

  void end() throws IOException {
    text.append('\n');
    first = true;
    if (text.length() > FLUSH_CHARS) {
      flush();
    }
  }

  private void flush() throws IOException {
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    text.setLength(0);
  }

  @Override
  public void close() throws IOException {
    flush();
    out.close();
  }

  /// Ids that sort in the order they were made, as Parley's own do.
  static UUID id(long number, int kind) {
    var millis = 1_700_000_000_000L + number;
    return new UUID(millis << 16 | 0x7000L | kind, Person.mix(number * 8 + kind) & 0x3FFFFFFFFFFFFFFFL | Long.MIN_VALUE);
  }
}
