package io.parley.experiment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What an experiment has shown so far.
///
/// @param heldOut whoever got nothing; empty where nobody is held out
/// @param variants in their order
/// @param torn people who were in two arms before they were known to be one; they are in none of these
/// @param over everybody's time to buy has passed
/// @param until when it will have; null while nobody was exposed
/// @param verdicts of each variant beside the first; the first has none
/// @param all variants together beside the holdout: what the whole matter was worth
public record Result(
    Arm heldOut, List<Arm> variants, long torn, boolean over, @Nullable Instant until, SampleRatio sizes,
    List<Verdict> verdicts, @Nullable Worth all) {

  /// `gain` is what all treated people spent more than they would have.
  public record Worth(Verdict verdict, Gain gain) {}

  static Result of(Experiment experiment, List<Arm> arms, Outlook outlook) {
    var sizes = sizes(experiment, arms);
    var variants = arms.subList(1, arms.size());
    var verdicts = new ArrayList<Verdict>();
    for (var variant : variants.subList(1, variants.size())) {
      verdicts.add(Verdict.of(variants.getFirst(), variant, sizes, outlook.over));
    }
    var heldOut = arms.getFirst();
    var treated = variants.stream().reduce(Arm::with).orElseThrow();
    var worth = experiment.holdout() == 0 ? null
        : new Worth(Verdict.of(heldOut, treated, sizes, outlook.over), Gain.of(heldOut.revenue(), treated.revenue()));
    return new Result(heldOut, List.copyOf(variants), outlook.torn, outlook.over, outlook.until, sizes, verdicts,
        worth);
  }

  /// What is known besides the arms.
  record Outlook(long torn, boolean over, @Nullable Instant until) {}

  /// Which variant has shown to earn most: better than the first and best of those; the first if all others are worse.
  public Optional<Integer> winner() {
    var best = -1;
    for (var n = 0; n < verdicts.size(); n++) {
      if (verdicts.get(n) instanceof Verdict.Better
          && (best < 0 || variants.get(n + 1).revenue().mean() > variants.get(best).revenue().mean())) {
        best = n + 1;
      }
    }
    if (best > 0) {
      return Optional.of(best);
    }
    return !verdicts.isEmpty() && verdicts.stream().allMatch(Verdict.Worse.class::isInstance)
        ? Optional.of(0) : Optional.empty();
  }

  private static SampleRatio sizes(Experiment experiment, List<Arm> arms) {
    var from = experiment.holdout() == 0 ? 1 : 0;
    return arms.size() - from < 2 ? new SampleRatio(1)
        : SampleRatio.of(arms.subList(from, arms.size()).stream().map(Arm::people).toList(),
            experiment.shares().subList(from, arms.size()));
  }
}
