package io.parley.customer;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who is who after a batch. `owners` has one entry for each sighting, in order: the identity the fact belongs to, null
/// if the fact named one that does not exist. `changed` are the customers that gained or lost identities they had
/// before the batch; `apart` if an identity left a customer, so
/// that when they were seen must be found anew; `stale` those whose profile must be composed anew; `gained` those that
/// have an identity nobody had before, new customers among them.
public record Resolution(
    List<@Nullable IdentityId> owners,
    Map<IdentityId, CustomerId> customers,
    Set<Merge> merges,
    Set<CustomerId> changed,
    boolean apart,
    Set<CustomerId> stale,
    Set<CustomerId> gained) {}
