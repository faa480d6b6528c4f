package io.parley.channel;

import io.parley.platform.WorkspaceId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of a parcel: of all its shares the same. `state` is `SENT`, `HELD`, `FAILED` or `UNKNOWN`, as of one
/// message.
public record ParcelReceipt(
    WorkspaceId workspace, List<OutgoingId> ids, Receipt.State state, @Nullable String reason, Instant at) {}
