package io.parley.widget;

import io.parley.customer.CustomerRef;
import io.parley.customer.Customers;
import io.parley.customer.IdentityId;
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

/// The pages that known customers look at now. In the memory of the node that was told, for as long as the browser keeps
/// telling; stored nowhere. Of somebody who is not a customer yet nothing is remembered at all.
@Component
public class Presence {
  private static final Duration FRESH = Duration.ofSeconds(50);
  private static final int MAX_KNOWN = 100_000;

  private final Customers customers;
  private final Feed feed;
  private final Clocks clocks;
  private final JsonMapper json;
  private final Map<IdentityId, Look> looks = new ConcurrentHashMap<>();

  /// A page being looked at.
  public record Viewing(String url, @Nullable String title, Instant since) {}

  private record Look(Viewing viewing, Instant heard) {}

  private record Frame(String type, String customerId, @Nullable Viewing viewing) {}

  Presence(Customers customers, Feed feed, Clocks clocks, JsonMapper json) {
    this.customers = customers;
    this.feed = feed;
    this.clocks = clocks;
    this.json = json;
  }

  /// What these identities look at now, latest first.
  public List<Viewing> of(Collection<IdentityId> identities) {
    var now = clocks.wall();
    return identities.stream()
        .map(looks::get)
        .filter(look -> look != null && fresh(look, now))
        .map(Look::viewing)
        .sorted(Comparator.comparing(Viewing::since).reversed())
        .toList();
  }

  void view(WorkspaceId workspace, String anonymousId, String url, @Nullable String title) {
    known(workspace, anonymousId).ifPresent(identity -> {
      var now = clocks.wall();
      var before = looks.get(identity);
      sweep(now);
      if (before != null && before.viewing.url().equals(url) && fresh(before, now)) {
        looks.put(identity, new Look(before.viewing, now));
      } else {
        var viewing = new Viewing(url, title, clocks.now(workspace));
        looks.put(identity, new Look(viewing, now));
        tell(workspace, identity, viewing);
      }
    });
  }

  void leave(WorkspaceId workspace, String anonymousId) {
    known(workspace, anonymousId).ifPresent(identity -> {
      if (looks.remove(identity) != null) {
        tell(workspace, identity, null);
      }
    });
  }

  private Optional<IdentityId> known(WorkspaceId workspace, String anonymousId) {
    return customers.find(workspace, IdentityKey.visitor(anonymousId));
  }

  private void tell(WorkspaceId workspace, IdentityId identity, @Nullable Viewing viewing) {
    Optional.ofNullable(customers.refs(workspace, List.of(identity)).get(identity))
        .map(CustomerRef::id)
        .ifPresent(customer -> feed.signal(workspace,
            json.writeValueAsString(new Frame("viewing", customer.toString(), viewing))));
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
