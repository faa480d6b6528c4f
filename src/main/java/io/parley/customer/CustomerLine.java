package io.parley.customer;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A customer in the list of customers. `kinds` are the kinds of her identities, `spent` is in the currency of the
/// workspace, `attributes` an object of those that were asked for, `enteredAt` since when she is in the segment that
/// the list is narrowed to.
public record CustomerLine(
    CustomerId id,
    @Nullable String name,
    Lifecycle stage,
    Instant firstSeenAt,
    Instant lastSeenAt,
    List<String> kinds,
    List<TagName> tags,
    int orders,
    BigDecimal spent,
    JsonNode attributes,
    @Nullable Instant enteredAt) {

  public record TagName(TagId id, String name) {}
}
