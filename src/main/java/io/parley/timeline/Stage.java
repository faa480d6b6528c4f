package io.parley.timeline;

/// What the fold does with a batch, in this order. A later stage reads what earlier ones wrote.
public enum Stage {
  /// Who is it? Identities, merges, unlinks.
  IDENTITY,
  /// Keep what happened.
  EVENTS,
  /// What is told about them: name, attributes, first and last seen.
  PROFILE,
  /// Carts and orders.
  COMMERCE,
  /// Rules and tags. After it, customers whose identities changed are recomputed.
  AUDIENCE,
  /// Who comes into a journey, and what somebody on the way waited for.
  JOURNEYS,
  /// What a person is told of it: notices of her order.
  OUTREACH,
  /// Tell the screens.
  LIVE
}
