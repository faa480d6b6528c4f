package io.parley.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.parley.experiment.Lift.Looks;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LiftTest {
  private static final int CAMPAIGNS = 2_000;
  private static final int PEOPLE = 1_000;
  private static final int LOOKS = 10;

  @Test
  void aShareAndItsIntervalAreWhatTheDeltaMethodGives() {
    var control = new Tally(1_000, 10_000, 150_000);
    var arm = new Tally(1_000, 11_000, 180_000);
    var lift = Lift.of(control, arm, Looks.ONCE).orElseThrow();
    // s² = 50.05 and 59.06; variance = 59.06/(1000·100) + 50.05·121/(1000·10000) = 0.001196
    assertThat(lift.share()).isCloseTo(0.1, within(1e-9));
    assertThat(lift.low()).isCloseTo(0.1 - 1.959964 * Math.sqrt(0.00119620), within(1e-5));
    assertThat(lift.chance()).isCloseTo(0.9981, within(1e-3));
  }

  @Test
  void whereNothingDiffersFalseAlarmsStayAtTheirRateHoweverOftenSomebodyLooks() {
    var random = new Random(20261123);
    var atTheEnd = 0;
    var atAnyLook = 0;
    for (var n = 0; n < CAMPAIGNS; n++) {
      var control = Tally.NOBODY;
      var arm = Tally.NOBODY;
      var alarmed = false;
      for (var look = 0; look < LOOKS; look++) {
        control = control.plus(crowd(random, 0.1, PEOPLE / LOOKS));
        arm = arm.plus(crowd(random, 0.1, PEOPLE / LOOKS));
        alarmed |= Lift.of(control, arm, Looks.ALWAYS).map(LiftTest::isAlarm).orElse(false);
      }
      atAnyLook += alarmed ? 1 : 0;
      atTheEnd += isAlarm(Lift.of(control, arm, Looks.ONCE).orElseThrow()) ? 1 : 0;
    }
    assertThat(atTheEnd / (double) CAMPAIGNS).isBetween(0.03, 0.065);
    assertThat(atAnyLook / (double) CAMPAIGNS).isLessThan(0.05);
  }

  @Test
  void whereSomethingDiffersTheIntervalHoldsTheTruthAsOftenAsItSays() {
    var random = new Random(20261124);
    var held = 0;
    for (var n = 0; n < CAMPAIGNS; n++) {
      var lift = Lift.of(crowd(random, 0.2, PEOPLE), crowd(random, 0.25, PEOPLE), Looks.ONCE).orElseThrow();
      held += lift.low() <= 0.25 && 0.25 <= lift.high() ? 1 : 0;
    }
    assertThat(held / (double) CAMPAIGNS).isBetween(0.935, 0.965);
  }

  @Test
  void nothingIsSaidOfAControlThatEarnedNothing() {
    assertThat(Lift.of(new Tally(100, 0, 0), new Tally(100, 5, 25), Looks.ONCE)).isEmpty();
  }

  @Test
  void aLossOfPeopleOnOneSideIsNoticed() {
    assertThat(SampleRatio.of(List.of(5_000L, 5_300L), List.of(50.0, 50.0)).probability())
        .isCloseTo(0.0031, within(1e-4));
    assertThat(SampleRatio.of(List.of(10_000L, 10_600L), List.of(0.5, 0.5)).off()).isTrue();
    assertThat(SampleRatio.of(List.of(950L, 50L), List.of(95.0, 5.0)).off()).isFalse();
    assertThat(SampleRatio.of(List.of(3L, 9L), List.of(50.0, 50.0)).off()).as("too few to say").isFalse();
  }

  /// Somebody buys with this chance, for 500 to 1,500.
  private static Tally crowd(Random random, double chance, int people) {
    var tally = Tally.NOBODY;
    for (var n = 0; n < people; n++) {
      tally = tally.plus(random.nextDouble() < chance ? 500 + random.nextInt(1_000) : 0);
    }
    return tally;
  }

  private static boolean isAlarm(Lift lift) {
    return lift.low() > 0 || lift.high() < 0;
  }
}
