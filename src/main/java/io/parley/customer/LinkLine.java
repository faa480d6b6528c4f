package io.parley.customer;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Why an identity belongs to its customer: `identity` came through `through`. `leaving` are those that would be
/// somebody else again if this link were taken back.
public record LinkLine(
    IdentityId identity,
    IdentityId through,
    String evidence,
    Confidence confidence,
    Instant at,
    @Nullable UUID by,
    @Nullable String reason,
    List<IdentityId> leaving) {

  /// How sure it is. `proven`: she showed both herself. `strong`: one signed-in call named both. `stated`: the team
  /// said so.
  public enum Confidence {
    proven, strong, stated;

    static Confidence of(String evidence) {
      return switch (evidence) {
        case "code", "account_link" -> proven;
        case Say.STAFF -> stated;
        default -> strong;
      };
    }
  }
}
