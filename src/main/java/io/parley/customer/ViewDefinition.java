package io.parley.customer;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a saved view shows: what the address of the list says, and its columns in order; an attribute is a column
/// `attribute:name`. `condition` is kept as it was written; whoever shows the list reads it.
public record ViewDefinition(
    @Nullable String query,
    @Nullable List<UUID> tags,
    @Nullable String stage,
    @Nullable String channel,
    @Nullable UUID segment,
    @Nullable JsonNode condition,
    @Nullable String sort,
    @Nullable List<String> columns) {}
