package io.parley.customer;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// One person, as far as is known now. A merge may make it point to a survivor.
public record CustomerId(@JsonValue UUID value) {
  public static CustomerId of(String text) {
    return new CustomerId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
