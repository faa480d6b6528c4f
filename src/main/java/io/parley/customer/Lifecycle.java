package io.parley.customer;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/// How far a customer has come: seen, reachable, known to the shop, back for more. The column `stage` says the same.
public enum Lifecycle {
  VISITOR,
  LEAD,
  MEMBER,
  REPEAT;

  public static Lifecycle of(Collection<String> identityKinds, int orders) {
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
