package io.parley.customer;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A tag to put on a customer: by a rule (`rule` given) or by a member of the team. `evidence` are the few events that
/// show why.
public record Attachment(
    CustomerId customer, TagId tag, Instant since, @Nullable UUID rule, List<Evidence> evidence) {

  public record Evidence(Instant at, @Nullable String title, @Nullable String url) {}

  public static Attachment byRule(CustomerId customer, TagId tag, Instant since, UUID rule, List<Evidence> evidence) {
    return new Attachment(customer, tag, since, rule, evidence);
  }
}
