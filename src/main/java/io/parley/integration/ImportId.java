package io.parley.integration;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

record ImportId(@JsonValue UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
