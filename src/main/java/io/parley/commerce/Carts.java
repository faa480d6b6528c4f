package io.parley.commerce;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.parley.customer.CustomerId;
import io.parley.customer.IdentityId;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
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
    return where(workspace, customer).map(CartStore.Kept::cart).map(cart -> {
      var products = catalogue.get(workspace, cart.items().stream().map(Item::productId).toList());
      return cart.pictured(products);
    });
  }

  /// The cart she filled last, and the identity it hangs on.
  Optional<CartStore.Kept> where(WorkspaceId workspace, CustomerId customer) {
    return Optional.ofNullable(latest(workspace, List.of(customer)).get(customer));
  }

  /// The carts of many customers in one statement, as `of` one. Those with nothing in them are left out.
  public Map<CustomerId, Cart> of(WorkspaceId workspace, Collection<CustomerId> customers) {
    return latest(workspace, customers).entrySet().stream()
        .collect(toMap(Map.Entry::getKey, entry -> entry.getValue().cart()));
  }

  /// An order with one of her identities is the end of what lay in the carts of all.
  private Map<CustomerId, CartStore.Kept> latest(WorkspaceId workspace, Collection<CustomerId> customers) {
    var kept = database.tenant(workspace, () -> store.of(workspace, customers));
    var ordered = new HashMap<CustomerId, Instant>();
    for (var one : kept) {
      var emptied = one.cart().emptiedAt();
      if (emptied != null) {
        ordered.merge(one.customer(), emptied, (a, b) -> a.isBefore(b) ? b : a);
      }
    }
    var latest = new HashMap<CustomerId, CartStore.Kept>();
    for (var one : kept) {
      var left = one.since(ordered.getOrDefault(one.customer(), Instant.MIN));
      if (!left.cart().isEmpty()) {
        latest.merge(one.customer(), left,
            (a, b) -> a.cart().updatedAt().isBefore(b.cart().updatedAt()) ? b : a);
      }
    }
    return latest;
  }

  /// Those in whose carts something lies; empty if they are more than `most`.
  public Optional<Set<CustomerId>> filled(WorkspaceId workspace, int most) {
    var filled = database.whole(() -> store.filled(workspace, most + 1));
    return filled.size() > most ? Optional.empty() : Optional.of(new HashSet<>(filled));
  }

  /// Applies cart events, in the order of the log, each to the cart of the identity it was told of; an order that came
  /// by a link to the cart that was `sent`, too.
  void apply(WorkspaceId workspace, List<Told> told, Map<UUID, CheckoutLink.SentTo> sent) {
    var mine = told.stream().filter(one -> one.event() instanceof ShopEvent.OfCart).toList();
    if (mine.isEmpty()) {
      return;
    }
    var carts = new HashMap<IdentityId, Cart>();
    var people = mine.stream().map(one -> one.fact().customer()).collect(toSet());
    sent.values().forEach(one -> people.add(one.customer()));
    store.of(workspace, people).forEach(kept -> carts.put(kept.identity(), kept.cart()));
    var before = Map.copyOf(carts);
    for (var one : mine) {
      if (one.event() instanceof ShopEvent.OfCart event) {
        carts.compute(one.fact().identity(), (_, cart) -> next(cart, one.fact().at(), event));
        if (event instanceof ShopEvent.Completed) {
          CheckoutLinks.from(one.fact()).map(sent::get).ifPresent(other ->
              carts.compute(other.identity(), (_, cart) -> next(cart, one.fact().at(), event)));
        }
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
