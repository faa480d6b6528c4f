package io.parley.journey.flow;

import org.jspecify.annotations.Nullable;

/// What keeps a journey from being published, and where: at which step (null: at its beginning) and in which field of
/// it.
public record Amiss(@Nullable String step, String field, String chinese, String english) {}
