package io.parley.experiment;

/// What the people of one arm did within their time: how many they are, how many of them bought anything, what all
/// spent and how often they ordered.
public record Arm(String name, long buyers, Tally revenue, Tally orders) {
  public long people() {
    return revenue.people();
  }

  /// Both as one arm under this name.
  Arm with(Arm other) {
    return new Arm(name, buyers + other.buyers, revenue.plus(other.revenue), orders.plus(other.orders));
  }

  static Arm empty(String name) {
    return new Arm(name, 0, Tally.NOBODY, Tally.NOBODY);
  }
}
