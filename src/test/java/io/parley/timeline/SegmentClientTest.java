package io.parley.timeline;

import static io.parley.customer.IdentityKey.member;
import static io.parley.customer.IdentityKey.visitor;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.customer.Customers;
import io.parley.support.NodePackages;
import io.parley.support.TestParley;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The npm package `@segment/analytics-node`, unmodified, works with nothing but its host changed.
class SegmentClientTest {
  @Test
  void thePublishedNodeClientIsUnderstood() throws Exception {
    NodePackages.install();
    try (var parley = TestParley.shared()) {
      var shop = Shop.open(parley);
      NodePackages.run(List.of("node", "segment.mjs", parley.url(), shop.writeKey()));
      shop.settle();
      assertThat(shop.ledger()).isEqualTo(new Ledger(26, 26, 0, 0, 0, 0, 0));
      assertThat(shop.customer(visitor("node-visitor"))).isEqualTo(shop.customer(member("node-member")));
      assertThat(shop.timeline(member("node-member"))).hasSize(26);
      var view = parley.get(Customers.class).view(shop.workspace(), shop.customer(member("node-member"))).orElseThrow();
      assertThat(view.name()).isEqualTo("林郁晴");
      assertThat(shop.timeline(member("node-member"))).filteredOn(entry -> entry.name().equals("Clicked"))
          .allSatisfy(entry -> assertThat(entry.at()).isBetween("2026-05-01T09:59:55Z", "2026-05-01T10:00:05Z"));
    }
  }
}
