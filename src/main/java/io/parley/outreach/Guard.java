package io.parley.outreach;

import io.parley.outreach.Standing.Limits;
import io.parley.outreach.Standing.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Decides whether a message may go to a person now. Pure: the same standing gives the same answer, so that *why not?*
/// can be asked again later, and a back-test needs no other code.
///
/// Everybody is asked to be reachable, unblocked, inside the window and the quota, and not to have refused; only what
/// answers her own words may go to somebody who did. Only marketing asks for quiet hours, the budget of messages a day,
/// the holdout, and what was bought already. What ends by the clock alone holds a message; everything else skips it.
public final class Guard {
  private static final Duration DAY = Duration.ofHours(24);
  private static final Duration ASK_AGAIN = Duration.ofMinutes(5);

  private Guard() {}

  public static Decision decide(Wanted wanted, Standing standing, Limits limits) {
    return person(wanted, standing)
        .or(() -> unreachable(wanted, standing))
        .or(() -> later(wanted, standing, limits))
        .or(() -> held(wanted, standing))
        .orElseGet(() -> send(best(wanted, standing), standing.now()));
  }

  /// What speaks against it whatever the channel.
  private static Optional<Decision> person(Wanted wanted, Standing standing) {
    if (standing.blockedByMerchant()) {
      return skip(Reason.BLOCKED_BY_MERCHANT);
    }
    if (wanted.klass() != MessageClass.MARKETING) {
      return Optional.empty();
    }
    if (!wanted.products().isEmpty() && standing.bought().containsAll(wanted.products())) {
      return skip(Reason.BOUGHT);
    }
    var since = wanted.unlessOrderedSince();
    return since != null && standing.orderedAt() != null && !standing.orderedAt().isBefore(since)
        ? skip(Reason.ORDERED) : Optional.empty();
  }

  /// Whom nothing else keeps from getting it, and who gets nothing all the same.
  private static Optional<Decision> held(Wanted wanted, Standing standing) {
    return wanted.klass() == MessageClass.MARKETING && standing.holdout() ? skip(Reason.HOLDOUT) : Optional.empty();
  }

  /// If no route is left: the reason of the one that came furthest.
  private static Optional<Decision> unreachable(Wanted wanted, Standing standing) {
    var reasons = routes(wanted, standing).map(route -> against(route, wanted.klass(), standing.now())).toList();
    if (reasons.stream().anyMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    return skip(reasons.stream().flatMap(Optional::stream).max(Comparator.naturalOrder()).orElse(Reason.UNREACHABLE));
  }

  private static Optional<Reason> against(Route route, MessageClass klass, Instant now) {
    if (!route.open()) {
      return Optional.of(Reason.UNREACHABLE);
    }
    if (route.blocked()) {
      return Optional.of(Reason.BLOCKED);
    }
    if (klass != MessageClass.REPLY && route.refused()) {
      return Optional.of(Reason.NO_CONSENT);
    }
    if (route.free(now)) {
      return Optional.empty();
    }
    if (route.windowNeeded()) {
      return Optional.of(Reason.WINDOW_CLOSED);
    }
    var kept = klass == MessageClass.MARKETING ? route.reserve() : 0;
    return route.quotaLeft() != null && route.quotaLeft() <= kept ? Optional.of(Reason.QUOTA) : Optional.empty();
  }

  /// What the clock alone will end; of several, what ends last.
  private static Optional<Decision> later(Wanted wanted, Standing standing, Limits limits) {
    if (wanted.klass() != MessageClass.MARKETING) {
      return Optional.empty();
    }
    var now = standing.now();
    var holds = List.of(
        limits.quiet().end(now, standing.zone()).map(end -> new Decision.Hold(Reason.QUIET_HOURS, end)),
        heardEnough(standing, limits).map(end -> new Decision.Hold(Reason.FREQUENCY, end)),
        stale(wanted, standing, limits)
            ? Optional.of(new Decision.Hold(Reason.ORDERS_UNKNOWN, now.plus(ASK_AGAIN)))
            : Optional.<Decision.Hold>empty());
    return holds.stream().flatMap(Optional::stream).max(Comparator.comparing(Decision.Hold::until)).map(hold -> hold);
  }

  /// When so many of those she heard are a day old that another one fits.
  private static Optional<Instant> heardEnough(Standing standing, Limits limits) {
    var within = standing.heard().stream().filter(at -> at.isAfter(standing.now().minus(DAY))).sorted().toList();
    return within.size() < limits.perDay()
        ? Optional.empty()
        : Optional.of(within.get(within.size() - limits.perDay()).plus(DAY));
  }

  private static boolean stale(Wanted wanted, Standing standing, Limits limits) {
    return wanted.unlessOrderedSince() != null && (standing.ordersAsOf() == null
        || standing.ordersAsOf().isBefore(standing.now().minus(limits.ordersFresh())));
  }

  /// What is wanted first; else where she notices it, free first, then what costs least, then where she was last.
  private static Route best(Wanted wanted, Standing standing) {
    var now = standing.now();
    return routes(wanted, standing).filter(route -> against(route, wanted.klass(), now).isEmpty())
        .min(Comparator.comparing((Route route) -> wanted.channels().indexOf(route.channel()))
            .thenComparing(Route::waits)
            .thenComparing(route -> route.costAt(now))
            .thenComparing(Route::usedAt, Comparator.nullsLast(Comparator.reverseOrder())))
        .orElseThrow();
  }

  private static Stream<Route> routes(Wanted wanted, Standing standing) {
    return standing.routes().stream()
        .filter(route -> wanted.channels().isEmpty() || wanted.channels().contains(route.channel()));
  }

  private static Decision send(Route route, Instant now) {
    return new Decision.Send(route.channel(), route.free(now), route.costAt(now));
  }

  private static Optional<Decision> skip(Reason reason) {
    return Optional.of(new Decision.Skip(reason));
  }
}
