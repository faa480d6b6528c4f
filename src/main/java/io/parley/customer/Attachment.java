package io.parley.customer;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A tag to put on a customer: by a rule (`rule` given) or by hand (`by` is the member, null for an API key).
/// `evidence` are the few events that show why; at `until` it comes off by itself, never if null. It stands on the
/// identity `on`, or on the customer's oldest if that is null.
public record Attachment(
    CustomerId customer,
    TagId tag,
    Instant since,
    @Nullable UUID rule,
    List<Evidence> evidence,
    @Nullable UUID by,
    @Nullable Instant until,
    @Nullable IdentityId on) {

  public record Evidence(Instant at, @Nullable String title, @Nullable String url) {}

  public static Attachment byRule(CustomerId customer, TagId tag, Instant since, UUID rule, List<Evidence> evidence) {
    return new Attachment(customer, tag, since, rule, evidence, null, null, null);
  }

  public static Attachment byHand(CustomerId customer, TagId tag, Instant since, @Nullable UUID by) {
    return new Attachment(customer, tag, since, null, List.of(), by, null, null);
  }

  public Attachment until(@Nullable Instant end) {
    return new Attachment(customer, tag, since, rule, evidence, by, end, on);
  }

  /// Stands where it was told of, whoever that is joined with by then: so it does not matter when it is written down.
  public Attachment on(IdentityId identity) {
    return new Attachment(customer, tag, since, rule, evidence, by, until, identity);
  }
}
