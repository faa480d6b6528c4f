package io.parley.demo;

import io.parley.customer.Customers;
import io.parley.customer.IdentityId;
import io.parley.customer.IdentityKey;
import io.parley.journey.PastRuns;
import io.parley.platform.Database;
import io.parley.platform.Settings;
import io.parley.workspace.Workspace;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The carts that Kite's customers left in the weeks before the demo began: who was reminded, who was not and why, and
/// what they bought afterwards. Those of the last week are too young to be over; the last day's are the engine's own.
@Component
class KiteCarts {
  private static final Duration STILL = Duration.ofMinutes(30);
  private static final Duration OVER = Duration.ofDays(7);
  /// How many come back for it: of those who are reminded, and of the others.
  private static final double REMINDED = 0.17;
  private static final double BY_HERSELF = 0.05;
  private static final int SLOWEST_MINUTES = 2_400;
  private static final int VISIT = 95;

  private final PastRuns past;
  private final Customers customers;
  private final Database database;
  private final Settings settings;
  private final JsonMapper json;

  private record Cart(Person person, Instant since, List<String> products) {}

  /// What is to be written down once the shop was told of it.
  record Told(List<ObjectNode> events, List<PastRuns.Left> carts, Map<PastRuns.Left, PastRuns.Bought> bought) {}

  KiteCarts(PastRuns past, Customers customers, Database database, Settings settings, JsonMapper json) {
    this.past = past;
    this.customers = customers;
    this.database = database;
    this.settings = settings;
    this.json = json;
  }

  /// What became of the carts that were left in `events` until a week before `now`.
  Told invent(Workspace kite, List<Person> people, List<ObjectNode> events, Instant now) {
    var chance = new Random(people.size());
    var products = KiteProduct.all(json).stream().collect(Collectors.toMap(KiteProduct::id, Function.identity()));
    var orders = orders(events);
    var told = new Told(new ArrayList<>(), new ArrayList<>(), new HashMap<>());
    var carts = left(people, events, now.minus(OVER));
    var browsers = new HashMap<Cart, IdentityId>();
    database.tenant(kite.id(), () -> carts.forEach(cart -> browsers.put(cart,
        customers.ensure(kite.id(), IdentityKey.visitor(cart.person.anonymousId())))));
    var heldOut = past.heldOut(kite.id(), carts.stream()
        .collect(Collectors.toMap(cart -> Objects.requireNonNull(browsers.get(cart)), Cart::since, (one, _) -> one)));
    for (var cart : carts) {
      var left = left(cart, Objects.requireNonNull(browsers.get(cart)));
      told.carts.add(left);
      var bought = orders.getOrDefault(cart.person.anonymousId(), List.of()).stream()
          .filter(order -> order.at().isAfter(cart.since)).findFirst();
      var reminded = left.channel() != null && !heldOut.contains(left.identity());
      if (bought.isEmpty() && chance.nextDouble() < (reminded ? REMINDED : BY_HERSELF)) {
        var at = cart.since.plus(STILL).plus(Duration.ofMinutes(5 + chance.nextInt(SLOWEST_MINUTES)));
        var product = Objects.requireNonNull(products.get(cart.products.getFirst()));
        var visit = new KiteVisit(json, List.copyOf(products.values()), settings.url(), cart.person, chance);
        var back = visit.buys(product, at, VISIT + told.carts.size());
        told.events.addAll(back);
        bought = orders(back).values().stream().flatMap(List::stream).findFirst();
      }
      bought.ifPresent(order -> told.bought.put(left, order));
    }
    return told;
  }

  void tell(Workspace kite, Told told) {
    past.tell(kite.id(), told.carts, told.bought);
  }

  private static PastRuns.Left left(Cart cart, IdentityId browser) {
    var person = cart.person;
    var channel = person.friend() ? "line" : person.subscriber() ? "email" : null;
    return new PastRuns.Left(browser, cart.since, cart.products, channel,
        person.member() == null ? "unreachable" : "no_consent");
  }

  /// Each person's orders, in the order they were placed.
  private static Map<String, List<PastRuns.Bought>> orders(List<ObjectNode> events) {
    var orders = new HashMap<String, List<PastRuns.Bought>>();
    events.stream().filter(event -> event.path("event").asString("").equals("Order Completed")).forEach(event ->
        orders.computeIfAbsent(event.path("anonymousId").asString(), _ -> new ArrayList<>()).add(new PastRuns.Bought(
            at(event), BigDecimal.valueOf(event.path("properties").path("total").asInt()))));
    return orders;
  }

  /// Carts in which nothing had moved for half an hour; of each person the first in seven days.
  private static List<Cart> left(List<Person> people, List<ObjectNode> events, Instant until) {
    var visitors = people.stream().collect(Collectors.toMap(Person::anonymousId, Function.identity()));
    var filled = new HashMap<String, Set<String>>();
    var seen = new HashMap<String, Instant>();
    var last = new HashMap<String, Instant>();
    var carts = new ArrayList<Cart>();
    for (var event : events) {
      var who = event.path("anonymousId").asString();
      var at = at(event);
      var person = visitors.get(who);
      if (person != null) {
        lie(filled, seen.get(who), at, who).filter(lying -> fresh(last.get(who), lying.since, until))
            .ifPresent(lying -> {
              carts.add(new Cart(person, lying.since, lying.products));
              last.put(who, lying.since);
            });
      }
      seen.put(who, at);
      switch (event.path("event").asString("")) {
        case "Product Added" -> filled.computeIfAbsent(who, _ -> new LinkedHashSet<>())
            .add(event.path("properties").path("product_id").asString());
        case "Order Completed" -> filled.remove(who);
        default -> { }
      }
    }
    filled.forEach((who, products) -> {
      var since = seen.get(who);
      var person = visitors.get(who);
      if (person != null && since != null && fresh(last.get(who), since, until)) {
        carts.add(new Cart(person, since, List.copyOf(products)));
      }
    });
    return carts;
  }

  private record Lying(Instant since, List<String> products) {}

  private static Optional<Lying> lie(Map<String, Set<String>> filled, @Nullable Instant seen, Instant at,
      String who) {
    var products = filled.getOrDefault(who, new HashSet<>());
    return seen == null || products.isEmpty() || !at.isAfter(seen.plus(STILL)) ? Optional.empty()
        : Optional.of(new Lying(seen, List.copyOf(products)));
  }

  private static boolean fresh(@Nullable Instant last, Instant since, Instant until) {
    return since.isBefore(until) && (last == null || since.isAfter(last.plus(OVER)));
  }

  private static Instant at(ObjectNode event) {
    return Instant.parse(event.path("timestamp").asString());
  }
}
