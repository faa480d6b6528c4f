package io.parley.outreach;

import io.parley.channel.Channels;
import io.parley.channel.ConnectionId;
import io.parley.conversation.Automation;
import io.parley.customer.Consent;
import io.parley.customer.CustomerId;
import io.parley.customer.IdentityId;
import io.parley.customer.IdentityKey;
import io.parley.outreach.Facts.Contact;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How the persons of one slice stand, told send by send: who has just been sent an offer has heard it when the next
/// one of the same slice is decided, and what it took is gone from the quota.
final class Standings {
  static final String WEB = "web";
  static final String EMAIL = "email";

  private final Facts.Read read;
  private final OutreachSettings.Rules rules;
  private final ZoneId shop;
  private final Instant now;
  private final Map<IdentityId, Instant> asOf;
  private final Map<CustomerId, List<Instant>> heard = new HashMap<>();
  private final Map<ConnectionId, Long> spent = new HashMap<>();
  private final Set<IdentityId> answered = new HashSet<>();

  /// One address of a person. `thread` null if there is none; then a message stands alone.
  record Address(String channel, IdentityId identity, @Nullable ConnectionId connection, String address,
      Automation.@Nullable Place thread) {}

  Standings(Facts.Read read, OutreachSettings.Rules rules, ZoneId shop, Instant now, Map<IdentityId, Instant> asOf) {
    this.read = read;
    this.rules = rules;
    this.shop = shop;
    this.now = now;
    this.asOf = asOf;
    read.heard().forEach((customer, times) -> heard.put(customer, new ArrayList<>(times)));
  }

  Instant now() {
    return now;
  }

  OutreachSettings.Rules rules() {
    return rules;
  }

  /// `carried` are the channels its words are made for.
  Standing of(Send send, CustomerId customer, Set<String> carried) {
    var routes = new ArrayList<Route>();
    addresses(send, customer).forEach((channel, address) -> {
      if (carried.contains(channel) || carried.contains(Words.ANY)) {
        routes.add(route(send, customer, address));
      }
    });
    return new Standing(now, zone(customer), read.barred().contains(customer),
        send.heldOut() || inHoldout(customer, rules.holdoutPercent()), read.ordered().get(customer),
        asOf.get(send.identity()), read.bought().getOrDefault(customer, Set.of()),
        heard.getOrDefault(customer, List.of()), routes);
  }

  /// The best address on each channel: one that is not blocked, the one it is meant for, the one used last.
  Map<String, Address> addresses(Send send, CustomerId customer) {
    var best = new HashMap<String, Address>();
    var order = Comparator.comparing((Address one) -> blocked(one))
        .thenComparing(one -> !one.identity.equals(send.identity()))
        .thenComparing(one -> one.thread == null ? null : one.thread.usedAt(),
            Comparator.nullsLast(Comparator.reverseOrder()));
    for (var one : all(send, customer)) {
      best.merge(one.channel, one, (a, b) -> order.compare(a, b) <= 0 ? a : b);
    }
    return best;
  }

  /// This one goes: the next of her has it behind it.
  void went(Send send, CustomerId customer, Address by, boolean free) {
    if (send.klass() == MessageClass.MARKETING) {
      heard.computeIfAbsent(customer, _ -> new ArrayList<>()).add(now);
    }
    if (by.connection != null && !free) {
      spent.merge(by.connection, 1L, Long::sum);
    }
    answered.add(by.identity);
  }

  private List<Address> all(Send send, CustomerId customer) {
    var all = new ArrayList<Address>();
    for (var named : read.named().getOrDefault(customer, List.of())) {
      var thread = read.threads().get(named.identity());
      if (named.kind().equals(IdentityKey.VISITOR)) {
        if (thread != null) {
          all.add(new Address(WEB, named.identity(), null, named.value(), thread));
        }
      } else if (named.kind().equals(EMAIL)) {
        mailLine().ifPresent(line ->
            all.add(new Address(EMAIL, named.identity(), line.id(), named.value(), thread)));
      } else {
        Contact.of(named).ifPresent(contact -> {
          var line = read.lines().get(contact.connection());
          if (line != null) {
            all.add(new Address(line.kind(), named.identity(), line.id(), contact.address(), thread));
          }
        });
      }
    }
    var home = read.homes().get(customer);
    var email = home == null ? null : home.email();
    if (email != null && all.stream().noneMatch(one -> one.channel.equals(EMAIL))) {
      mailLine().ifPresent(line -> all.add(new Address(EMAIL, send.identity(), line.id(),
          email.strip().toLowerCase(Locale.ROOT), null)));
    }
    return all;
  }

  private Optional<Channels.Line> mailLine() {
    return read.lines().values().stream().filter(line -> line.kind().equals(EMAIL))
        .min(Comparator.comparing(line -> line.id().value()));
  }

  private Route route(Send send, CustomerId customer, Address by) {
    var reach = reach(by);
    var line = by.connection == null ? null : read.lines().get(by.connection);
    var left = line == null || line.quotaLeft() == null ? null
        : (Long) (line.quotaLeft() - spent.getOrDefault(line.id(), 0L));
    return new Route(by.channel, true, blocked(by), refused(send, customer, by.channel),
        reach == null || answered.contains(by.identity) ? null : reach.until(), false, left, rules.reserve(),
        by.connection == null ? BigDecimal.ZERO : rules.price(by.channel),
        by.thread == null ? null : by.thread.usedAt(),
        by.channel.equals(WEB) && !read.present().contains(by.identity));
  }

  private boolean blocked(Address by) {
    var reach = reach(by);
    return reach != null && reach.blocked();
  }

  private Channels.@Nullable Reach reach(Address by) {
    return by.connection == null ? null
        : read.reaches().getOrDefault(by.connection, Map.of()).get(by.address);
  }

  private boolean refused(Send send, CustomerId customer, String channel) {
    if (send.klass() == MessageClass.REPLY) {
      return false;
    }
    var offer = send.klass() == MessageClass.MARKETING;
    var words = (offer ? read.offers() : read.service()).getOrDefault(customer, Map.of());
    var here = Arrays.stream(Consent.Channel.values())
        .filter(one -> one == Consent.Channel.any || one.name().equals(channel)).map(words::get).toList();
    return here.contains(false) || offer && rules.askFirst().contains(channel) && !here.contains(true);
  }

  private ZoneId zone(CustomerId customer) {
    var home = read.homes().get(customer);
    return home == null ? shop : Zones.of(home.zone(), home.phone()).orElse(shop);
  }

  /// The same persons always: by their ids, which a merge keeps of the one who was known.
  static boolean inHoldout(CustomerId customer, BigDecimal percent) {
    if (percent.signum() <= 0) {
      return false;
    }
    var mixed = (customer.value().getMostSignificantBits() ^ customer.value().getLeastSignificantBits())
        * 0x9E37_79B9_7F4A_7C15L;
    return (mixed >>> 33) % 10_000 < percent.movePointRight(2).longValue();
  }
}
