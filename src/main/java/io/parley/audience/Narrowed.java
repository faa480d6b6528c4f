package io.parley.audience;

import io.parley.customer.CustomerId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;

/// Whom a condition must be tried on: `customers`. Of everybody else it holds (`others`), or does not.
record Narrowed(Set<CustomerId> customers, boolean others) {

  /// Of a part about which nothing is known (empty) nothing can be said, but a part that fails for others fails the
  /// whole, whatever the rest says.
  static Optional<Narrowed> all(List<Optional<Narrowed>> parts) {
    var known = parts.stream().flatMap(Optional::stream).toList();
    var failing = known.stream().filter(part -> !part.others).map(Narrowed::customers).toList();
    if (!failing.isEmpty()) {
      return Optional.of(new Narrowed(together(failing, Narrowed::both), false));
    }
    return known.size() < parts.size() ? Optional.empty()
        : Optional.of(new Narrowed(together(known.stream().map(Narrowed::customers).toList(), Narrowed::either), true));
  }

  /// It is not so that none of them holds.
  static Optional<Narrowed> any(List<Optional<Narrowed>> parts) {
    return all(parts.stream().map(part -> part.map(Narrowed::not)).toList()).map(Narrowed::not);
  }

  Narrowed not() {
    return new Narrowed(customers, !others);
  }

  private static Set<CustomerId> together(List<Set<CustomerId>> sets, BinaryOperator<Set<CustomerId>> how) {
    return sets.stream().reduce(how).orElseThrow();
  }

  private static Set<CustomerId> both(Set<CustomerId> one, Set<CustomerId> other) {
    var both = new ArrayList<>(one.size() < other.size() ? one : other);
    both.removeIf(customer -> !(one.contains(customer) && other.contains(customer)));
    return new HashSet<>(both);
  }

  private static Set<CustomerId> either(Set<CustomerId> one, Set<CustomerId> other) {
    var either = new HashSet<>(one);
    either.addAll(other);
    return either;
  }
}
