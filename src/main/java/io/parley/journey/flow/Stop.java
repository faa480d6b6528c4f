package io.parley.journey.flow;

import io.parley.audience.condition.EventMatch;

/// Something that ends a run wherever it is: at its goal if `goal`.
public record Stop(EventMatch event, Same same, boolean goal) {}
