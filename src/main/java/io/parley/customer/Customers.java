package io.parley.customer;

import io.parley.platform.Page;
import io.parley.platform.WorkspaceId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Who is it? Every method joins the running transaction, or runs in one of its own.
@Component
public final class Customers {
  private final CustomerStore store;
  private final CustomerList list;
  private final KnownStore known;
  private final ForestStore links;

  Customers(CustomerStore store, CustomerList list, KnownStore known, ForestStore links) {
    this.store = store;
    this.list = list;
    this.known = known;
    this.links = links;
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

  /// The links that hold a customer together, latest first.
  public List<LinkLine> links(WorkspaceId workspace, CustomerId customer) {
    return links.links(workspace, customer);
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

  /// A page of the list of customers. A cursor fits the filter and sort it was made with.
  public Page<CustomerLine> page(WorkspaceId workspace, CustomerFilter filter, Shown shown, @Nullable String cursor,
      int limit) {
    return list.page(workspace, filter, shown, cursor, limit);
  }

  /// What a page shows: its order, and the attributes wanted besides.
  public record Shown(CustomerSort sort, boolean ascending, List<String> attributes) {
    public static final Shown LATEST = new Shown(CustomerSort.SEEN, false, List.of());
  }

  /// Where a page goes on behind this line of it.
  public String cursor(Shown shown, CustomerLine line) {
    return ListCursor.of(shown, line).text();
  }

  /// How many match: at once, exact up to 10,000, else an estimate; or exact whatever it takes, up to 15 s.
  public CustomerCount count(WorkspaceId workspace, CustomerFilter filter, boolean exact) {
    return list.count(workspace, filter, exact);
  }

  /// Those who match, in the order of their ids, beginning behind `after`. For work on many of them.
  public List<CustomerId> matching(
      WorkspaceId workspace, CustomerFilter filter, @Nullable CustomerId after, int limit) {
    return list.matching(workspace, filter, after, limit);
  }

  /// The names of attributes that customers seen lately have, the most frequent first.
  public List<String> attributes(WorkspaceId workspace) {
    return list.attributes(workspace);
  }

  /// What a customer bought: orders that were not cancelled, what was paid for them, and when the last was placed.
  public record Bought(int orders, BigDecimal spent, @Nullable Instant lastAt) {
    public static final Bought NOTHING = new Bought(0, BigDecimal.ZERO, null);
  }

  /// Keeps what customers bought, for the list.
  public void bought(WorkspaceId workspace, Map<CustomerId, Bought> sums) {
    store.bought(workspace, sums);
  }

  /// One customer; a merged one answers as her survivor.
  public Optional<CustomerView> view(WorkspaceId workspace, CustomerId customer) {
    return store.view(workspace, customer);
  }

  /// What is known of many customers; those without identities are left out. Traits are read only if asked for.
  public Map<CustomerId, Known> known(WorkspaceId workspace, Collection<CustomerId> customers, boolean traits) {
    return customers.isEmpty() ? Map.of() : known.of(workspace, customers, traits);
  }

  /// The next customers in the order of their ids, those merged away among them. Ids sort by the time they were made.
  public List<CustomerId> after(WorkspaceId workspace, CustomerId cursor, int limit) {
    return known.after(workspace, cursor, limit);
  }

  /// Customers drawn by lot, at most `limit`, in an order that says nothing about them.
  public List<CustomerId> some(WorkspaceId workspace, int limit) {
    return known.some(workspace, limit);
  }

  /// Those who have an attribute that fits; empty if they are more than `most`. `name` is what she is called, whoever
  /// told it.
  public Optional<Set<CustomerId>> having(WorkspaceId workspace, String name, int most, Predicate<JsonNode> fits) {
    return known.having(workspace, name, most, fits);
  }

  /// All whom a filter finds; empty if they are more than `most`.
  public Optional<Set<CustomerId>> all(WorkspaceId workspace, CustomerFilter filter, int most) {
    return list.all(workspace, filter, most);
  }

  /// Those who have so many orders that stand, one at least; empty if they are more than `most`.
  public Optional<Set<CustomerId>> buyers(WorkspaceId workspace, int most, IntPredicate orders) {
    return known.buyers(workspace, most, orders);
  }

  public int count(WorkspaceId workspace) {
    return known.count(workspace);
  }
}
