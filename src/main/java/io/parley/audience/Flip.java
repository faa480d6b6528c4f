package io.parley.audience;

import io.parley.customer.CustomerId;
import java.time.Instant;

/// A customer came into a segment, or left it, at an instant.
record Flip(CustomerId customer, Watch segment, boolean entered, Instant at) {}
