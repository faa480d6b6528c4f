package io.parley.commerce.coupon;

import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What somebody holds: the text for the checkout, what it is for in the shop's words, and until when.
public record Code(CouponId coupon, String text, String name, String says, @Nullable Instant expiresAt) {
  /// Without those that are taken for each other (0 O, 1 I L).
  private static final String SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
  private static final int LENGTH = 10;
  private static final Pattern FORM = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}_-]{3,39}");
  private static final SecureRandom RANDOM = new SecureRandom();

  /// Ten signs out of thirty-one: 49 bits, too many to guess at a checkout that counts the tries.
  static String fresh() {
    var text = new StringBuilder(LENGTH);
    for (var n = 0; n < LENGTH; n++) {
      text.append(SIGNS.charAt(RANDOM.nextInt(SIGNS.length())));
    }
    return text.toString();
  }

  /// As it is kept and compared: full width is half width, small letters are capitals.
  static String plain(String typed) {
    return Normalizer.normalize(typed, Normalizer.Form.NFKC).replaceAll("[\\s\\p{Z}]", "").toUpperCase(Locale.ROOT);
  }

  static boolean fits(String plain) {
    return FORM.matcher(plain).matches();
  }
}
