package io.parley.audience;

import io.parley.audience.condition.Condition;
import io.parley.audience.condition.Facts;
import io.parley.audience.condition.Facts.Person;
import io.parley.audience.condition.Judge;
import io.parley.audience.condition.Op;
import io.parley.audience.condition.Point;
import io.parley.commerce.Carts;
import io.parley.customer.CustomerFilter;
import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.customer.IdentityKey;
import io.parley.customer.TagId;
import io.parley.customer.Tags;
import io.parley.platform.WorkspaceId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// On whom a condition must be tried at all, so that the others need not be, one by one: those who did what it asks,
/// who stand as it asks (attributes, tags, orders, carts, ways to reach them). Of some parts that is the answer; where
/// it is not, whoever is found is a candidate and no more, and `Judge` decides.
@Component
class Candidates {
  /// Some hundred bytes each.
  private static final int MOST = 1_000_000;

  private static final Optional<Narrowed> NOBODY = Optional.of(new Narrowed(Set.of(), false, true));

  private final Customers customers;
  private final Tags tags;
  private final Carts carts;

  /// A question, and what everybody did that means something to it.
  record Asked(WorkspaceId workspace, Gleaned gleaned, Instant now) {}

  Candidates(Customers customers, Tags tags, Carts carts) {
    this.customers = customers;
    this.tags = tags;
    this.carts = carts;
  }

  /// Empty if that may be anybody, or too many to be worth it.
  Optional<Narrowed> of(Asked asked, Condition condition) {
    return switch (condition) {
      case Condition.All all -> Narrowed.all(all.of().stream().map(part -> of(asked, part)).toList());
      case Condition.Any any -> Narrowed.any(any.of().stream().map(part -> of(asked, part)).toList());
      case Condition.Not not -> of(asked, not.of()).map(Narrowed::not);
      case Condition.Did _, Condition.Sequence _ -> Optional.of(did(asked, condition));
      case Condition.Attribute attribute -> attribute(asked, attribute);
      case Condition.Ordered ordered -> ordered(asked, ordered);
      case Condition.Tagged tagged -> tag(asked, tagged).map(tag -> found(asked, CustomerFilter.tagged(tag)))
          .orElse(NOBODY);
      case Condition.Identified identified -> found(asked, CustomerFilter.identified(identified.by()));
      case Condition.InStage in -> found(asked, CustomerFilter.in(in.stage()));
      case Condition.InSegment in -> segment(asked, in);
      case Condition.InCart cart -> carts.filled(asked.workspace, MOST).map(filled ->
          new Narrowed(filled, ofNobody(cart, asked.now), anything(cart)));
      case Condition.Reachable reachable -> reachable(asked, reachable.channel());
    };
  }

  private Optional<Narrowed> reachable(Asked asked, Condition.Way way) {
    return switch (way) {
      case LINE -> found(asked, CustomerFilter.identified("line")).map(known ->
          new Narrowed(known.customers(), known.others(), known.customers().isEmpty()));
      case WEB -> found(asked, CustomerFilter.identified(IdentityKey.VISITOR));
      case EMAIL -> told(asked, "email");
      case SMS -> told(asked, "phone");
    };
  }

  /// Known by it, or told it.
  private Optional<Narrowed> told(Asked asked, String what) {
    return Narrowed.any(List.of(found(asked, CustomerFilter.identified(what)),
        customers.having(asked.workspace, what, MOST, value -> value.isString() && !value.stringValue().isBlank())
            .map(told -> new Narrowed(told, false, true))));
  }

  private Optional<Narrowed> segment(Asked asked, Condition.InSegment in) {
    try {
      return found(asked, CustomerFilter.EVERYBODY.in(UUID.fromString(in.segment())));
    } catch (IllegalArgumentException nobodys) {
      return NOBODY;
    }
  }

  /// How often somebody ordered at all stands on her; when, where and for how much must be looked up.
  private Optional<Narrowed> ordered(Asked asked, Condition.Ordered ordered) {
    var others = ofNobody(ordered, asked.now);
    if (ordered.measure() == Condition.Bought.COUNT && ordered.within() == null && ordered.channel() == null) {
      return customers.buyers(asked.workspace, MOST, orders ->
          ordered.op().compares(BigDecimal.valueOf(orders), ordered.value()) != others)
          .map(buyers -> new Narrowed(buyers, others, true));
    }
    return customers.buyers(asked.workspace, MOST, orders -> true).map(buyers -> new Narrowed(buyers, others, false));
  }

  /// It asks for no more than that something lies in it.
  private static boolean anything(Condition.InCart cart) {
    return cart.measure() == Condition.Filled.ITEMS && cart.op().compares(BigDecimal.ONE, cart.value())
        && (cart.op() == Op.MORE || cart.op() == Op.AT_LEAST) && !cart.op().compares(BigDecimal.ZERO, cart.value());
  }

  private Optional<TagId> tag(Asked asked, Condition.Tagged tagged) {
    var name = Person.tag(tagged.tag());
    return tags.names(asked.workspace).entrySet().stream().filter(tag -> Person.tag(tag.getValue()).equals(name))
        .map(Map.Entry::getKey).findFirst();
  }

  private Optional<Narrowed> found(Asked asked, CustomerFilter filter) {
    return customers.all(asked.workspace, filter, MOST).map(found -> new Narrowed(found, false, true));
  }

  private static boolean ofNobody(Condition condition, Instant now) {
    return Judge.holds(condition, Facts.NOTHING, Point.endOf(now));
  }

  private static Narrowed did(Asked asked, Condition leaf) {
    var now = Point.endOf(asked.now);
    var holding = new HashSet<CustomerId>();
    for (var customer : asked.gleaned.customers()) {
      if (Judge.holds(leaf, asked.gleaned.facts(customer), now)) {
        holding.add(customer);
      }
    }
    return new Narrowed(holding, false, true);
  }

  private Optional<Narrowed> attribute(Asked asked, Condition.Attribute attribute) {
    var others = ofNobody(attribute, asked.now);
    return customers.having(asked.workspace, attribute.name(), MOST, value ->
        attribute.op().holdsOf(value, attribute.value()) != others)
        .map(differing -> new Narrowed(differing, others, true));
  }
}
