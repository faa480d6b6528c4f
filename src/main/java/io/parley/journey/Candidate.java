package io.parley.journey;

import io.parley.customer.CustomerId;
import io.parley.customer.IdentityId;
import io.parley.journey.flow.Keepsake;
import java.time.Instant;

/// Somebody who may come in: by which door, as whom, when, and what is counted as one time.
record Candidate(Live.Door door, IdentityId identity, CustomerId customer, Instant at, String key, Keepsake kept) {
  RunStore.Pair pair() {
    return new RunStore.Pair(door.path().journey(), customer);
  }
}
