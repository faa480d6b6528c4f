package io.parley.journey.flow;

import io.parley.audience.condition.Condition;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/// What a step looks at: when she came to it by the merchant's clock, whether a condition holds of her, and the arm of
/// a split that is hers. `fast` makes waits short, for somebody who tries a journey out.
public record Sight(Instant at, ZoneId zone, Predicate<Condition> holds, ToIntFunction<Step.Split> arm,
    boolean fast) {}
