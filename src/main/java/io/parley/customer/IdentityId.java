package io.parley.customer;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// One name a customer goes by. What happened and what was said point here.
public record IdentityId(@JsonValue UUID value) {
  public static IdentityId of(String text) {
    return new IdentityId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
