package io.parley.audience;

import io.parley.customer.CustomerId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whom a rule would have tagged by now, had it always been live.
///
/// @param customers how many would carry the tag
/// @param total how many customers there are
/// @param sample those who completed it last; `times` are the events that count
/// @param nearly those who lack one event; for conditions that count events alone
/// @param days how many completed it on each of the last thirty days, by the calendar of the workspace, today last
public record Preview(int customers, int total, List<Match> sample, List<Match> nearly, List<PreviewDay> days) {

  public record Match(CustomerId id, @Nullable String name, int times, Instant lastAt) {}

  public record PreviewDay(LocalDate day, int customers) {}
}
