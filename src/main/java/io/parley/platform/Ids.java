package io.parley.platform;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;

/// Ids and secrets. Ids are UUID version 7 (RFC 9562 §5.7): made without asking the database, and they sort by the
/// time they were made, so that indexes grow at one end.
public final class Ids {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Ids() {}

  public static UUID next() {
    var bytes = new byte[10];
    RANDOM.nextBytes(bytes);
    var millis = System.currentTimeMillis();
    var high = (millis << 16) | 0x7000L | ((bytes[0] & 0x0FL) << 8) | (bytes[1] & 0xFFL);
    var low = 0L;
    for (var i = 2; i < 10; i++) {
      low = (low << 8) | (bytes[i] & 0xFFL);
    }
    return new UUID(high, (low & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L);
  }

  /// A secret of 160 random bits, safe in addresses and headers.
  public static String secret() {
    var bytes = new byte[20];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  public static String hex(int bytes) {
    var random = new byte[bytes];
    RANDOM.nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  /// A number of `digits` decimal digits, leading zeros kept.
  public static String digits(int digits) {
    var text = new StringBuilder(digits);
    for (var i = 0; i < digits; i++) {
      text.append((char) ('0' + RANDOM.nextInt(10)));
    }
    return text.toString();
  }
}
