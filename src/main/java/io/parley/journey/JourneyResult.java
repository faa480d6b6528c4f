package io.parley.journey;

import io.parley.experiment.ArmLine;
import io.parley.experiment.VerdictLine;
import io.parley.experiment.WorthLine;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of something a journey tries out.
///
/// @param step the split; null for the journey as a whole, beside its control group
/// @param heldOut the control group; null for a split
/// @param verdicts of each arm of a split beside the first, in their order
/// @param worth what the journey was worth beside its control group; null for a split
/// @param torn people who were in two arms and are in none of the figures
/// @param over everybody's days have passed
record JourneyResult(JourneyId journey, @Nullable String step, List<NamedArm> arms, @Nullable ArmLine heldOut,
    List<VerdictLine> verdicts, @Nullable WorthLine worth, long torn, boolean over, @Nullable Instant until, int days,
    String currency) {
  record NamedArm(String name, ArmLine arm) {}
}
