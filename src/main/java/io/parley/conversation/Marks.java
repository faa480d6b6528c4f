package io.parley.conversation;

/// How far each side has come, as the seq of the last line. Marks only move forward.
///
/// @param staffRead what staff have read
/// @param delivered what has reached the visitor's widget
/// @param read what the visitor has read; at most `delivered`
public record Marks(long staffRead, long delivered, long read) {
  public static final Marks NONE = new Marks(0, 0, 0);

  Marks staffRead(long seq) {
    return new Marks(Math.max(staffRead, seq), delivered, read);
  }

  Marks delivered(long seq) {
    return new Marks(staffRead, Math.max(delivered, seq), read);
  }

  Marks read(long seq) {
    return new Marks(staffRead, Math.max(delivered, seq), Math.max(read, seq));
  }
}
