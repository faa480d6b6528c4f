package io.parley.customer;

import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

@Component
class TagStore {
  private final Database database;
  private final Clocks clocks;

  TagStore(Database database, Clocks clocks) {
    this.database = database;
    this.clocks = clocks;
  }
  private static UnsupportedOperationException soon() { return new UnsupportedOperationException(); }

  TagId ensure(WorkspaceId workspace, String name) { throw soon(); }
  List<Tag> list(WorkspaceId workspace) { throw soon(); }
  List<Attachment> attach(WorkspaceId workspace, List<Attachment> attachments) { throw soon(); }
  void detach(WorkspaceId workspace, UUID rule, Collection<CustomerId> customers) { throw soon(); }
  List<CustomerId> carriers(WorkspaceId workspace, UUID rule) { throw soon(); }
  Map<CustomerId, List<CarriedTag>> of(WorkspaceId workspace, Collection<CustomerId> customers) { throw soon(); }
}
