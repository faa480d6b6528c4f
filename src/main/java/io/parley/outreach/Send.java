package io.parley.outreach;

import io.parley.customer.IdentityId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A send that is due, in the hands of whoever decides about it.
record Send(
    SendId id,
    Source source,
    IdentityId identity,
    MessageClass klass,
    List<String> channels,
    Set<String> products,
    @Nullable Instant unlessOrderedSince,
    boolean heldOut,
    Words words) {

  /// It is a key of maps with thousands; the id tells it from all others.
  @Override
  public int hashCode() {
    return id.hashCode();
  }

  Standing.Wanted wanted() {
    return new Standing.Wanted(klass, channels, products, unlessOrderedSince);
  }
}
