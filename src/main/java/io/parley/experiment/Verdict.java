package io.parley.experiment;

import io.parley.experiment.Lift.Looks;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What may be said of an arm beside the one it is held against. Until the end that was set before, only an interval
/// that holds at every look may speak; at the end the narrower one does.
public sealed interface Verdict {
  /// Fewer than this in an arm say nothing.
  int LEAST_PEOPLE = 150;
  /// An average over fewer buyers than this in an arm is not yet normal enough for its interval.
  int LEAST_BUYERS = 5;

  /// The arms' sizes are not what they should be: a difference may be one between people.
  record SizesOff(double probability) implements Verdict {}

  /// `more` people would show a difference as large as the present one, about; null if nobody can say.
  record TooEarly(@Nullable Lift lift, @Nullable Long more) implements Verdict {}

  record Better(Lift lift) implements Verdict {}

  record Worse(Lift lift) implements Verdict {}

  /// The end has come, and no difference can be shown.
  record Alike(Lift lift) implements Verdict {}

  /// `over` once the end has come that was set before.
  static Verdict of(Arm control, Arm arm, SampleRatio sizes, boolean over) {
    if (sizes.off()) {
      return new SizesOff(sizes.probability());
    }
    var lift = Lift.of(control.revenue(), arm.revenue(), over ? Looks.ONCE : Looks.ALWAYS);
    if (lift.isEmpty() || few(control) || few(arm)) {
      return new TooEarly(null, more(control, arm, lift));
    }
    var found = lift.get();
    if (found.low() > 0) {
      return new Better(found);
    }
    if (found.high() < 0) {
      return new Worse(found);
    }
    return over ? new Alike(found) : new TooEarly(found, more(control, arm, lift));
  }

  private static boolean few(Arm arm) {
    return arm.people() < LEAST_PEOPLE || arm.buyers() < LEAST_BUYERS;
  }

  /// The interval narrows with the root of how many there are.
  private static @Nullable Long more(Arm control, Arm arm, Optional<Lift> lift) {
    var people = control.people() + arm.people();
    if (lift.isEmpty() || lift.get().share() == 0) {
      return null;
    }
    var half = (lift.get().high() - lift.get().low()) / 2;
    var times = Math.pow(half / lift.get().share(), 2);
    var least = 2L * LEAST_PEOPLE;
    return times > 1_000 ? null : Math.max(Math.round(people * times), least) - people;
  }
}
