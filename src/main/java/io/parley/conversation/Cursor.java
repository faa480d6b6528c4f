package io.parley.conversation;

import io.parley.platform.Problem;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where a page of conversations ended.
record Cursor(@Nullable Instant at, @Nullable UUID id) {

  static Cursor parse(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return new Cursor(null, null);
    }
    try {
      var parts = text.split("_", 2);
      return new Cursor(Instant.parse(parts[0]), UUID.fromString(parts[1]));
    } catch (DateTimeParseException | IllegalArgumentException | ArrayIndexOutOfBoundsException strange) {
      throw Problem.invalid("cursor", "這個游標不能用，請從頭讀起", "This cursor cannot be used. Start from the beginning");
    }
  }

  static String of(Conversation last) {
    return last.updatedAt() + "_" + last.id().value();
  }
}
