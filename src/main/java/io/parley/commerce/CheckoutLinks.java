package io.parley.commerce;

import io.parley.customer.CustomerId;
import io.parley.customer.IdentityId;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.Secrets;
import io.parley.platform.Settings;
import io.parley.platform.WorkspaceId;
import io.parley.timeline.Batch;
import io.parley.timeline.Fact;
import io.parley.workspace.Workspaces;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Addresses that put a cart back into the shop, on whatever device they are opened. Whoever has the address sees what
/// lies in the cart and nothing of whose it was: a link that was forwarded makes nobody somebody else.
@Component
public final class CheckoutLinks {
  private static final int RANDOM_BYTES = 16;
  /// What a shop tells with the order that came from a link: the id of the link, as the shop was told it.
  private static final String FROM = "checkout_link";

  private final CheckoutLinkStore store;
  private final Carts carts;
  private final Catalogue catalogue;
  private final Workspaces workspaces;
  private final Database database;
  private final Clocks clocks;
  private final Settings settings;

  CheckoutLinks(CheckoutLinkStore store, Carts carts, Catalogue catalogue, Workspaces workspaces, Database database,
      Clocks clocks, Settings settings) {
    this.store = store;
    this.carts = carts;
    this.catalogue = catalogue;
    this.workspaces = workspaces;
    this.database = database;
    this.clocks = clocks;
    this.settings = settings;
  }

  /// A link to what lies in her cart now; empty if nothing does. Each call makes a link of its own.
  public Optional<CheckoutLink.Made> forCart(WorkspaceId workspace, CustomerId customer, @Nullable String coupon) {
    return database.tenant(workspace, () -> carts.where(workspace, customer)
        .map(kept -> make(workspace, kept.identity(), kept.cart().items(), coupon)));
  }

  /// A link to these products, one piece each as the catalogue has them; empty if none of them is known. `identity` is
  /// whom it is for, null for nobody in particular.
  public Optional<CheckoutLink.Made> forProducts(
      WorkspaceId workspace, @Nullable IdentityId identity, List<String> products, @Nullable String coupon) {
    return database.tenant(workspace, () -> {
      var known = catalogue.get(workspace, products);
      var items = products.stream().distinct().map(known::get).filter(Objects::nonNull)
          .map(product -> new Item(product.id(), product.name(), 1,
              product.salePrice() == null ? product.price() : product.salePrice(), product.imageUrl()))
          .toList();
      return items.isEmpty() ? Optional.empty() : Optional.of(make(workspace, identity, items, coupon));
    });
  }

  private CheckoutLink.Made make(
      WorkspaceId workspace, @Nullable IdentityId identity, List<Item> items, @Nullable String coupon) {
    var token = token(workspace);
    var now = clocks.now(workspace);
    var life = Duration.ofDays(store.handover(workspace).linkDays());
    var link = new CheckoutLink(Ids.next(), identity, items, coupon, now, now.plus(life));
    store.insert(workspace, link, Secrets.sha256(token));
    return new CheckoutLink.Made(link, settings.url() + "/c/" + token);
  }

  /// The workspace stands in the token, so that it is looked for under that tenant's rights alone.
  private static String token(WorkspaceId workspace) {
    var bytes = ByteBuffer.allocate(4 + RANDOM_BYTES).putInt(workspace.value());
    bytes.put(java.util.HexFormat.of().parseHex(Ids.hex(RANDOM_BYTES)));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /// How the shop takes a cart from now on: see `Handover`.
  public void handOver(WorkspaceId workspace, @Nullable String cartUrl, int linkDays) {
    database.tenant(workspace, () -> store.keep(workspace, new Handover(cartUrl, linkDays)));
  }

  Handover handover(WorkspaceId workspace) {
    return database.tenant(workspace, () -> store.handover(workspace));
  }

  /// Where an opened link leads, or that it is over.
  sealed interface Opening {
    record Shop(String address) implements Opening {}

    record Over(WorkspaceId workspace) implements Opening {}
  }

  /// Empty if there never was such a link.
  Optional<Opening> open(String token) {
    return workspace(token).flatMap(workspace -> database.tenant(workspace, () -> {
      var now = clocks.now(workspace);
      return store.byHash(workspace, Secrets.sha256(token)).map(link -> {
        var shop = workspaces.get(workspace).shopUrl();
        if (!link.good(now) || shop == null) {
          return new Opening.Over(workspace);
        }
        store.opened(workspace, link.id(), now);
        return new Opening.Shop(store.handover(workspace).address(shop, token, link.items(), link.coupon()));
      });
    }));
  }

  /// What lies behind a link that is still good.
  public Optional<CheckoutLink> read(WorkspaceId workspace, String token) {
    return workspace(token).filter(workspace::equals).flatMap(ours -> database.tenant(ours,
        () -> store.byHash(ours, Secrets.sha256(token)).filter(link -> link.good(clocks.now(ours)))));
  }

  private static Optional<WorkspaceId> workspace(String token) {
    try {
      var bytes = Base64.getUrlDecoder().decode(token);
      return bytes.length == 4 + RANDOM_BYTES ? Optional.of(new WorkspaceId(ByteBuffer.wrap(bytes).getInt()))
          : Optional.empty();
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  /// When a cart that was sent to these customers was last bought, by whomever: on another device the order may be
  /// known of nobody, and she must not be reminded of what she paid.
  public Map<CustomerId, Instant> bought(WorkspaceId workspace, Collection<CustomerId> customers) {
    return customers.isEmpty() ? Map.of()
        : database.tenant(workspace, () -> store.bought(workspace, customers));
  }

  /// Which link an event came from, as the shop tells it.
  public static Optional<UUID> from(Fact fact) {
    var from = fact.properties().path(FROM);
    return from.isString() ? uuid(from.stringValue()) : Optional.empty();
  }

  /// Whom these links were sent to; those made for nobody are left out.
  public Map<UUID, CheckoutLink.SentTo> sentTo(WorkspaceId workspace, Collection<UUID> links) {
    return links.isEmpty() ? Map.of() : database.tenant(workspace, () -> store.sentTo(workspace, links));
  }

  Map<UUID, CheckoutLink.SentTo> sent(WorkspaceId workspace, List<Told> told) {
    return sentTo(workspace, told.stream().filter(one -> one.event() instanceof ShopEvent.Completed)
        .flatMap(one -> from(one.fact()).stream()).collect(Collectors.toSet()));
  }

  /// Notes which links led to an order. Whom such a link was sent to is judged anew: her cart is empty now.
  void apply(Batch batch, List<Told> told, Map<UUID, CheckoutLink.SentTo> sent) {
    var orders = new HashMap<UUID, String>();
    var times = new HashMap<UUID, Instant>();
    for (var one : told) {
      if (one.event() instanceof ShopEvent.Completed order) {
        from(one.fact()).ifPresent(id -> {
          orders.putIfAbsent(id, order.key().number());
          times.putIfAbsent(id, one.fact().at());
          if (sent.containsKey(id)) {
            batch.affect(sent.get(id).customer(), one.fact());
          }
        });
      }
    }
    if (!orders.isEmpty()) {
      store.bought(batch.workspace(), orders, times);
    }
  }

  private static Optional<UUID> uuid(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }
}
