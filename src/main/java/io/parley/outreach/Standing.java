package io.parley.outreach;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How a person stands at one instant, as far as a message to her depends on it; read in one statement a question.
///
/// @param orderedAt when she placed the last order that stands; null if she never did
/// @param ordersAsOf when the shop last told what she bought; null if it never did
/// @param bought products she has bought within the window in which they are not promoted again
/// @param heard when marketing was sent to her within the last 24 hours, over all channels, the earliest first
public record Standing(
    Instant now,
    ZoneId zone,
    boolean blockedByMerchant,
    boolean holdout,
    @Nullable Instant orderedAt,
    @Nullable Instant ordersAsOf,
    Set<String> bought,
    List<Instant> heard,
    List<Route> routes) {

  public Standing {
    bought = Set.copyOf(bought);
    heard = List.copyOf(heard);
    routes = List.copyOf(routes);
  }

  /// What the merchant set. `perDay` marketing messages reach one person within any 24 hours.
  public record Limits(int perDay, QuietHours quiet, Duration ordersFresh) {
    public static final Limits USUAL = new Limits(1, QuietHours.USUAL, Duration.ofMinutes(5));
  }

  /// What is to be sent. `channels` may carry it, the first that can does, the best if it is empty; `products` are
  /// those it promotes; it must not go out to somebody who has ordered since `unlessOrderedSince`, null if that does
  /// not matter.
  public record Wanted(MessageClass klass, List<String> channels, Set<String> products,
      @Nullable Instant unlessOrderedSince) {
    public Wanted {
      channels = List.copyOf(channels);
      products = Set.copyOf(products);
    }
  }
}
