package io.parley.audience;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.parley.audience.condition.Condition.Way;
import io.parley.audience.condition.Facts.Basket;
import io.parley.audience.condition.Facts.Person;
import io.parley.audience.condition.Facts.Purchase;
import io.parley.audience.condition.Facts.Told;
import io.parley.audience.condition.Sense;
import io.parley.channel.Channels;
import io.parley.commerce.Cart;
import io.parley.commerce.Carts;
import io.parley.commerce.Item;
import io.parley.commerce.Orders;
import io.parley.customer.CarriedTag;
import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.customer.IdentityKey;
import io.parley.customer.Known;
import io.parley.customer.Tags;
import io.parley.platform.WorkspaceId;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What is known of many customers besides their events: each module asked once, and only for what somebody looks at.
@Component
class People {
  private static final String LINE = "line";
  private static final Map<String, String> REACHED_BY = Map.of("email", "email", "phone", "phone");

  private final Customers customers;
  private final Tags tags;
  private final Orders orders;
  private final Carts carts;
  private final Channels channels;

  People(Customers customers, Tags tags, Orders orders, Carts carts, Channels channels) {
    this.customers = customers;
    this.tags = tags;
    this.orders = orders;
    this.carts = carts;
    this.channels = channels;
  }

  /// Segments are not among it: they are ours. A customer without identities is left out, she was merged away.
  Map<CustomerId, Person> of(WorkspaceId workspace, Collection<CustomerId> who, Set<Sense> senses) {
    return of(workspace, who, senses, (customer, tag) -> true);
  }

  /// Only with those tags of hers that count.
  Map<CustomerId, Person> of(WorkspaceId workspace, Collection<CustomerId> who, Set<Sense> senses,
      BiPredicate<CustomerId, CarriedTag> counting) {
    var profile = senses.contains(Sense.PROFILE) || senses.contains(Sense.REACH);
    var known = customers.known(workspace, who, profile);
    var carried = senses.contains(Sense.TAGS) ? tags.of(workspace, who) : Map.<CustomerId, List<CarriedTag>>of();
    var placed = senses.contains(Sense.ORDERS) ? orders.placed(workspace, who).stream().collect(groupingBy(
        Orders.Placed::customer, mapping(one -> new Purchase(one.at(), one.amount(), one.channel()), toList())))
        : Map.<CustomerId, List<Purchase>>of();
    var filled = senses.contains(Sense.CART) ? carts.of(workspace, who) : Map.<CustomerId, Cart>of();
    var line = senses.contains(Sense.REACH) ? reachedByLine(workspace, known.values()) : Set.<String>of();
    var people = new HashMap<CustomerId, Person>();
    known.forEach((customer, one) -> people.put(customer, new Person(attributes(one), one.identities(),
        tags(carried.getOrDefault(customer, List.of()).stream().filter(tag -> counting.test(customer, tag)).toList()),
        ways(one, line), placed.getOrDefault(customer, List.of()),
        basket(filled.get(customer)), Map.of())));
    return people;
  }

  private static Map<String, Told> attributes(Known known) {
    var attributes = new HashMap<String, Told>();
    known.traits().forEach((name, trait) -> attributes.put(name, new Told(trait.value(), trait.since())));
    return attributes;
  }

  private static Map<String, Instant> tags(List<CarriedTag> carried) {
    var tags = new HashMap<String, Instant>();
    carried.forEach(tag -> tags.merge(Person.tag(tag.name()), tag.since(),
        (one, other) -> one.isBefore(other) ? one : other));
    return tags;
  }

  private Set<String> reachedByLine(WorkspaceId workspace, Collection<Known> known) {
    var addresses = new HashSet<String>();
    known.forEach(one -> addresses.addAll(one.values().getOrDefault(LINE, List.of())));
    return channels.reached(workspace, LINE, addresses);
  }

  private static Set<Way> ways(Known known, Set<String> line) {
    var ways = EnumSet.noneOf(Way.class);
    if (known.values().getOrDefault(LINE, List.of()).stream().anyMatch(line::contains)) {
      ways.add(Way.LINE);
    }
    if (known.identities().containsKey(IdentityKey.VISITOR)) {
      ways.add(Way.WEB);
    }
    if (has(known, "email")) {
      ways.add(Way.EMAIL);
    }
    if (has(known, "phone")) {
      ways.add(Way.SMS);
    }
    return ways;
  }

  private static boolean has(Known known, String what) {
    var trait = known.traits().get(what);
    return known.identities().containsKey(REACHED_BY.get(what))
        || (trait != null && trait.value().isString() && !trait.value().stringValue().isBlank());
  }

  private static @Nullable Basket basket(@Nullable Cart cart) {
    return cart == null ? null
        : new Basket(cart.items().stream().mapToInt(Item::quantity).sum(), cart.total(), cart.updatedAt());
  }
}
