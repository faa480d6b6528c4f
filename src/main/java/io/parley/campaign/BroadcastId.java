package io.parley.campaign;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// One message to many people.
public record BroadcastId(@JsonValue UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
