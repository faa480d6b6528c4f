package io.parley.channel;

/// Whoever shows what became of an outgoing. Called inside the engine transaction that writes the outcome.
public interface Receipts {
  void told(Receipt receipt);

  /// The same of many at once, which were sent together.
  default void told(ParcelReceipt receipt) {}
}
