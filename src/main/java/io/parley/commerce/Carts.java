package io.parley.commerce;

import static java.util.stream.Collectors.toSet;

import io.parley.customer.CustomerId;
import io.parley.customer.IdentityId;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What lies in carts.
@Component
public final class Carts {
  private final CartStore store;
  private final Catalogue catalogue;
  private final Database database;

  Carts(CartStore store, Catalogue catalogue, Database database) {
    this.store = store;
    this.catalogue = catalogue;
    this.database = database;
  }

  /// The cart a customer filled last, over all her identities; empty if nothing lies in any. What the shop told of no
  /// picture has the catalogue's.
  public Optional<Cart> of(WorkspaceId workspace, CustomerId customer) {
    return latest(workspace, customer).map(cart -> {
      var products = catalogue.get(workspace, cart.items().stream().map(Item::productId).toList());
      return cart.pictured(products);
    });
  }

  private Optional<Cart> latest(WorkspaceId workspace, CustomerId customer) {
    return where(workspace, customer).map(CartStore.Kept::cart);
  }

  /// The cart she filled last, and the identity it hangs on.
  Optional<CartStore.Kept> where(WorkspaceId workspace, CustomerId customer) {
    return database.tenant(workspace, () -> store.of(workspace, List.of(customer))).stream()
        .filter(kept -> !kept.cart().items().isEmpty())
        .max(Comparator.comparing(kept -> kept.cart().updatedAt()));
  }

  /// The carts of many customers in one statement, as `of` one. Those with nothing in them are left out.
  public Map<CustomerId, Cart> of(WorkspaceId workspace, Collection<CustomerId> customers) {
    var latest = new HashMap<CustomerId, Cart>();
    database.tenant(workspace, () -> store.of(workspace, customers)).stream()
        .filter(kept -> !kept.cart().items().isEmpty())
        .forEach(kept -> latest.merge(kept.customer(), kept.cart(),
            (one, other) -> one.updatedAt().isBefore(other.updatedAt()) ? other : one));
    return latest;
  }

  /// Those in whose carts something lies; empty if they are more than `most`.
  public Optional<Set<CustomerId>> filled(WorkspaceId workspace, int most) {
    var filled = database.whole(() -> store.filled(workspace, most + 1));
    return filled.size() > most ? Optional.empty() : Optional.of(new HashSet<>(filled));
  }

  /// Applies cart events, in the order of the log. An order empties every cart of its customer.
  void apply(WorkspaceId workspace, List<Told> told) {
    var mine = told.stream().filter(one -> one.event() instanceof ShopEvent.OfCart).toList();
    if (mine.isEmpty()) {
      return;
    }
    var kept = store.of(workspace, mine.stream().map(one -> one.fact().customer()).collect(toSet()));
    var carts = new HashMap<IdentityId, Cart>();
    var identities = new HashMap<CustomerId, Set<IdentityId>>();
    for (var cart : kept) {
      carts.put(cart.identity(), cart.cart());
      identities.computeIfAbsent(cart.customer(), customer -> new HashSet<>()).add(cart.identity());
    }
    var before = Map.copyOf(carts);
    for (var one : mine) {
      var fact = one.fact();
      var hers = identities.computeIfAbsent(fact.customer(), customer -> new HashSet<>());
      hers.add(fact.identity());
      if (one.event() instanceof ShopEvent.OfCart event) {
        var those = event instanceof ShopEvent.Completed ? hers : Set.of(fact.identity());
        those.forEach(identity -> carts.compute(identity, (_, cart) -> next(cart, fact.at(), event)));
      }
    }
    carts.entrySet().removeIf(entry -> entry.getValue().equals(before.get(entry.getKey())));
    if (!carts.isEmpty()) {
      store.save(workspace, carts);
    }
  }

  private static Cart next(@Nullable Cart known, Instant at, ShopEvent.OfCart event) {
    var cart = known == null ? Cart.NONE : known;
    return switch (event) {
      case ShopEvent.Added added -> cart.add(added.item(), at);
      case ShopEvent.Removed removed -> cart.remove(removed.productId(), removed.sku(), removed.pieces(), at);
      case ShopEvent.CartShown shown -> cart.show(shown.items(), at);
      case ShopEvent.Completed _ -> cart.empty(at);
    };
  }
}
