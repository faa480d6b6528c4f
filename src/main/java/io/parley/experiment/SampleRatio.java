package io.parley.experiment;

import java.util.List;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/// Whether the arms have the sizes they should have by their weights. If not, people were lost on one side, and a
/// difference between the arms may be a difference between people.
public record SampleRatio(double probability) {
  private static final double ALARM = 0.001;
  private static final double LEAST_EXPECTED = 8;

  /// Pearson's χ². `weights` need not add up to anything.
  public static SampleRatio of(List<Long> people, List<Double> weights) {
    if (people.size() != weights.size() || people.size() < 2) {
      throw new IllegalArgumentException("Two arms at least, each with its weight");
    }
    var all = people.stream().mapToLong(Long::longValue).sum();
    var whole = weights.stream().mapToDouble(Double::doubleValue).sum();
    var sum = 0.0;
    for (var i = 0; i < people.size(); i++) {
      var expected = all * weights.get(i) / whole;
      if (expected < LEAST_EXPECTED) {
        return new SampleRatio(1);
      }
      sum += (people.get(i) - expected) * (people.get(i) - expected) / expected;
    }
    return new SampleRatio(ChiSquaredDistribution.of(people.size() - 1).survivalProbability(sum));
  }

  public boolean off() {
    return probability < ALARM;
  }
}
