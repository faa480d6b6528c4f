package io.parley.audience;

import io.parley.platform.Clocks;
import io.parley.support.TestParley;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/// Tests at one running Parley, each with a shop of its own that opened `now`.
abstract class AmongVisitors {
  static final String TOTE = "https://shop.example/products/tote";
  static TestParley parley;
  Visitors shop;
  Instant now;

  @BeforeAll
  static void start() {
    parley = TestParley.shared();
  }

  @AfterAll
  static void stop() {
    parley.close();
  }

  @BeforeEach
  final void openShop() {
    shop = Visitors.of(parley);
    now = parley.get(Clocks.class).now(shop.merchant().workspace().id());
  }

  final Instant ago(int seconds) {
    return now.minusSeconds(seconds).truncatedTo(ChronoUnit.MILLIS);
  }
}
