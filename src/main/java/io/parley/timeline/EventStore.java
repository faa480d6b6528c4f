package io.parley.timeline;

import io.parley.customer.CustomerId;
import io.parley.platform.Database;
import io.parley.platform.Page;
import io.parley.platform.WorkspaceId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class EventStore {
  private final Database database;

  EventStore(Database database) {
    this.database = database;
  }

  Page<TimelineEntry> page(WorkspaceId workspace, CustomerId customer, TimelineEntry.@Nullable Kind kind,
      @Nullable String cursor, int limit) {
    throw new UnsupportedOperationException();
  }
}
