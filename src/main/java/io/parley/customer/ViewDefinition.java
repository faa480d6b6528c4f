package io.parley.customer;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a saved view shows: what the address of the list says, and its columns in order; an attribute is a column
/// `attribute:name`.
public record ViewDefinition(
    @Nullable String query,
    @Nullable List<UUID> tags,
    @Nullable String stage,
    @Nullable String channel,
    @Nullable String sort,
    @Nullable List<String> columns) {}
