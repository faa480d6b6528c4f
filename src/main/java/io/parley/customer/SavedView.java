package io.parley.customer;

import java.util.UUID;

/// A way to look at the list of customers under a name. `mine` if the member who asks saved it.
public record SavedView(UUID id, String name, boolean shared, boolean mine, ViewDefinition definition) {}
