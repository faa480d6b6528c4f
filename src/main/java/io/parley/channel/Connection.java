package io.parley.channel;

import io.parley.platform.WorkspaceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One account of a merchant at a provider, without its secrets.
///
/// @param kind `line`
/// @param addUrl where a person becomes a contact (LINE: `https://line.me/R/ti/p/@…`); null if the provider has no such
/// @param detail why it is in error, in words; null while connected
public record Connection(
    ConnectionId id,
    WorkspaceId workspace,
    String kind,
    String name,
    boolean working,
    @Nullable String addUrl,
    @Nullable Instant lastEventAt,
    @Nullable String detail) {}
