package io.parley.audience;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

public record SegmentId(@JsonValue UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
