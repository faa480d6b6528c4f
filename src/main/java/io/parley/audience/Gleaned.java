package io.parley.audience;

import io.parley.audience.condition.Facts;
import io.parley.audience.condition.Moment;
import io.parley.audience.condition.Trace;
import io.parley.customer.CustomerId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What everybody did that means something to the traces of a condition, as far as it can still decide something.
record Gleaned(Map<CustomerId, Map<Trace, List<Moment>>> moments) {
  static final Gleaned NOTHING = new Gleaned(Map.of());

  Set<CustomerId> customers() {
    return moments.keySet();
  }

  Map<Trace, List<Moment>> of(CustomerId customer) {
    return moments.getOrDefault(customer, Map.of());
  }

  /// Somebody of whom nothing is known but what she did.
  Facts facts(CustomerId customer) {
    var hers = of(customer);
    return new Facts() {
      @Override
      public List<Moment> moments(Trace trace) {
        return hers.getOrDefault(trace, List.of());
      }

      @Override
      public Person person() {
        return Person.NOBODY;
      }
    };
  }
}
