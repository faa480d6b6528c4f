package io.parley.customer;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Two customers who may be one, until a person decides. `why` is what speaks for it: the same `phone` or `email` was
/// typed; or what kept a merge back: a limit of `visitors`, `emails` or one `line` user for each account. `detail` is
/// what they share.
public record Suggestion(
    UUID id, CustomerRef one, CustomerRef other, IdentityId oneIdentity, IdentityId otherIdentity, String why,
    @Nullable String detail, Instant at) {}
