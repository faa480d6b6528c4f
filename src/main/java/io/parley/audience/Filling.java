package io.parley.audience;

/// How far the past of a rule or segment is worked out: customers done, of about so many. Until then it counts for
/// those who are done.
public record Filling(int done, int total) {}
