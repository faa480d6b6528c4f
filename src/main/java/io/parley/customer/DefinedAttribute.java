package io.parley.customer;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Something the merchant wants to know of customers: a trait of this name, and what its values are. `version` grows
/// with every change; what was told before `definedAt` stands as it was said.
public record DefinedAttribute(
    String name, AttributeType type, String labelZh, String labelEn, List<String> choices, int version,
    Instant definedAt, @Nullable Misfit misfit) {

  /// Values that did not fit and were left out: how many there were, and the latest.
  public record Misfit(long count, String value, Instant at) {}

  public DefinedAttribute {
    choices = List.copyOf(choices);
  }

  /// The value as it is kept, empty if it does not fit. Null takes the attribute away.
  public Optional<JsonNode> fit(JsonNode told) {
    return told.isNull() ? Optional.of(told) : type.fit(told, choices);
  }
}
