package io.parley.customer;

import java.time.Instant;

/// An identity as the customer's page shows it. `evidence` says why it belongs to this customer:
/// `seen`, `identify`, `code`, `account_link` or `staff`.
public record Identity(
    IdentityId id, IdentityKey key, CustomerId customer, Instant linkedAt, String evidence, boolean unlinkable) {
  public boolean isMember() {
    return key.kind().equals(IdentityKey.MEMBER);
  }
}
