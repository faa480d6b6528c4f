package io.parley.experiment;

import org.jspecify.annotations.Nullable;

/// What a whole matter was worth, as screens show it. `gain` and its interval are null while too few people are held
/// out to say.
public record WorthLine(VerdictLine verdict, @Nullable Double gain, @Nullable Double low, @Nullable Double high) {
  public static WorthLine of(Result.Worth worth) {
    var gain = worth.gain();
    var known = Double.isFinite(gain.low());
    return new WorthLine(VerdictLine.of(worth.verdict()), known ? gain.amount() : null, known ? gain.low() : null,
        known ? gain.high() : null);
  }
}
