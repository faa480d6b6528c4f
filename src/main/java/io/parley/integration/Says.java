package io.parley.integration;

import io.parley.platform.Problem;

/// A sentence for the merchant, kept in both languages because nobody knows yet who will read it.
record Says(String zh, String en) {
  Problem problem(String code) {
    return Problem.invalid(code, zh, en);
  }
}
