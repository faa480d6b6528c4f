package io.parley.journey;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// One person on one way through a journey.
record RunId(@JsonValue UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
