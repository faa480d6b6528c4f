package io.parley.console;

import com.fasterxml.jackson.annotation.JsonValue;
import io.parley.customer.IdentityKey;
import java.util.Collection;
import java.util.Locale;

/// How far a customer has come: seen, reachable, known to the shop, back for more.
enum Lifecycle {
  VISITOR,
  LEAD,
  MEMBER,
  REPEAT;

  static Lifecycle of(Collection<String> identityKinds, int orders) {
    if (orders >= 2) {
      return REPEAT;
    }
    if (orders == 1 || identityKinds.contains(IdentityKey.MEMBER)) {
      return MEMBER;
    }
    return identityKinds.stream().allMatch(IdentityKey.VISITOR::equals) ? VISITOR : LEAD;
  }

  @JsonValue
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
