package io.parley.customer;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How far a customer has come: seen, reachable, known to the shop, back for more, gone quiet. The one definition, for
/// the list of customers and for conditions. Orders that were cancelled do not count.
public enum Lifecycle {
  VISITOR,
  LEAD,
  MEMBER,
  REPEAT,
  LAPSED;

  /// Who bought, and not again for this long, has lapsed; from that instant on, until the next order.
  public static final Duration QUIET = Duration.ofDays(180);

  /// `lastOrderAt` is null if she ordered nothing.
  public static Lifecycle of(
      Collection<String> identityKinds, int orders, @Nullable Instant lastOrderAt, Instant now) {
    if (orders > 0 && lastOrderAt != null && !now.isBefore(lastOrderAt.plus(QUIET))) {
      return LAPSED;
    }
    if (orders >= 2) {
      return REPEAT;
    }
    if (orders == 1 || identityKinds.contains(IdentityKey.MEMBER)) {
      return MEMBER;
    }
    return identityKinds.stream().allMatch(IdentityKey.VISITOR::equals) ? VISITOR : LEAD;
  }

  public static Optional<Lifecycle> of(String word) {
    return Arrays.stream(values()).filter(stage -> stage.word().equals(word)).findFirst();
  }

  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
