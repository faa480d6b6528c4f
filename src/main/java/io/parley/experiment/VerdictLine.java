package io.parley.experiment;

import org.jspecify.annotations.Nullable;

/// A verdict as screens show it. `kind` is sizes_off, too_early, better, worse or alike. Shares are of the other arm's
/// revenue per person.
public record VerdictLine(String kind, @Nullable Double share, @Nullable Double low, @Nullable Double high,
    @Nullable Double chance, @Nullable Long more) {
  public static VerdictLine of(Verdict verdict) {
    return switch (verdict) {
      case Verdict.SizesOff _ -> new VerdictLine("sizes_off", null, null, null, null, null);
      case Verdict.TooEarly early -> early.lift() == null
          ? new VerdictLine("too_early", null, null, null, null, early.more())
          : of("too_early", early.lift(), early.more());
      case Verdict.Better better -> of("better", better.lift(), null);
      case Verdict.Worse worse -> of("worse", worse.lift(), null);
      case Verdict.Alike alike -> of("alike", alike.lift(), null);
    };
  }

  private static VerdictLine of(String kind, Lift lift, @Nullable Long more) {
    return new VerdictLine(kind, lift.share(), lift.low(), lift.high(), lift.chance(), more);
  }
}
