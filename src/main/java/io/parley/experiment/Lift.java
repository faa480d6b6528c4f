package io.parley.experiment;

import java.util.Optional;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// How much more an arm earns per person than control, as a share: 0.08 is 8 % more. `low` and `high` hold the true
/// share in 95 of 100 experiments; `chance` is the probability that the arm is better at all.
public record Lift(double share, double low, double high, double chance) {
  private static final double ALPHA = 0.05;
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  /// How many people the sequential interval is narrowest for.
  private static final int TUNED_FOR = 5_000;

  /// When somebody looks: once, at the end that was set before; or whenever she likes, for which the interval is wider
  /// and holds at every look at once.
  public enum Looks { ONCE, ALWAYS }

  /// Nothing if control earned nothing, or somebody is alone in an arm: a share of that says nothing.
  public static Optional<Lift> of(Tally control, Tally arm, Looks looks) {
    if (control.people() < 2 || arm.people() < 2 || control.mean() <= 0) {
      return Optional.empty();
    }
    var share = arm.mean() / control.mean() - 1;
    var variance = variance(control, arm);
    var deviation = Math.sqrt(variance);
    var chance = deviation == 0 ? (share > 0 ? 1 : share < 0 ? 0 : 0.5)
        : NORMAL.cumulativeProbability(share / deviation);
    var half = switch (looks) {
      case ONCE -> -NORMAL.inverseCumulativeProbability(ALPHA / 2) * deviation;
      case ALWAYS -> always(variance, control.people() + arm.people());
    };
    return Optional.of(new Lift(share, share - half, share + half, chance));
  }

  /// Of a ratio of two means, by the delta method.
  private static double variance(Tally control, Tally arm) {
    var base = control.mean() * control.mean();
    return arm.variance() / (arm.people() * base)
        + control.variance() * arm.mean() * arm.mean() / (control.people() * base * base);
  }

  private static double always(double variance, double people) {
    var rho = Math.sqrt((-2 * Math.log(ALPHA) + Math.log(-2 * Math.log(ALPHA) + 1)) / TUNED_FOR);
    var spread = people * rho * rho + 1;
    return Math.sqrt(variance * people)
        * Math.sqrt(2 * spread / (people * rho * people * rho) * Math.log(Math.sqrt(spread) / ALPHA));
  }
}
