package io.parley.conversation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// One thread with one person on one channel.
public record ConversationId(@JsonValue UUID value) implements Comparable<ConversationId> {
  /// As PostgreSQL orders them, so that everybody takes locks in one order.
  @Override
  public int compareTo(ConversationId other) {
    var high = Long.compareUnsigned(value.getMostSignificantBits(), other.value.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
  }
}
