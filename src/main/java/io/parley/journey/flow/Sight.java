package io.parley.journey.flow;

import io.parley.audience.condition.Condition;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Predicate;

/// What a step looks at: when she came to it by the merchant's clock, whether a condition holds of her, and the lot
/// that is hers in this journey. `fast` makes waits short, for somebody who tries a journey out.
public record Sight(Instant at, ZoneId zone, Predicate<Condition> holds, String lot, boolean fast) {}
