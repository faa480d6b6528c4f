package io.parley.customer;

import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Page;
import io.parley.platform.WorkspaceId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class CustomerStore {
  private final Database database;
  private final Clocks clocks;

  CustomerStore(Database database, Clocks clocks) {
    this.database = database;
    this.clocks = clocks;
  }
  private static UnsupportedOperationException soon() { return new UnsupportedOperationException(); }

  IdentityId ensure(WorkspaceId workspace, IdentityKey key) { throw soon(); }
  Optional<IdentityId> find(WorkspaceId workspace, IdentityKey key) { throw soon(); }
  Map<IdentityId, CustomerRef> refs(WorkspaceId workspace, Collection<IdentityId> identities) { throw soon(); }
  Map<CustomerId, CustomerRef> names(WorkspaceId workspace, Collection<CustomerId> customers) { throw soon(); }
  Optional<CustomerId> survivor(WorkspaceId workspace, CustomerId customer) { throw soon(); }
  List<Identity> identities(WorkspaceId workspace, CustomerId customer) { throw soon(); }
  void lock(WorkspaceId workspace, Collection<CustomerId> customers) { throw soon(); }
  void setName(WorkspaceId workspace, IdentityId identity, String name) { throw soon(); }
  Page<CustomerLine> page(WorkspaceId workspace, Customers.Search search, @Nullable String cursor, int limit) { throw soon(); }
  Optional<CustomerView> view(WorkspaceId workspace, CustomerId customer) { throw soon(); }
}
