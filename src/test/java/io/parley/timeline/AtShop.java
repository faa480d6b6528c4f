package io.parley.timeline;

import io.parley.support.TestParley;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/// Tests at one running Parley, each with a shop of its own.
abstract class AtShop {
  static TestParley parley;
  Shop shop;

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
    shop = Shop.open(parley);
  }
}
