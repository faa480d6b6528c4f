package io.parley.experiment;

/// What the people of one arm did: how many they are, the sum of what is measured (revenue, orders) and of its squares.
/// Whoever did nothing counts with 0.
public record Tally(long people, double sum, double squares) {
  public static final Tally NOBODY = new Tally(0, 0, 0);

  public Tally {
    if (people < 0 || squares < 0) {
      throw new IllegalArgumentException("A tally counts people and adds squares");
    }
  }

  public Tally plus(double value) {
    return new Tally(people + 1, sum + value, squares + value * value);
  }

  public Tally plus(Tally other) {
    return new Tally(people + other.people, sum + other.sum, squares + other.squares);
  }

  public double mean() {
    return people == 0 ? 0 : sum / people;
  }

  /// Of one person, estimated from all.
  public double variance() {
    return people < 2 ? 0 : Math.max(0, (squares - sum * sum / people) / (people - 1));
  }
}
