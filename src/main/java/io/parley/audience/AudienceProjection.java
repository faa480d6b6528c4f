package io.parley.audience;

import io.parley.audience.condition.Happening;
import io.parley.audience.condition.Point;
import io.parley.audience.condition.Sense;
import io.parley.customer.CustomerId;
import io.parley.customer.TagId;
import io.parley.platform.Clocks;
import io.parley.platform.WorkspaceId;
import io.parley.timeline.Batch;
import io.parley.timeline.Fact;
import io.parley.timeline.FactKind;
import io.parley.timeline.Projection;
import io.parley.timeline.Recompute;
import io.parley.timeline.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Rules and segments in the fold: each fact is shown only to what it can mean something to. Customers whose identities
/// moved are left out and worked out anew from their whole history.
@Component
class AudienceProjection implements Projection, Recompute {
  /// Track calls by which carts and orders change, in both of Segment's vocabularies.
  static final Set<String> OF_THE_SHOP = Set.of("Product Added", "Added Product", "Product Removed",
      "Removed Product", "Cart Viewed", "Order Completed", "Completed Order", "Order Updated", "Order Cancelled",
      "Order Refunded");

  private final Plans plans;
  private final Reckoning reckoning;
  private final Anew anew;
  private final Tagging tagging;
  private final Clocks clocks;

  AudienceProjection(Plans plans, Reckoning reckoning, Anew anew, Tagging tagging, Clocks clocks) {
    this.plans = plans;
    this.reckoning = reckoning;
    this.anew = anew;
    this.tagging = tagging;
    this.clocks = clocks;
  }

  @Override
  public Stage stage() {
    return Stage.AUDIENCE;
  }

  @Override
  public void apply(Batch batch) {
    var scope = plans.turn(batch.workspace());
    if (!scope.plan().watches().isEmpty()) {
      standAgain(scope, batch);
      reckoning.advance(scope, touches(scope.plan(), batch)).forEach(batch::touch);
    }
  }

  /// A tag that came off by itself, or by an undo, gives way to a rule that puts on the same and was complete
  /// meanwhile: no event would tell it. What a person took off stays off.
  private void standAgain(Reckoning.Scope scope, Batch batch) {
    var off = new HashMap<CustomerId, Set<TagId>>();
    batch.facts().stream()
        .filter(fact -> fact.kind().equals(FactKind.UNTAG) && !batch.changed().contains(fact.customer()))
        .forEach(fact -> tag(fact).ifPresent(tag -> off.computeIfAbsent(fact.customer(), _ -> new HashSet<>())
            .add(tag)));
    tagging.standAgain(scope, off).forEach(batch::touch);
  }

  private static Optional<TagId> tag(Fact fact) {
    try {
      return Optional.of(new TagId(UUID.fromString(fact.body().path("tagId").asString(""))));
    } catch (IllegalArgumentException ofOldFacts) {
      return Optional.empty();
    }
  }

  @Override
  public void recompute(WorkspaceId workspace, Set<CustomerId> customers) {
    var scope = plans.turn(workspace);
    if (!scope.plan().watches().isEmpty()) {
      anew.of(scope, customers, new LinkedHashSet<>(scope.plan().watches()), Anew.Reason.MOVED, _ -> 0);
    }
  }

  private static final class Gathered {
    final List<Happening> events = new ArrayList<>();
    final Set<Sense> senses = EnumSet.noneOf(Sense.class);
    final TreeSet<Instant> told = new TreeSet<>();
    Point last = Point.endOf(Instant.EPOCH);
    int depth;

    void reach(Point point, Set<Sense> changed) {
      last = point.compareTo(last) > 0 ? point : last;
      if (!changed.isEmpty()) {
        told.add(point.at());
      }
      senses.addAll(changed);
    }
  }

  private Map<CustomerId, Reckoning.Touch> touches(Plan plan, Batch batch) {
    var gathered = new HashMap<CustomerId, Gathered>();
    for (var fact : batch.facts()) {
      if (batch.changed().contains(fact.customer())) {
        continue;
      }
      var knows = plan.index().knows(Happenings.name(fact.kind(), fact.name()));
      var senses = senses(fact);
      if (!knows && senses.isEmpty()) {
        continue;
      }
      var one = gathered.computeIfAbsent(fact.customer(), _ -> new Gathered());
      if (knows) {
        one.events.add(Happenings.of(fact));
      }
      one.reach(new Point(fact.at(), fact.position()), senses);
      one.depth = Math.max(one.depth, depth(fact));
    }
    batch.affected().forEach((customer, by) -> {
      if (!batch.changed().contains(customer)) {
        var one = gathered.computeIfAbsent(customer, _ -> new Gathered());
        one.reach(new Point(by.at(), by.position()), Set.of(Sense.ORDERS, Sense.CART));
      }
    });
    var now = clocks.now(batch.workspace());
    for (var customer : batch.gained()) {
      if (!batch.changed().contains(customer)) {
        var one = gathered.computeIfAbsent(customer, _ -> new Gathered());
        one.senses.addAll(EnumSet.allOf(Sense.class));
        one.last = one.last.at().equals(Instant.EPOCH) ? Point.endOf(now) : one.last;
      }
    }
    var touches = new HashMap<CustomerId, Reckoning.Touch>();
    gathered.forEach((customer, one) ->
        touches.put(customer, new Reckoning.Touch(one.events, one.senses, one.told, one.last, one.depth)));
    return touches;
  }

  /// What a fact may have changed besides being an event.
  private static Set<Sense> senses(Fact fact) {
    var senses = EnumSet.noneOf(Sense.class);
    switch (fact.kind()) {
      case FactKind.TRACK -> {
        if (OF_THE_SHOP.contains(fact.name())) {
          senses.addAll(Set.of(Sense.ORDERS, Sense.CART));
        }
      }
      case FactKind.IDENTIFY -> senses.addAll(Set.of(Sense.PROFILE, Sense.REACH));
      case FactKind.TAG, FactKind.UNTAG -> senses.add(Sense.TAGS);
      case FactKind.PAGE, FactKind.SCREEN, FactKind.GROUP, FactKind.SEGMENT_ENTERED, FactKind.SEGMENT_LEFT -> { }
      default -> senses.addAll(Set.of(Sense.PROFILE, Sense.IDENTITY, Sense.REACH));
    }
    if (FactKind.ALIAS.equals(fact.kind()) || fact.body().path("context").path("traits").isObject()) {
      senses.addAll(Set.of(Sense.PROFILE, Sense.REACH));
    }
    return senses;
  }

  private static int depth(Fact fact) {
    return switch (fact.kind()) {
      case FactKind.SEGMENT_ENTERED, FactKind.SEGMENT_LEFT -> fact.body().path("depth").asInt(0);
      default -> 0;
    };
  }
}
