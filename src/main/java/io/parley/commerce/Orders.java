package io.parley.commerce;

import static java.util.stream.Collectors.toMap;

import io.parley.customer.CustomerId;
import io.parley.customer.CustomerRef;
import io.parley.customer.Customers;
import io.parley.customer.IdentityId;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.WorkspaceId;
import io.parley.timeline.Batch;
import io.parley.timeline.Fact;
import io.parley.workspace.Workspaces;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What was ordered. Sums leave out cancelled orders and what was refunded, also of orders that were never heard of: a
/// credit note may name none. Orders in another currency than the workspace's are counted, but not added up.
@Component
public final class Orders {
  private final OrderStore store;
  private final Workspaces workspaces;
  private final Database database;
  private final Clocks clocks;
  private final Customers customers;
  private final BoughtStore bought;

  /// How many orders, what was paid for them, and when the last one was placed; null if there is none.
  public record Sum(int count, Money total, @Nullable Instant lastAt) {}

  /// What came in on one day, by the calendar of the workspace.
  public record Day(LocalDate day, int orders, Money revenue) {}

  Orders(OrderStore store, Workspaces workspaces, Database database, Clocks clocks, Customers customers,
      BoughtStore bought) {
    this.bought = bought;
    this.store = store;
    this.workspaces = workspaces;
    this.database = database;
    this.clocks = clocks;
    this.customers = customers;
  }

  /// Which order an event speaks of, if it names one.
  public static Optional<Order.Key> key(Fact fact) {
    return ShopEvents.read(fact)
        .flatMap(event -> event instanceof ShopEvent.OfOrder of ? Optional.of(of.key()) : Optional.empty());
  }

  /// A customer's orders over all her identities, the latest first.
  public List<Order> latest(WorkspaceId workspace, CustomerId customer, int limit) {
    return database.tenant(workspace, () -> store.latest(workspace, customer, limit));
  }

  /// Sums for many customers in one statement. Who ordered nothing is left out.
  public Map<CustomerId, Sum> sums(WorkspaceId workspace, Collection<CustomerId> customers) {
    var currency = workspaces.get(workspace).currency();
    return database.tenant(workspace, () -> store.sums(workspace, customers, currency)).stream()
        .collect(toMap(OrderStore.Sum::customer, OrderStore.Sum::sum));
  }

  /// An order that stands. `amount` is what was paid less what went back; null in a currency not the workspace's.
  /// `channel` is where it was ordered.
  public record Placed(CustomerId customer, Instant at, @Nullable BigDecimal amount, String channel) {}

  /// All orders of many customers that were not cancelled.
  public List<Placed> placed(WorkspaceId workspace, Collection<CustomerId> customers) {
    var currency = workspaces.get(workspace).currency();
    return customers.isEmpty() ? List.of()
        : database.tenant(workspace, () -> store.placed(workspace, customers, currency));
  }

  /// The orders with these numbers that were heard of.
  public List<Order> find(WorkspaceId workspace, Collection<Order.Key> keys) {
    return keys.isEmpty() ? List.of() : database.tenant(workspace, () -> store.byKeys(workspace, keys));
  }

  /// The products that customers ordered since then and neither cancelled nor gave back, by their ids.
  public Map<CustomerId, Set<String>> products(WorkspaceId workspace, Collection<CustomerId> customers, Instant since) {
    return customers.isEmpty() ? Map.of()
        : database.tenant(workspace, () -> bought.of(workspace, customers, since));
  }

  /// The channels that orders came by, with how many each.
  public Map<String, Integer> channels(WorkspaceId workspace) {
    return database.tenant(workspace, () -> store.channels(workspace));
  }

  /// The last `count` days, today last; a day without orders is there with none.
  public List<Day> days(WorkspaceId workspace, int count) {
    var known = workspaces.get(workspace);
    var today = LocalDate.ofInstant(clocks.now(workspace), known.timeZone());
    var first = today.minusDays(count - 1L);
    var from = first.atStartOfDay(known.timeZone()).toInstant();
    var days = database.tenant(workspace, () -> store.days(workspace, from, known.timeZone(), known.currency()))
        .stream().collect(toMap(Day::day, day -> day));
    return first.datesUntil(today.plusDays(1))
        .map(day -> days.getOrDefault(day, new Day(day, 0, new Money(BigDecimal.ZERO, known.currency()))))
        .toList();
  }

  public Day today(WorkspaceId workspace) {
    return days(workspace, 1).getFirst();
  }

  /// Applies order events, in the order they came. Whose order another identity told of is affected by the batch.
  void apply(Batch batch, List<Told> told) {
    var workspace = batch.workspace();
    var keys = new HashSet<Order.Key>();
    for (var one : told) {
      if (one.event() instanceof ShopEvent.OfOrder event) {
        keys.add(event.key());
      }
    }
    if (keys.isEmpty()) {
      return;
    }
    var before = store.byKeys(workspace, keys).stream().collect(toMap(Order::key, order -> order));
    var orders = new HashMap<>(before);
    var currency = workspaces.get(workspace).currency();
    for (var one : told) {
      if (one.event() instanceof ShopEvent.OfOrder event) {
        orders.compute(event.key(), (_, known) -> next(known, one.fact(), event, currency));
      }
    }
    var changed = orders.values().stream().filter(order -> !order.equals(before.get(order.key()))).toList();
    if (!changed.isEmpty()) {
      store.save(workspace, changed);
      var owners = customers.refs(workspace, changed.stream().map(Order::identity).toList());
      count(workspace, owners.values().stream().map(CustomerRef::id).toList());
      affect(batch, told, changed, owners);
    }
  }

  private static void affect(Batch batch, List<Told> told, List<Order> changed, Map<IdentityId, CustomerRef> owners) {
    var mine = new HashMap<Order.Key, CustomerId>();
    for (var order : changed) {
      var owner = owners.get(order.identity());
      if (owner != null) {
        mine.put(order.key(), owner.id());
      }
    }
    for (var one : told) {
      var owner = one.event() instanceof ShopEvent.OfOrder event ? mine.get(event.key()) : null;
      if (owner != null && !owner.equals(one.fact().customer())) {
        batch.affect(owner, one.fact());
      }
    }
  }

  /// Tells these customers' list what they bought by now.
  void count(WorkspaceId workspace, Collection<CustomerId> of) {
    var bought = new HashMap<CustomerId, Customers.Bought>();
    of.forEach(customer -> bought.put(customer, Customers.Bought.NOTHING));
    sums(workspace, bought.keySet()).forEach(
        (customer, sum) -> bought.put(customer, new Customers.Bought(sum.count(), sum.total().amount(), sum.lastAt())));
    customers.bought(workspace, bought);
  }

  private static Order next(@Nullable Order known, Fact fact, ShopEvent.OfOrder event, String currency) {
    var at = fact.at();
    var order = known == null ? Order.heardOf(Ids.next(), event.key(), fact.identity(), currency, at) : known;
    return switch (event) {
      case ShopEvent.Completed completed ->
          order.place(fact.identity(), amounts(completed.told(), currency), completed.items(), at);
      case ShopEvent.Updated updated ->
          order.update(updated.told().map(told -> amounts(told, currency)).orElse(null), updated.items(), at);
      case ShopEvent.Cancelled _ -> order.cancel(at);
      case ShopEvent.Refunded refunded -> order.refund(
          refunded.items().isEmpty() ? refunded.amount() : order.worth(refunded.items()), at);
    };
  }

  private static Order.Amounts amounts(ShopEvent.Amounts told, String currency) {
    return new Order.Amounts(told.revenue(), told.total(), BigDecimal.ZERO,
        told.currency() == null ? currency : told.currency());
  }
}
