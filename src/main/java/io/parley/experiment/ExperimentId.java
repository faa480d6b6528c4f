package io.parley.experiment;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/// One question that is tried out on people.
public record ExperimentId(@JsonValue UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
