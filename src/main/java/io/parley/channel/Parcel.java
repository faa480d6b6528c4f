package io.parley.channel;

import io.parley.platform.WorkspaceId;
import java.util.List;

/// One message to many contacts of a connection, the same for each, to be written down in the transaction that decided
/// it and sent by a worker after.
public record Parcel(WorkspaceId workspace, ConnectionId connection, List<Share> shares, Content content) {
  public Parcel {
    shares = List.copyOf(shares);
  }

  /// One contact of it. `id` is what becomes of it is told under.
  public record Share(OutgoingId id, String address) {}
}
