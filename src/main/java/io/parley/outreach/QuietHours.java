package io.parley.outreach;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/// The hours in which nobody wants to hear from a shop, in her own time zone: `[from, to)`, over midnight if `from` is
/// the later one. The same hour twice means none.
public record QuietHours(LocalTime from, LocalTime to) {
  public static final QuietHours USUAL = new QuietHours(LocalTime.of(22, 0), LocalTime.of(9, 0));

  /// When they end, if it is one of them now.
  Optional<Instant> end(Instant now, ZoneId zone) {
    var here = now.atZone(zone);
    if (!contains(here.toLocalTime())) {
      return Optional.empty();
    }
    var today = here.toLocalDate().atTime(to).atZone(zone);
    var end = today.isAfter(here) ? today : here.toLocalDate().plusDays(1).atTime(to).atZone(zone);
    return Optional.of(end.toInstant());
  }

  private boolean contains(LocalTime time) {
    return from.isBefore(to)
        ? !time.isBefore(from) && time.isBefore(to)
        : !from.equals(to) && (!time.isBefore(from) || time.isBefore(to));
  }
}
