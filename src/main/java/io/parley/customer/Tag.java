package io.parley.customer;

/// A tag and how many customers carry it.
public record Tag(TagId id, String name, int customers) {}
