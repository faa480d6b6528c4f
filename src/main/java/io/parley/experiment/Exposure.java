package io.parley.experiment;

import io.parley.customer.IdentityId;
import java.time.Instant;

/// Something of her arm reached somebody, or would have.
public record Exposure(IdentityId identity, int arm, Instant at) {}
