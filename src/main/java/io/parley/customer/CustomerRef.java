package io.parley.customer;

import org.jspecify.annotations.Nullable;

/// A customer as a line in somebody else's list. `name` is null while nobody knows it.
public record CustomerRef(CustomerId id, @Nullable String name) {}
