package io.parley.outreach;

import io.parley.commerce.ShopOrders;
import io.parley.customer.IdentityId;
import io.parley.platform.Clocks;
import io.parley.platform.WorkspaceId;
import io.parley.timeline.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Makes sure of what somebody has ordered before she is reminded: asks the shop, where it can be asked, and waits
/// until everything that was told by then is folded. Calls strangers: never inside a transaction.
///
/// A shop without a connector tells each order itself, as an event, when it is placed; what it told is known once the
/// log is folded up to now. So its orders are as fresh as the fold, and a fold that lags makes reminders wait.
@Component
class Asking {
  private static final Logger LOG = LoggerFactory.getLogger(Asking.class);
  private static final Duration FOLD_WAIT = Duration.ofSeconds(3);
  private static final Duration BREATH = Duration.ofMillis(10);

  private final List<ShopOrders> shops;
  private final Timeline timeline;
  private final Clocks clocks;

  Asking(List<ShopOrders> shops, Timeline timeline, Clocks clocks) {
    this.shops = shops;
    this.timeline = timeline;
    this.clocks = clocks;
  }

  /// When it became known what each of these has ordered. Whose orders are not known is left out.
  Map<IdentityId, Instant> asOf(WorkspaceId workspace, Set<IdentityId> persons) {
    if (persons.isEmpty()) {
      return Map.of();
    }
    var answered = new HashSet<>(persons);
    for (var shop : shops) {
      if (shop.serves(workspace)) {
        answered.retainAll(ask(shop, workspace, persons));
      }
    }
    var now = clocks.now(workspace);
    if (!folded(workspace)) {
      return Map.of();
    }
    var asOf = new HashMap<IdentityId, Instant>();
    answered.forEach(person -> asOf.put(person, now));
    return asOf;
  }

  private static Set<IdentityId> ask(ShopOrders shop, WorkspaceId workspace, Set<IdentityId> persons) {
    try {
      return shop.ask(workspace, persons);
    } catch (RuntimeException silent) {
      LOG.warn("A shop of workspace {} did not answer what was ordered; reminders wait", workspace, silent);
      return Set.of();
    }
  }

  private boolean folded(WorkspaceId workspace) {
    var until = clocks.wall();
    var deadline = System.nanoTime() + FOLD_WAIT.toNanos();
    while (!timeline.folded(workspace, until)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      LockSupport.parkNanos(BREATH.toNanos());
    }
    return true;
  }
}
