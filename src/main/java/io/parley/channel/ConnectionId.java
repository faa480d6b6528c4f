package io.parley.channel;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// One account of a merchant at a provider.
public record ConnectionId(@JsonValue UUID value) {
  public static ConnectionId of(String text) {
    return new ConnectionId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
