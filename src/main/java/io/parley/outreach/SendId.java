package io.parley.outreach;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// One send. Its outgoing and its line in a thread carry the same value.
public record SendId(@JsonValue UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
