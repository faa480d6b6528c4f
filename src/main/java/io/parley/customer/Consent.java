package io.parley.customer;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One word of a customer: yes or no to a purpose on a channel, and what she was shown when she said it. `source` is
/// `page` (her own preference page), `unsubscribe` (one click in a mail), `complaint` (she told her mail provider
/// that ours is spam), `keep_cart` (in the widget), `staff` or `import`.
public record Consent(
    Purpose purpose,
    Channel channel,
    boolean granted,
    String wording,
    String source,
    @Nullable UUID by,
    Instant at) {
  public static final int LONGEST_WORDING = 1_000;

  /// `any` where the channel does not matter.
  public enum Channel {
    any, line, email, sms, web
  }

  public enum Purpose {
    marketing, service, analytics
  }
}
