package io.parley.journey;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// A journey, through all its versions.
public record JourneyId(@JsonValue UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
