package io.parley.customer;

import io.parley.customer.IdentityGraph.Person;
import java.util.ArrayList;
import java.util.List;

/// Pairs of identities that a person took apart: no event joins the customers they stand on.
final class Barriers {
  private final List<Pair> pairs = new ArrayList<>();
  private final List<Pair> lifted = new ArrayList<>();

  /// Two identities and the customers they stand on now.
  record Pair(IdentityId one, Person ones, IdentityId other, Person others) {
    boolean joins(Person a, Person b) {
      var first = ones.root();
      var second = others.root();
      return (first == a && second == b) || (first == b && second == a);
    }
  }

  void add(Pair pair) {
    pairs.add(pair);
  }

  boolean between(Person one, Person other) {
    return pairs.stream().anyMatch(pair -> pair.joins(one, other));
  }

  /// A person says that they are one after all.
  void lift(Person one, Person other) {
    pairs.stream().filter(pair -> pair.joins(one, other)).forEach(lifted::add);
    pairs.removeIf(pair -> pair.joins(one, other));
  }

  /// An identity went over to another customer; what it is apart from stays.
  void move(IdentityId identity, Person into) {
    pairs.replaceAll(pair -> pair.one.equals(identity) ? new Pair(pair.one, into, pair.other, pair.others)
        : pair.other.equals(identity) ? new Pair(pair.one, pair.ones, pair.other, into) : pair);
  }

  List<Pair> lifted() {
    return lifted;
  }
}
