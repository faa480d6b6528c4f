package io.parley.experiment;

/// What an arm's people did more, all together, than they would have done without it: the difference of the means,
/// times how many they are. `low` and `high` hold the truth in 95 of 100 experiments.
public record Gain(double amount, double low, double high) {
  private static final double HALF_WIDTH_DEVIATIONS = 1.959964;

  public static Gain of(Tally control, Tally arm) {
    if (control.people() < 2 || arm.people() < 2) {
      return new Gain(0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }
    var deviation = Math.sqrt(control.variance() / control.people() + arm.variance() / arm.people());
    var amount = (arm.mean() - control.mean()) * arm.people();
    var half = HALF_WIDTH_DEVIATIONS * deviation * arm.people();
    return new Gain(amount, amount - half, amount + half);
  }
}
