package io.parley.timeline;

import io.parley.platform.WorkspaceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A row of the log. `envelope` is JSON of what the collector knew beside the sender's own `body`.
record LogRow(
    String xid,
    long position,
    WorkspaceId workspace,
    Instant receivedAt,
    String kind,
    @Nullable String messageId,
    @Nullable String envelope,
    String body) {}
