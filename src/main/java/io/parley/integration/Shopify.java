package io.parley.integration;

import io.parley.commerce.ShopOrders;
import io.parley.customer.IdentityId;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Outside;
import io.parley.platform.Worker;
import io.parley.platform.Workers;
import io.parley.platform.WorkspaceId;
import io.parley.timeline.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Asks Shopify: for the history once a shop is connected, every five minutes for orders that no webhook told of, and
/// at once before somebody is reminded. What changed since the last time is asked for the whole shop: that is one
/// request for however many people.
@Component
class Shopify implements ShopOrders {
  private static final Logger LOG = LoggerFactory.getLogger(Shopify.class);
  private static final Duration POLL = Duration.ofSeconds(2);
  private static final Duration CLAIMED_FOR = Duration.ofMinutes(1);
  private static final Duration EVERY = Duration.ofMinutes(5);
  private static final Duration AFTER_FAILURE = Duration.ofMinutes(2);
  /// Shopify's lists lag behind a little, and its clock is not ours.
  private static final Duration OVERLAP = Duration.ofMinutes(3);
  private static final Duration LONGEST = Duration.ofSeconds(8);
  private static final int MOST_PAGES = 40;
  private static final int MOST_BEHIND = 20_000;

  private final ShopifyShops shops;
  private final ShopifyStore store;
  private final ShopifyClient client;
  private final ShopifyTelling telling;
  private final Timeline timeline;
  private final Database database;
  private final Clocks clocks;
  private final Worker history;
  private final Worker poll;

  Shopify(ShopifyShops shops, ShopifyStore store, ShopifyClient client, ShopifyTelling telling, Timeline timeline,
      Database database, Clocks clocks, Workers workers) {
    this.shops = shops;
    this.store = store;
    this.client = client;
    this.telling = telling;
    this.timeline = timeline;
    this.database = database;
    this.clocks = clocks;
    this.history = workers.add("shopify history", POLL, this::bring);
    this.poll = workers.add("shopify poll", POLL, this::round);
  }

  @Override
  public boolean serves(WorkspaceId workspace) {
    return !shops.all(workspace).isEmpty();
  }

  /// An order that was placed a moment ago is among what changed, whoever placed it.
  @Override
  public Set<IdentityId> ask(WorkspaceId workspace, Set<IdentityId> persons) {
    for (var shop : shops.all(workspace)) {
      if (!polled(shop)) {
        return Set.of();
      }
    }
    return persons;
  }

  void wake() {
    history.wake();
    poll.wake();
  }

  private boolean round() {
    var now = clocks.wall();
    var due = database.engine(() -> store.claimPoll(now, now.plus(EVERY)));
    due.ifPresent(this::polled);
    return due.isPresent();
  }

  /// False if the shop gave no whole answer.
  private boolean polled(ShopifyStore.Shop shop) {
    var begun = clocks.wall();
    try {
      var door = shops.door(shop);
      @Nullable String cursor = null;
      var found = 0;
      for (var page = 0; page < MOST_PAGES; page++) {
        var listed = client.changed(door, shop.polledUntil().minus(OVERLAP), cursor);
        found += database.tenant(shop.workspace(), () -> telling.orders(shop, listed.items()));
        cursor = listed.next();
        if (cursor == null) {
          var missed = found;
          database.tenant(shop.workspace(), () -> store.polled(shop, begun, missed));
          return true;
        }
        reached(shop, listed.items());
        if (Duration.between(begun, clocks.wall()).compareTo(LONGEST) > 0) {
          return false;
        }
      }
      return false;
    } catch (ShopifyClient.Refused no) {
      database.tenant(shop.workspace(), () -> store.fail(shop.workspace(), shop.id(), ShopifyShops.why(no.status())));
    } catch (ShopifyClient.TooFast | Outside.Unreachable | Outside.Forbidden away) {
      LOG.info("Shopify shop {} was not polled: {}", shop.id(), away.getMessage());
    }
    return false;
  }

  /// A long list that is cut off goes on where it was.
  private void reached(ShopifyStore.Shop shop, List<JsonNode> page) {
    var last = page.isEmpty() ? null : ShopifyBody.version(page.getLast());
    if (last != null) {
      database.tenant(shop.workspace(), () -> store.polled(shop, last, 0));
    }
  }

  /// Brings one page of a history, and lets everybody else's events go first.
  private boolean bring() {
    if (timeline.behind(MOST_BEHIND) >= MOST_BEHIND) {
      return false;
    }
    var now = clocks.wall();
    var claimed = database.engine(() -> store.claim(now, now.plus(CLAIMED_FOR)));
    if (claimed.isEmpty()) {
      return false;
    }
    var part = claimed.get();
    try {
      page(part, shops.get(part.workspace(), part.shop()));
    } catch (ShopifyClient.TooFast fast) {
      later(part, now.plus(fast.pause()));
    } catch (ShopifyClient.Refused no) {
      database.tenant(part.workspace(),
          () -> store.fail(part.workspace(), part.shop(), ShopifyShops.why(no.status())));
      later(part, now.plus(AFTER_FAILURE));
    } catch (Outside.Unreachable | Outside.Forbidden away) {
      LOG.info("Shopify's {} of {} wait: {}", part.kind(), part.shop(), away.getMessage());
      later(part, now.plus(AFTER_FAILURE));
    }
    return true;
  }

  /// The page and how far the history is commit together.
  private void page(ShopifyStore.History part, ShopifyStore.Shop shop) {
    var door = shops.door(shop);
    if (part.total() == null) {
      var total = client.count(door, part.kind());
      database.tenant(part.workspace(), () -> store.total(part, total));
    }
    var listed = client.page(door, part.kind(), part.cursor());
    database.tenant(part.workspace(), () -> {
      if (store.brought(part, listed.items().size(), listed.next(), clocks.wall())) {
        telling.page(shop, part.kind(), listed.items());
      }
    });
  }

  private void later(ShopifyStore.History part, Instant at) {
    database.tenant(part.workspace(), () -> store.later(part, at));
  }
}
