package io.parley.customer;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Everything this module knows of one customer. `attributes` is an object of the traits told about her.
public record CustomerView(
    CustomerId id,
    @Nullable String name,
    Instant firstSeenAt,
    Instant lastSeenAt,
    JsonNode attributes,
    List<Identity> identities,
    List<CarriedTag> tags) {}
