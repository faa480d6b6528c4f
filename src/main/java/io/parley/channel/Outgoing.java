package io.parley.channel;

import io.parley.platform.WorkspaceId;

/// One message to one person, to be written down in the transaction that decided it and sent by a worker after.
///
/// @param automatic nobody typed it; what somebody typed goes first
public record Outgoing(OutgoingId id, WorkspaceId workspace, ConnectionId connection, String address, Content content,
    boolean automatic) {}
