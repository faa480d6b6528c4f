package io.parley.customer;

import io.parley.platform.WorkspaceId;
import java.time.Instant;

/// A tag that came off by itself.
public record EndedTag(WorkspaceId workspace, IdentityId identity, TagId tag, String name, Instant at) {}
