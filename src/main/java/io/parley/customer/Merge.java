package io.parley.customer;

/// All identities of `from` now belong to `into`.
public record Merge(CustomerId from, CustomerId into) {}
