package io.parley.audience.condition;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What is known of one customer when she is judged. Of events the moments of each trace; of everything else how it
/// stands now and since when. What stood before, and was overwritten, is not known: a condition judged as of an earlier
/// instant takes what stands now, if it stood then already.
public interface Facts {
  /// Somebody who did nothing and of whom nothing is known.
  Facts NOTHING = new Facts() {
    @Override
    public List<Moment> moments(Trace trace) {
      return List.of();
    }

    @Override
    public Person person() {
      return Person.NOBODY;
    }
  };

  /// Oldest first. All of them, or those that the trace keeps.
  List<Moment> moments(Trace trace);

  Person person();

  /// @param identities the kinds she is known by, each since when
  /// @param tags by their normal names
  /// @param segments of which she is a member, by their ids
  record Person(
      Map<String, Told> attributes,
      Map<String, Instant> identities,
      Map<String, Instant> tags,
      Set<Condition.Way> reachable,
      List<Purchase> orders,
      @Nullable Basket cart,
      Map<String, Instant> segments) {
    public static final Person NOBODY =
        new Person(Map.of(), Map.of(), Map.of(), Set.of(), List.of(), null, Map.of());

    /// How a tag's name is looked for.
    public static String tag(String name) {
      return Words.normal(name);
    }

    /// Since when each thing stands that is known of her.
    public TreeSet<Instant> since() {
      var since = new TreeSet<Instant>();
      attributes.values().forEach(told -> since.add(told.since()));
      since.addAll(identities.values());
      since.addAll(tags.values());
      since.addAll(segments.values());
      orders.forEach(order -> since.add(order.at()));
      if (cart != null) {
        since.add(cart.since());
      }
      return since;
    }

    public Person with(Map<String, Instant> tags, Map<String, Instant> segments) {
      return new Person(attributes, identities, tags, reachable, orders, cart, segments);
    }
  }

  record Told(JsonNode value, Instant since) {}

  /// An order that was not cancelled. `amount` is what was paid less what went back; null in a foreign currency.
  record Purchase(Instant at, @Nullable BigDecimal amount, String channel) {}

  record Basket(int items, BigDecimal total, Instant since) {}
}
