package io.parley.customer;

/// How many customers; an estimate of the planner's if not `exact`.
public record CustomerCount(long customers, boolean exact) {}
