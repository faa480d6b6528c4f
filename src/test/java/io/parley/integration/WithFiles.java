package io.parley.integration;

import io.parley.support.Merchant;
import io.parley.support.TestParley;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/// Tests at one running Parley, each with a merchant of its own who brings files.
abstract class WithFiles {
  static TestParley parley;
  Files files;

  @BeforeAll
  static void start() {
    parley = TestParley.shared();
  }

  @AfterAll
  static void stop() {
    parley.close();
  }

  @BeforeEach
  final void found() {
    files = new Files(parley, Merchant.found(parley));
  }
}
