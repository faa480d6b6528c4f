package io.parley.timeline;

import io.parley.platform.WorkspaceId;

/// What one request to a collector brought: rows ready to be copied into the log, and how many events were refused.
record Delivery(WorkspaceId workspace, CopyRows rows, int refused) {}
