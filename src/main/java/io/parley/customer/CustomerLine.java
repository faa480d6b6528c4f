package io.parley.customer;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A customer in the list of customers. `kinds` are the kinds of her identities.
public record CustomerLine(
    CustomerId id, @Nullable String name, Instant lastSeenAt, List<String> kinds, List<TagName> tags) {

  public record TagName(TagId id, String name) {}
}
