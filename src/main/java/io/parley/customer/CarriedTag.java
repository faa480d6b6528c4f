package io.parley.customer;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A tag as it stands on a customer. `rule` is null for a tag a member of the team set by hand.
public record CarriedTag(
    TagId id, String name, Instant since, @Nullable UUID rule, List<Attachment.Evidence> evidence) {}
