package io.parley.journey.flow;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// A lot that is drawn once and for all: the same name has the same place among ten thousand.
public final class Lot {
  public static final int PLACES = 10_000;
  public static final int A_PERCENT = PLACES / 100;

  private Lot() {}

  public static int of(String name) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      var number = (hash[0] & 0xFFL) << 24 | (hash[1] & 0xFFL) << 16 | (hash[2] & 0xFFL) << 8 | hash[3] & 0xFFL;
      return (int) (number % PLACES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
