package io.parley.customer;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What is known of a customer, each word with the time since when: traits by name (`name` as the profile shows it
/// among them) and the kinds of identities she goes by, with their values. Nobody who was merged away has identities.
public record Known(Map<String, Trait> traits, Map<String, Instant> identities,
    Map<String, List<String>> values) {

  public record Trait(JsonNode value, Instant since) {}
}
