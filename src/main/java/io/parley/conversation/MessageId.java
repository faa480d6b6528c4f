package io.parley.conversation;

import com.fasterxml.jackson.annotation.JsonValue;
import io.parley.platform.Ids;
import java.util.UUID;

/// One line of a thread. An outgoing to a provider carries the same value.
public record MessageId(@JsonValue UUID value) {
  static MessageId next() {
    return new MessageId(Ids.next());
  }
}
