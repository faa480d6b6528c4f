package io.parley.channel;

/// Whoever keeps the conversations. Called once for each event of a provider, in event-time order per contact, inside
/// the engine transaction that marks the event as done: what it writes is there if and only if that commits. A failure
/// leaves the event for another try, and at last as failed with its reason, while other contacts go on.
public interface Inbound {
  void received(Incoming incoming);
}
