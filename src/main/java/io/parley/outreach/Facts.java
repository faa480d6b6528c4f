package io.parley.outreach;

import static io.parley.outreach.SendStore.texts;

import io.parley.channel.Channels;
import io.parley.channel.ConnectionId;
import io.parley.commerce.CheckoutLinks;
import io.parley.commerce.Orders;
import io.parley.conversation.Automation;
import io.parley.customer.Consent;
import io.parley.customer.Consents;
import io.parley.customer.CustomerId;
import io.parley.customer.IdentityId;
import io.parley.customer.IdentityKey;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import io.parley.timeline.Viewing;
import io.parley.workspace.Workspaces;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Reads how many persons stand, one statement a question, whatever their number.
@Component
class Facts {
  private static final Duration DAY = Duration.ofHours(24);

  private final Database database;
  private final Consents consents;
  private final Channels channels;
  private final Automation automation;
  private final Orders orders;
  private final CheckoutLinks links;
  private final Viewing viewing;
  private final Workspaces workspaces;
  private final SendStore sends;
  private final OutreachSettings settings;

  /// A name of a customer.
  record Named(IdentityId identity, String kind, String value) {}

  /// Where a customer lives, as far as it is known.
  record Home(@Nullable String email, @Nullable String phone, @Nullable String zone) {}

  /// What was read, by customer; `lines` are the connections by id.
  record Read(
      Map<CustomerId, List<Named>> named,
      Map<CustomerId, Home> homes,
      Map<ConnectionId, Channels.Line> lines,
      Map<ConnectionId, Map<String, Channels.Reach>> reaches,
      Map<IdentityId, Automation.Place> threads,
      Map<CustomerId, Map<Consent.Channel, Boolean>> offers,
      Map<CustomerId, Map<Consent.Channel, Boolean>> service,
      Map<CustomerId, List<Instant>> heard,
      Map<CustomerId, Instant> ordered,
      Map<CustomerId, Set<String>> bought,
      Set<CustomerId> barred,
      Set<IdentityId> present) {}

  Facts(Database database, Consents consents, Channels channels, Automation automation, Orders orders,
      CheckoutLinks links, Viewing viewing, Workspaces workspaces, SendStore sends, OutreachSettings settings) {
    this.database = database;
    this.consents = consents;
    this.channels = channels;
    this.automation = automation;
    this.orders = orders;
    this.links = links;
    this.viewing = viewing;
    this.workspaces = workspaces;
    this.sends = sends;
    this.settings = settings;
  }

  /// How everybody these sends are meant for stands at `now`. `asOf` tells when the shop was asked for whom.
  Standings gather(WorkspaceId workspace, Map<Send, CustomerId> of, Instant now, Map<IdentityId, Instant> asOf) {
    var rules = settings.of(workspace);
    var all = new HashSet<>(of.values());
    var named = named(workspace, all);
    var lines = channels.lines(workspace).stream().collect(Collectors.toMap(Channels.Line::id, line -> line));
    var homes = homes(workspace, all);
    var identities = named.values().stream().flatMap(List::stream).toList();
    var read = new Read(named, homes, lines, reaches(workspace, identities, homes, lines),
        automation.threads(workspace, identities.stream().map(Named::identity).toList()),
        asked(of, MessageClass.MARKETING, ids -> consents.words(workspace, ids, Consent.Purpose.marketing)),
        asked(of, MessageClass.SERVICE, ids -> consents.words(workspace, ids, Consent.Purpose.service)),
        asked(of, MessageClass.MARKETING, ids -> sends.heard(workspace, ids, now.minus(DAY))),
        ordered(workspace, only(of, send -> send.unlessOrderedSince() != null)),
        orders.products(workspace, only(of, send -> !send.products().isEmpty()),
            now.minus(Duration.ofDays(rules.boughtDays()))),
        barred(workspace, all), present(workspace, identities));
    return new Standings(read, rules, workspaces.get(workspace).timeZone(), now, asOf);
  }

  /// When they ordered last: themselves, or somebody by a link to the cart of theirs.
  private Map<CustomerId, Instant> ordered(WorkspaceId workspace, Set<CustomerId> customers) {
    var ordered = new HashMap<>(links.bought(workspace, customers));
    orders.sums(workspace, customers).forEach((customer, sum) -> {
      if (sum.lastAt() != null) {
        ordered.merge(customer, sum.lastAt(), (one, other) -> one.isBefore(other) ? other : one);
      }
    });
    return ordered;
  }

  private static Set<CustomerId> only(Map<Send, CustomerId> of, Predicate<Send> which) {
    return of.entrySet().stream().filter(one -> which.test(one.getKey())).map(Map.Entry::getValue)
        .collect(Collectors.toSet());
  }

  private static <T> Map<CustomerId, T> asked(Map<Send, CustomerId> of, MessageClass klass,
      Function<Collection<CustomerId>, Map<CustomerId, T>> read) {
    var whom = only(of, send -> send.klass() == klass);
    return whom.isEmpty() ? Map.of() : read.apply(whom);
  }

  private Map<CustomerId, List<Named>> named(WorkspaceId workspace, Collection<CustomerId> customers) {
    var named = new HashMap<CustomerId, List<Named>>();
    database.sql().sql("""
        select customer_id, identity_id, kind, value from customer.addressed
        where workspace_id = :workspace and customer_id = any (:ids::uuid[])
        """)
        .param("workspace", workspace.value())
        .param("ids", texts(customers, CustomerId::toString))
        .query(row -> {
          named.computeIfAbsent(new CustomerId(row.getObject(1, UUID.class)), _ -> new ArrayList<>())
              .add(new Named(new IdentityId(row.getObject(2, UUID.class)), row.getString(3), row.getString(4)));
        });
    return named;
  }

  private Map<CustomerId, Home> homes(WorkspaceId workspace, Collection<CustomerId> customers) {
    var homes = new HashMap<CustomerId, Home>();
    database.sql().sql("""
        select customer_id, email, phone, time_zone from customer.at_home
        where workspace_id = :workspace and customer_id = any (:ids::uuid[])
        """)
        .param("workspace", workspace.value())
        .param("ids", texts(customers, CustomerId::toString))
        .query(row -> {
          homes.put(new CustomerId(row.getObject(1, UUID.class)),
              new Home(row.getString(2), row.getString(3), row.getString(4)));
        });
    return homes;
  }

  private Map<ConnectionId, Map<String, Channels.Reach>> reaches(WorkspaceId workspace, List<Named> identities,
      Map<CustomerId, Home> homes, Map<ConnectionId, Channels.Line> lines) {
    var addresses = new HashSet<String>();
    identities.forEach(one -> Contact.of(one).filter(contact -> lines.containsKey(contact.connection()))
        .ifPresent(contact -> addresses.add(contact.address())));
    if (lines.values().stream().anyMatch(line -> line.kind().equals(Standings.EMAIL))) {
      identities.stream().filter(one -> one.kind().equals(Standings.EMAIL)).forEach(one -> addresses.add(one.value()));
      homes.values().forEach(home -> Optional.ofNullable(home.email).ifPresent(addresses::add));
    }
    var reaches = new HashMap<ConnectionId, Map<String, Channels.Reach>>();
    channels.reaches(workspace, addresses).forEach(reach ->
        reaches.computeIfAbsent(reach.connection(), _ -> new HashMap<>()).put(reach.address(), reach));
    return reaches;
  }

  private Set<CustomerId> barred(WorkspaceId workspace, Collection<CustomerId> customers) {
    return Set.copyOf(database.sql().sql("""
        select distinct p.customer_id from outreach.barred b join customer.person p using (workspace_id, identity_id)
        where b.workspace_id = :workspace and p.customer_id = any (:ids::uuid[])
        """)
        .param("workspace", workspace.value())
        .param("ids", texts(customers, CustomerId::toString))
        .query((row, n) -> new CustomerId(row.getObject(1, UUID.class)))
        .list());
  }

  /// Browsers that look at the shop now, as far as this node was told.
  private Set<IdentityId> present(WorkspaceId workspace, List<Named> identities) {
    return identities.stream()
        .filter(one -> one.kind.equals(IdentityKey.VISITOR))
        .filter(one -> !viewing.of(workspace, List.of(one.value)).isEmpty())
        .map(Named::identity)
        .collect(Collectors.toSet());
  }

  /// The address of a contact, as its identity is called: the connection, a colon, the address there.
  record Contact(ConnectionId connection, String address) {
    private static final int UUID_LENGTH = 36;

    static Optional<Contact> of(Named named) {
      var value = named.value;
      if (value.length() <= UUID_LENGTH + 1 || value.charAt(UUID_LENGTH) != ':') {
        return Optional.empty();
      }
      try {
        var connection = new ConnectionId(UUID.fromString(value.substring(0, UUID_LENGTH)));
        return Optional.of(new Contact(connection, value.substring(UUID_LENGTH + 1)));
      } catch (IllegalArgumentException somethingElse) {
        return Optional.empty();
      }
    }
  }
}
