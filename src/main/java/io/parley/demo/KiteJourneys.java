package io.parley.demo;

import io.parley.journey.Journeys;
import io.parley.platform.Clocks;
import io.parley.workspace.Workspace;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/// The journeys that Kite's staff have live. They have been for a day, so that the carts of the last hours of its
/// history are on their way.
@Component
class KiteJourneys {
  private static final List<String> LIVE = List.of("cart", "care");
  private static final Duration FOR = Duration.ofDays(1);

  private final Journeys journeys;
  private final Clocks clocks;

  KiteJourneys(Journeys journeys, Clocks clocks) {
    this.journeys = journeys;
    this.clocks = clocks;
  }

  void open(Workspace kite) {
    var since = clocks.now(kite.id()).minus(FOR);
    LIVE.forEach(recipe -> journeys.open(kite.id(), recipe, Locale.TRADITIONAL_CHINESE, since));
  }
}
