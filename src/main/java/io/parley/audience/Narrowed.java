package io.parley.audience;

import io.parley.customer.CustomerId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;

/// Whom a condition must be tried on: `customers`. Of everybody else it holds (`others`), or does not. If that is
/// `sure`, it need not be tried on them either: of each of them the opposite is so.
record Narrowed(Set<CustomerId> customers, boolean others, boolean sure) {

  /// Of a part about which nothing is known (empty) nothing can be said, but a part that fails for others fails the
  /// whole, whatever the rest says. Whoever surely fails a part that holds of others need not be tried either.
  static Optional<Narrowed> all(List<Optional<Narrowed>> parts) {
    var known = parts.stream().flatMap(Optional::stream).toList();
    var sure = known.size() == parts.size() && known.stream().allMatch(Narrowed::sure);
    var failing = known.stream().filter(part -> !part.others).map(Narrowed::customers).toList();
    if (!failing.isEmpty()) {
      var excepted = known.stream().filter(part -> part.others && part.sure).map(Narrowed::customers).toList();
      return Optional.of(new Narrowed(without(together(failing, Narrowed::both), excepted), false, sure));
    }
    return known.size() < parts.size() ? Optional.empty() : Optional.of(
        new Narrowed(together(known.stream().map(Narrowed::customers).toList(), Narrowed::either), true, sure));
  }

  /// It is not so that none of them holds.
  static Optional<Narrowed> any(List<Optional<Narrowed>> parts) {
    return all(parts.stream().map(part -> part.map(Narrowed::not)).toList()).map(Narrowed::not);
  }

  Narrowed not() {
    return new Narrowed(customers, !others, sure);
  }

  private static Set<CustomerId> without(Set<CustomerId> some, List<Set<CustomerId>> excepted) {
    if (excepted.isEmpty()) {
      return some;
    }
    var left = new HashSet<>(some);
    left.removeIf(customer -> excepted.stream().anyMatch(set -> set.contains(customer)));
    return left;
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
