package io.parley.customer;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a person said about who is who: the evidence (`code`, `account_link`, `staff`), which member of the team said
/// it and the reason given.
public record Say(String evidence, @Nullable UUID by, @Nullable String reason) {
  public static final String STAFF = "staff";

  boolean byStaff() {
    return evidence.equals(STAFF);
  }
}
