package io.parley.experiment;

import io.parley.platform.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Variants that are held against each other, and against a holdout that gets none of them.
///
/// @param weights of the variants, in their order; they need not add up to anything
/// @param holdout the share of all people who get nothing
/// @param within how long after her exposure what somebody buys counts
public record Experiment(
    ExperimentId id, String name, List<String> variants, List<Double> weights, double holdout, Duration within,
    Instant begunAt) {
  /// The arm that gets nothing; the arm of the first variant is 1.
  public static final int HELD_OUT = 0;
  public static final double USUAL_HOLDOUT = 0.05;
  public static final double MOST_HELD_OUT = 0.5;
  private static final int MOST_VARIANTS = 6;

  public Experiment {
    variants = List.copyOf(variants);
    weights = List.copyOf(weights);
    if (variants.isEmpty() || variants.size() > MOST_VARIANTS || variants.size() != weights.size()) {
      throw new IllegalArgumentException("One to %d variants, each with a weight".formatted(MOST_VARIANTS));
    }
    if (weights.stream().anyMatch(weight -> weight <= 0) || holdout < 0 || holdout > MOST_HELD_OUT) {
      throw new IllegalArgumentException("A variant weighs something, and at most half of all are held out");
    }
  }

  /// Which arm falls to somebody: always the same for her and this experiment, and independent of other experiments.
  public int lot(UUID customer) {
    var drawn = drawn(customer);
    if (drawn < holdout) {
      return HELD_OUT;
    }
    var shares = shares();
    var upTo = 0.0;
    for (var arm = 0; arm < shares.size(); arm++) {
      upTo += shares.get(arm);
      if (drawn < upTo) {
        return arm;
      }
    }
    return shares.size() - 1;
  }

  /// Of all people, by arm: the holdout first.
  List<Double> shares() {
    var whole = weights.stream().mapToDouble(Double::doubleValue).sum();
    var shares = new ArrayList<Double>();
    shares.add(holdout);
    weights.forEach(weight -> shares.add((1 - holdout) * weight / whole));
    return shares;
  }

  /// Even over [0, 1): 52 bits of the hash.
  private double drawn(UUID customer) {
    return Long.parseLong(Secrets.sha256(id + "/" + customer).substring(0, 13), 16) * 0x1.0p-52;
  }
}
