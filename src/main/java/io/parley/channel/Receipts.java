package io.parley.channel;

import io.parley.platform.WorkspaceId;
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

  /// Whoever got it at this address told her provider that she does not want such messages.
  default void complained(WorkspaceId workspace, OutgoingId id, String address) {}
}
