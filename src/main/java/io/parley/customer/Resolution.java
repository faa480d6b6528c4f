package io.parley.customer;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who is who after a batch. `owners` has one entry for each sighting, in order: the identity the fact belongs to, null
/// if the fact named one that does not exist. `changed` are the customers that gained or lost identities they had
/// before the batch; `parted` those of them that an unlink took apart; `stale` those whose profile must be composed anew.
public record Resolution(
    List<@Nullable IdentityId> owners,
    Map<IdentityId, CustomerId> customers,
    Set<Merge> merges,
    Set<CustomerId> changed,
    Set<CustomerId> parted,
    Set<CustomerId> stale) {}
