package io.parley.console;

import static java.util.stream.Collectors.toMap;

import io.parley.audience.Rules;
import io.parley.channel.Channels;
import io.parley.channel.ConnectionId;
import io.parley.channel.Contact;
import io.parley.commerce.Cart;
import io.parley.commerce.Carts;
import io.parley.commerce.Item;
import io.parley.commerce.Money;
import io.parley.commerce.Order;
import io.parley.commerce.Orders;
import io.parley.conversation.Conversations;
import io.parley.customer.CarriedTag;
import io.parley.customer.CustomerId;
import io.parley.customer.CustomerView;
import io.parley.customer.Customers;
import io.parley.customer.Identity;
import io.parley.customer.IdentityKey;
import io.parley.customer.Lifecycle;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import io.parley.timeline.Viewing;
import io.parley.workspace.Workspaces;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Joins what the modules know of a customer: who she is, what stands on her, what she bought, what she looks at.
@Component
class WholeCustomer {
  private static final int RECENT_ORDERS = 5;
  private static final int SHORT = 6;

  private final Database database;
  private final Customers customers;
  private final Orders orders;
  private final Carts carts;
  private final Rules rules;
  private final Conversations conversations;
  private final Channels channels;
  private final Viewing viewing;
  private final Workspaces workspaces;
  private final Clocks clocks;

  WholeCustomer(
      Database database, Customers customers, Orders orders, Carts carts, Rules rules, Conversations conversations,
      Channels channels, Viewing viewing, Workspaces workspaces, Clocks clocks) {
    this.database = database;
    this.customers = customers;
    this.orders = orders;
    this.carts = carts;
    this.rules = rules;
    this.conversations = conversations;
    this.channels = channels;
    this.viewing = viewing;
    this.workspaces = workspaces;
    this.clocks = clocks;
  }

  Optional<Screens.CustomerPage> view(WorkspaceId workspace, CustomerId id) {
    return database.tenant(workspace, () -> customers.view(workspace, id).map(view -> join(workspace, view)));
  }

  private Screens.CustomerPage join(WorkspaceId workspace, CustomerView view) {
    var sum = orders.sums(workspace, List.of(view.id())).getOrDefault(view.id(), none(workspace));
    var recent = orders.latest(workspace, view.id(), RECENT_ORDERS).stream().map(WholeCustomer::order).toList();
    var names = rules.all(workspace).stream().collect(toMap(one -> one.rule().id().value(), one -> one.rule().name()));
    var currency = workspaces.get(workspace).currency();
    return new Screens.CustomerPage(
        view.id().value(),
        view.name(),
        Lifecycle.of(kinds(view), sum.count(), sum.lastAt(), clocks.now(workspace)),
        view.firstSeenAt(),
        view.lastSeenAt(),
        view.attributes(),
        view.identities().stream().map(identity -> identity(workspace, identity)).toList(),
        view.tags().stream().map(tag -> tag(tag, names)).toList(),
        carts.of(workspace, view.id()).map(cart -> cart(cart, currency)).orElse(null),
        new Screens.OrdersView(sum.count(), sum.total(), recent),
        viewing(workspace, view),
        conversations.of(workspace, view.id()).stream().map(WholeCustomer::conversation)
            .toList());
  }

  private static Screens.ConversationLine conversation(Conversations.Brief one) {
    return new Screens.ConversationLine(one.id().value(), one.channel(), one.state(), one.lastAt());
  }

  private static List<String> kinds(CustomerView view) {
    return view.identities().stream().map(identity -> identity.key().kind()).toList();
  }

  private Screens.IdentityLine identity(WorkspaceId workspace, Identity identity) {
    return new Screens.IdentityLine(identity.id().value(), identity.key().kind(), identity.key().value(),
        label(workspace, identity.key()), identity.linkedAt(), identity.evidence(), identity.unlinkable());
  }

  private String label(WorkspaceId workspace, IdentityKey key) {
    var value = key.value();
    return switch (key.kind()) {
      case "line" -> lineName(workspace, value);
      case IdentityKey.VISITOR -> value.substring(Math.max(0, value.length() - SHORT));
      case "phone" -> value.length() < 8 ? value : value.substring(0, 4) + "***" + value.substring(value.length() - 3);
      default -> value;
    };
  }

  /// A LINE identity is `connection:user`.
  private String lineName(WorkspaceId workspace, String value) {
    var colon = value.indexOf(':');
    if (colon < 0) {
      return value;
    }
    var connection = new ConnectionId(UUID.fromString(value.substring(0, colon)));
    return channels.contact(workspace, connection, value.substring(colon + 1)).map(Contact::name).orElse("LINE");
  }

  private static Screens.TagLine tag(CarriedTag tag, Map<UUID, String> names) {
    var rule = tag.rule();
    var ruleName = rule == null ? null : new Screens.RuleName(rule, names.getOrDefault(rule, tag.name()));
    var evidence = tag.evidence().stream()
        .map(one -> new Screens.EvidenceLine(one.at(), one.title(), one.url())).toList();
    return new Screens.TagLine(tag.id().value(), tag.name(), tag.since(), rule == null ? "member" : "rule", ruleName,
        evidence, tag.until());
  }

  private static Screens.CartView cart(Cart cart, String currency) {
    var items = cart.items().stream().map(WholeCustomer::line).toList();
    return new Screens.CartView(items, new Money(cart.total(), currency), cart.updatedAt());
  }

  private static Screens.OrderLine order(Order order) {
    var items = order.lines().stream().map(WholeCustomer::line).toList();
    var total = new Money(order.amounts().total(), order.amounts().currency());
    return new Screens.OrderLine(order.id(), order.number(), order.placedAt(), total, items, order.channel(),
        order.state().name().toLowerCase(java.util.Locale.ROOT));
  }

  private static Screens.CartLine line(Item item) {
    return new Screens.CartLine(item.productId(), item.name(), item.quantity(), item.price(), item.imageUrl(),
        item.variant());
  }

  private List<Screens.PageViewed> viewing(WorkspaceId workspace, CustomerView view) {
    var browsers = view.identities().stream().map(Identity::key)
        .filter(key -> key.kind().equals(IdentityKey.VISITOR)).map(IdentityKey::value).toList();
    return viewing.of(workspace, browsers).stream()
        .map(page -> new Screens.PageViewed(page.url(), page.title(), page.since())).toList();
  }

  private Orders.Sum none(WorkspaceId workspace) {
    return new Orders.Sum(0, new Money(BigDecimal.ZERO, workspaces.get(workspace).currency()), null);
  }
}
