package io.parley.audience;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// A rule that tags.
public record RuleId(@JsonValue UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
