package io.parley.customer;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A tag that a customer carries or carried, from when it was put on to when it came off. `why` it came off is `hand`,
/// `rule` or `expired`, null while it stands. `keptOff` if a person took it off, so that rules do not put it back.
public record TagSpan(
    TagId id,
    String name,
    Instant since,
    @Nullable UUID rule,
    @Nullable UUID by,
    @Nullable Instant until,
    @Nullable Instant removedAt,
    @Nullable UUID removedBy,
    @Nullable String why,
    boolean keptOff) {}
