package io.parley.journey;

import static java.util.stream.Collectors.toSet;

import io.parley.commerce.Cart;
import io.parley.commerce.Carts;
import io.parley.commerce.Item;
import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.customer.IdentityId;
import io.parley.journey.flow.Keepsake;
import io.parley.journey.flow.Trigger;
import io.parley.platform.Clockwork;
import io.parley.platform.Database;
import io.parley.platform.Due;
import io.parley.platform.WorkspaceId;
import io.parley.timeline.Batch;
import io.parley.timeline.Fact;
import io.parley.timeline.FactKind;
import io.parley.workspace.Workspaces;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Who comes in when nothing happens for a while: a cart that lies still, a product that is used up. What stands in the
/// row of a cart is no later than the truth: that she looked at a page meanwhile is asked when it is due, so that
/// looking costs nothing.
@Component
class Arming implements Due {
  static final String CART = "cart";
  private static final Set<String> OF_CART = Set.of("Product Added", "Added Product", "Product Removed",
      "Removed Product", "Cart Viewed", "Viewed Cart", "Wishlist Product Added to Cart", "Checkout Started",
      "Started Order", "Order Completed", "Completed Order");
  private static final Set<String> OF_ORDER = Set.of("Order Completed", "Completed Order");
  private static final Duration POLL = Duration.ofMillis(500);
  private static final int AT_ONCE = 500;

  private final ArmedStore store;
  private final Lives lives;
  private final Entering entering;
  private final Carts carts;
  private final Customers customers;
  private final Workspaces workspaces;
  private final Database database;

  Arming(ArmedStore store, Lives lives, Entering entering, Carts carts, Customers customers, Workspaces workspaces,
      Database database, Clockwork clockwork) {
    this.store = store;
    this.lives = lives;
    this.entering = entering;
    this.carts = carts;
    this.customers = customers;
    this.workspaces = workspaces;
    this.database = database;
    clockwork.add("journeys armed", POLL, store::waiting, this);
  }

  void arm(Live live, Batch batch) {
    carts(live, batch);
    cycles(live, batch);
    coupons(live, batch);
  }

  private void carts(Live live, Batch batch) {
    var doors = live.doors().stream().filter(door -> door.flow().trigger() instanceof Trigger.CartLeft).toList();
    if (doors.isEmpty()) {
      return;
    }
    var last = new HashMap<CustomerId, Fact>();
    batch.facts(FactKind.TRACK).filter(fact -> OF_CART.contains(fact.name())).forEach(fact ->
        last.merge(fact.customer(), fact, (one, other) -> other.at().isBefore(one.at()) ? one : other));
    if (last.isEmpty()) {
      return;
    }
    var filled = carts.of(batch.workspace(), last.keySet());
    store.drop(batch.workspace(), last.keySet().stream().filter(one -> !filled.containsKey(one)).toList(), CART);
    var armed = new ArrayList<ArmedStore.Armed>();
    filled.forEach((customer, cart) -> {
      var fact = last.get(customer);
      if (fact != null) {
        doors.forEach(door -> armed.add(new ArmedStore.Armed(door.path().journey(), fact.identity(), CART,
            cart.updatedAt().plus(idle(door)), Keepsake.of(cart.updatedAt(), 0, fact.properties()))));
      }
    });
    store.put(batch.workspace(), armed, false);
  }

  private static Duration idle(Live.Door door) {
    return ((Trigger.CartLeft) door.flow().trigger()).idle();
  }

  /// Bought again, the time runs anew.
  private void cycles(Live live, Batch batch) {
    var armed = new ArrayList<ArmedStore.Armed>();
    live.doors().forEach(door -> {
      if (door.flow().trigger() instanceof Trigger.CycleEnded cycle) {
        batch.facts(FactKind.TRACK).filter(fact -> OF_ORDER.contains(fact.name())).forEach(fact ->
            Keepsake.products(fact.properties()).stream()
                .filter(product -> cycle.products().isEmpty() || cycle.products().contains(product))
                .forEach(product -> armed.add(new ArmedStore.Armed(door.path().journey(), fact.identity(),
                    "cycle:" + product, fact.at().plus(Duration.ofDays(cycle.days())),
                    Keepsake.of(fact.at(), fact.position(), fact.properties()).with(List.of(product))))));
      }
    });
    store.put(batch.workspace(), armed, true);
  }

  /// A code that ends and is not used comes back at its time.
  private void coupons(Live live, Batch batch) {
    var doors = live.doors().stream().filter(door -> door.flow().trigger() instanceof Trigger.CouponEnds).toList();
    if (doors.isEmpty()) {
      return;
    }
    var zone = workspaces.get(batch.workspace()).timeZone();
    batch.facts(FactKind.TRACK).filter(fact -> fact.name().startsWith("Coupon ")).forEach(fact ->
        HeldCode.of(fact.properties(), zone).ifPresent(code -> {
          if (fact.name().equals("Coupon Applied")) {
            store.drop(batch.workspace(), List.of(fact.customer()), code.key());
          } else if (fact.name().equals("Coupon Issued") && code.endsAt() != null) {
            store.put(batch.workspace(), doors.stream().filter(door -> code.fits(door))
                .map(door -> new ArmedStore.Armed(door.path().journey(), fact.identity(), code.key(),
                    code.due(door, fact.at()), code.kept(fact))).toList(), true);
          }
        }));
  }

  @Override
  public Optional<Instant> next(WorkspaceId workspace) {
    return database.engine(() -> store.next(workspace));
  }

  @Override
  public boolean pass(WorkspaceId workspace, Instant now) {
    return database.engine(() -> {
      var due = store.due(workspace, now, AT_ONCE);
      if (due.isEmpty()) {
        return false;
      }
      customers.lock(workspace, due.stream().map(ArmedStore.Due::customer).collect(toSet()));
      let(workspace, store.take(workspace, due), now);
      return due.size() == AT_ONCE;
    });
  }

  private void let(WorkspaceId workspace, List<ArmedStore.Due> taken, Instant now) {
    var live = lives.of(workspace);
    var doors = new HashMap<JourneyId, Live.Door>();
    live.doors().forEach(door -> doors.put(door.path().journey(), door));
    var candidates = new ArrayList<Candidate>();
    var left = new ArrayList<ArmedStore.Due>();
    for (var one : taken) {
      var door = doors.get(one.armed().journey());
      if (door != null && door.flow().trigger() instanceof Trigger.CartLeft) {
        left.add(one);
      } else if (door != null) {
        candidates.add(new Candidate(door, one.armed().identity(), one.customer(), one.armed().due(),
            one.armed().key() + "@" + one.armed().kept().since(), one.armed().kept()));
      }
    }
    candidates.addAll(left(workspace, doors, left, now));
    entering.enter(workspace, live, candidates);
  }

  /// Those whose carts have lain still long enough by now; for the others the time goes on.
  private List<Candidate> left(WorkspaceId workspace, Map<JourneyId, Live.Door> doors, List<ArmedStore.Due> due,
      Instant now) {
    if (due.isEmpty()) {
      return List.of();
    }
    var people = due.stream().map(ArmedStore.Due::customer).collect(toSet());
    var filled = carts.of(workspace, people);
    var since = filled.values().stream().map(Cart::updatedAt).min(Instant::compareTo).orElse(now);
    var seen = store.seen(workspace, filled.keySet(), since);
    var still = new ArrayList<ArmedStore.Armed>();
    var candidates = new ArrayList<Candidate>();
    var once = new java.util.HashSet<RunStore.Pair>();
    for (var one : due) {
      var door = doors.get(one.armed().journey());
      var cart = filled.get(one.customer());
      if (door == null || cart == null || !worth(door, cart)
          || !once.add(new RunStore.Pair(one.armed().journey(), one.customer()))) {
        continue;
      }
      var last = later(cart.updatedAt(), seen.getOrDefault(one.customer(), cart.updatedAt()));
      var at = last.plus(idle(door));
      if (at.isAfter(now)) {
        still.add(new ArmedStore.Armed(one.armed().journey(), one.armed().identity(), CART, at, one.armed().kept()));
      } else {
        candidates.add(candidate(door, one.armed().identity(), one.customer(), at, kept(one.armed().kept(), cart,
            last)));
      }
    }
    store.put(workspace, still, false);
    return candidates;
  }

  private static boolean worth(Live.Door door, Cart cart) {
    var least = ((Trigger.CartLeft) door.flow().trigger()).atLeast();
    return least == null || cart.total().compareTo(least) >= 0;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Keepsake kept(Keepsake armed, Cart cart, Instant last) {
    return new Keepsake(last, 0, armed.cart(), null, cart.items().stream().map(Item::productId).toList(), Map.of());
  }

  /// A cart that tells its id is one time; of others, each lying still is.
  private static Candidate candidate(
      Live.Door door, IdentityId identity, CustomerId customer, Instant at, Keepsake kept) {
    var key = kept.cart() == null ? "cart@" + kept.since() : "cart:" + kept.cart();
    return new Candidate(door, identity, customer, at, key, kept);
  }
}
