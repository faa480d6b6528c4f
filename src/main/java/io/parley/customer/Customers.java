package io.parley.customer;

import io.parley.platform.Page;
import io.parley.platform.WorkspaceId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Who is it? Every method joins the running transaction, or runs in one of its own.
@Component
public final class Customers {
  private final CustomerStore store;

  Customers(CustomerStore store) {
    this.store = store;
  }

  /// The identity with this key; it and a customer of its own are made if nobody has seen it yet.
  public IdentityId ensure(WorkspaceId workspace, IdentityKey key) {
    return Objects.requireNonNull(ensure(workspace, List.of(key)).get(key));
  }

  /// As for one key, for many at once.
  public Map<IdentityKey, IdentityId> ensure(WorkspaceId workspace, Collection<IdentityKey> keys) {
    return store.ensure(workspace, keys);
  }

  public Optional<IdentityId> find(WorkspaceId workspace, IdentityKey key) {
    return store.find(workspace, key);
  }

  /// The identities with these keys. Keys that nobody has seen are left out.
  public Map<IdentityKey, IdentityId> find(WorkspaceId workspace, Collection<IdentityKey> keys) {
    return store.find(workspace, keys);
  }

  /// The customer an identity belongs to now.
  public Optional<CustomerId> of(WorkspaceId workspace, IdentityId identity) {
    return Optional.ofNullable(refs(workspace, List.of(identity)).get(identity)).map(CustomerRef::id);
  }

  /// The customers of many identities, with their names. Unknown identities are left out.
  public Map<IdentityId, CustomerRef> refs(WorkspaceId workspace, Collection<IdentityId> identities) {
    return store.refs(workspace, identities);
  }

  /// The names of many customers.
  public Map<CustomerId, CustomerRef> names(WorkspaceId workspace, Collection<CustomerId> customers) {
    return store.names(workspace, customers);
  }

  /// The customer a merged one became part of; the customer itself if it was not merged; empty if it never was.
  public Optional<CustomerId> survivor(WorkspaceId workspace, CustomerId customer) {
    return store.survivor(workspace, customer);
  }

  public List<Identity> identities(WorkspaceId workspace, CustomerId customer) {
    return store.identities(workspace, customer);
  }

  /// The identities of many customers, each with the customer it belongs to.
  public Map<IdentityId, CustomerId> identitiesOf(WorkspaceId workspace, Collection<CustomerId> customers) {
    return store.identitiesOf(workspace, customers);
  }

  /// Keeps others from changing these customers until the running transaction ends. Locks in the order of ids.
  public void lock(WorkspaceId workspace, Collection<CustomerId> customers) {
    store.lock(workspace, customers);
  }

  /// Tells the name a channel knows an identity by. A name the shop told of the member wins over it.
  public void setName(WorkspaceId workspace, IdentityId identity, String name) {
    store.setName(workspace, identity, name);
  }

  /// Customers, last seen first. `query` finds parts of a name, an e-mail, a member number or a phone in any writing.
  public Page<CustomerLine> page(WorkspaceId workspace, Search search, @Nullable String cursor, int limit) {
    return store.page(workspace, search, cursor, limit);
  }

  public record Search(@Nullable String query, @Nullable TagId tag) {}

  /// One customer; a merged one answers as her survivor.
  public Optional<CustomerView> view(WorkspaceId workspace, CustomerId customer) {
    return store.view(workspace, customer);
  }
}
