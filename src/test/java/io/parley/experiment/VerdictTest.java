package io.parley.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.platform.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final int CAMPAIGNS = 1_000;
  private static final int LOOKS = 10;
  private static final SampleRatio EVEN = new SampleRatio(1);

  @Test
  void whereNothingDiffersFewCampaignsEverHearOtherwiseThoughSomebodyLooksEveryDayAndAtTheEnd() {
    var random = new Random(20261123);
    var wrong = 0;
    for (var n = 0; n < CAMPAIGNS; n++) {
      wrong += everTold(random, 0.08, 0.08) ? 1 : 0;
    }
    assertThat(wrong / (double) CAMPAIGNS).isBetween(0.02, 0.065);
  }

  @Test
  void aLargeDifferenceIsToldAsWhatItIs() {
    var random = new Random(20261124);
    var right = 0;
    for (var n = 0; n < 100; n++) {
      var verdict = Verdict.of(crowd(random, 0.05, 4_000), crowd(random, 0.08, 4_000), EVEN, true);
      right += verdict instanceof Verdict.Better ? 1 : 0;
    }
    assertThat(right).isGreaterThan(95);
  }

  @Test
  void fewPeopleSayNothingAndUnevenArmsNeitherHoweverLargeTheDifference() {
    var random = new Random(1);
    assertThat(Verdict.of(crowd(random, 0.1, 100), crowd(random, 0.5, 100), EVEN, true))
        .isInstanceOf(Verdict.TooEarly.class);
    assertThat(Verdict.of(crowd(random, 0.1, 4_000), crowd(random, 0.5, 4_000), new SampleRatio(0.0001), true))
        .isEqualTo(new Verdict.SizesOff(0.0001));
  }

  @Test
  void lotsFallByTheirWeightsAndAlwaysTheSameForOnePerson() {
    var experiment = new Experiment(new ExperimentId(Ids.next()), "主旨", List.of("A", "B"), List.of(1.0, 3.0), 0.05,
        Duration.ofDays(5), Instant.EPOCH);
    var people = new long[3];
    for (var n = 0; n < 20_000; n++) {
      var her = Ids.next();
      people[experiment.lot(her)]++;
      assertThat(experiment.lot(her)).isEqualTo(experiment.lot(her));
    }
    assertThat(SampleRatio.of(List.of(people[0], people[1], people[2]), experiment.shares()).off()).isFalse();
    assertThat(experiment.shares()).containsExactly(0.05, 0.95 / 4, 0.95 * 3 / 4);
  }

  /// Ten looks while people come in, each with the interval that holds at every look; the last one with the other.
  private static boolean everTold(Random random, double control, double arm) {
    var first = Arm.empty("A");
    var second = Arm.empty("B");
    for (var look = 1; look <= LOOKS; look++) {
      first = first.with(crowd(random, control, 400));
      second = second.with(crowd(random, arm, 400));
      var verdict = Verdict.of(first, second, EVEN, look == LOOKS);
      if (verdict instanceof Verdict.Better || verdict instanceof Verdict.Worse) {
        return true;
      }
    }
    return false;
  }

  /// Somebody buys with this chance, for 500 to 1,500.
  private static Arm crowd(Random random, double chance, int people) {
    var revenue = Tally.NOBODY;
    var orders = Tally.NOBODY;
    var buyers = 0;
    for (var n = 0; n < people; n++) {
      var buys = random.nextDouble() < chance;
      buyers += buys ? 1 : 0;
      revenue = revenue.plus(buys ? 500 + random.nextInt(1_000) : 0);
      orders = orders.plus(buys ? 1 : 0);
    }
    return new Arm("", buyers, revenue, orders);
  }
}
