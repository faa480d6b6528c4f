package io.parley.platform;

import com.fasterxml.jackson.annotation.JsonValue;

/// One merchant's tenant. Small on purpose: it stands in every row and every index.
public record WorkspaceId(@JsonValue int value) {
  public WorkspaceId {
    if (value <= 0) {
      throw new IllegalArgumentException("A workspace id is positive, not " + value);
    }
  }
}
