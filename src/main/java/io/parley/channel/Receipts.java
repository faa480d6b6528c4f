package io.parley.channel;

import java.util.List;

/// Whoever shows what became of an outgoing. Called inside the engine transaction that writes the outcome.
public interface Receipts {
  void told(Receipt receipt);

  /// Several that came about at one time.
  default void told(List<Receipt> receipts) {
    receipts.forEach(this::told);
  }

  /// The same of many at once, which were sent together.
  default void told(ParcelReceipt receipt) {}
}
