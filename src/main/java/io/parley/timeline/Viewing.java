package io.parley.timeline;

import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.customer.IdentityKey;
import io.parley.platform.Clocks;
import io.parley.platform.Feed;
import io.parley.platform.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// The pages that known customers look at now. In the memory of the node that was told, for as long as the browser
/// keeps telling; stored nowhere. Of somebody who is not a customer yet nothing is remembered at all.
@Component
public final class Viewing {
  private static final Duration FRESH = Duration.ofSeconds(50);
  private static final int MAX_KNOWN = 100_000;

  private final Customers customers;
  private final Feed feed;
  private final Clocks clocks;
  private final JsonMapper json;
  private final Map<Browser, Look> looks = new ConcurrentHashMap<>();

  /// A page being looked at.
  public record PageView(String url, @Nullable String title, Instant since) {}

  private record Browser(WorkspaceId workspace, String anonymousId) {}

  private record Look(PageView page, Instant heard) {}

  private record Frame(String type, String customerId) {}

  Viewing(Customers customers, Feed feed, Clocks clocks, JsonMapper json) {
    this.customers = customers;
    this.feed = feed;
    this.clocks = clocks;
    this.json = json;
  }

  /// What the browsers with these anonymous ids look at now, latest first.
  public List<PageView> of(WorkspaceId workspace, Collection<String> anonymousIds) {
    var now = clocks.wall();
    return anonymousIds.stream()
        .map(id -> looks.get(new Browser(workspace, id)))
        .filter(look -> look != null && fresh(look, now))
        .map(Look::page)
        .sorted(Comparator.comparing(PageView::since).reversed())
        .toList();
  }

  /// The browser shows this page. Told again and again while it does.
  public void view(WorkspaceId workspace, String anonymousId, String url, @Nullable String title) {
    customer(workspace, anonymousId).ifPresent(customer -> {
      var browser = new Browser(workspace, anonymousId);
      var now = clocks.wall();
      var before = looks.get(browser);
      sweep(now);
      if (before != null && before.page.url().equals(url) && fresh(before, now)) {
        looks.put(browser, new Look(before.page, now));
      } else {
        looks.put(browser, new Look(new PageView(url, title, clocks.now(workspace)), now));
        tell(workspace, customer);
      }
    });
  }

  /// The browser has left, or hides the page.
  public void leave(WorkspaceId workspace, String anonymousId) {
    if (looks.remove(new Browser(workspace, anonymousId)) != null) {
      customer(workspace, anonymousId).ifPresent(customer -> tell(workspace, customer));
    }
  }

  private Optional<CustomerId> customer(WorkspaceId workspace, String anonymousId) {
    return customers.find(workspace, IdentityKey.visitor(anonymousId))
        .flatMap(identity -> customers.of(workspace, identity));
  }

  private void tell(WorkspaceId workspace, CustomerId customer) {
    feed.signal(workspace, json.writeValueAsString(new Frame("viewing", customer.toString())));
  }

  private void sweep(Instant now) {
    if (looks.size() > MAX_KNOWN) {
      looks.values().removeIf(look -> !fresh(look, now));
    }
  }

  private static boolean fresh(Look look, Instant now) {
    return Duration.between(look.heard, now).compareTo(FRESH) < 0;
  }
}
