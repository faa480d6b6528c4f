/// Experiment: who gets which variant, and what that changed.
///
/// **Words.** An *arm* is what somebody gets: one of the *variants*, or nothing (the *holdout*). A *tally* is what an
/// arm's people did, in three sums. *Lift* is how much more an arm earns per person than another, as a share; *gain*
/// the same in money and for all its people. Somebody is *exposed* when something of her arm reached her, or would
/// have. A *verdict* is what may be said.
/// **Doors.** `Experiments`.
/// **Tables.** `experiment.experiment`, `experiment.assignment`. Reads `commerce.ordered`.
/// **Always true.** Nobody changes her arm, whatever she does and whoever she is merged with; who was in two arms is in
/// no result, and counted. What somebody buys counts for a fixed time from her exposure. No verdict before enough
/// people were seen, and none at all while the arms' sizes are off.
/// **Sources.** Delta method and sequential interval: GrowthBook's documentation of its statistics; the interval is the
/// asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, "Time-uniform central limit
/// theory and asymptotic confidence sequences" (2021).
@NullMarked
package io.parley.experiment;

import org.jspecify.annotations.NullMarked;
