package io.parley.customer;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A tag as it stands on a customer. `rule` is null for one set by hand, `by` for one that no member set; `until` if it
/// ends by itself.
public record CarriedTag(
    TagId id,
    String name,
    Instant since,
    @Nullable UUID rule,
    List<Attachment.Evidence> evidence,
    @Nullable UUID by,
    @Nullable Instant until) {}
