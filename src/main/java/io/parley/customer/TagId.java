package io.parley.customer;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// A word a merchant puts on customers.
public record TagId(@JsonValue UUID value) {
  public static TagId of(String text) {
    return new TagId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
