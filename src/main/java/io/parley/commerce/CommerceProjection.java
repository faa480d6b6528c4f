package io.parley.commerce;

import io.parley.customer.CustomerId;
import io.parley.platform.WorkspaceId;
import io.parley.timeline.Batch;
import io.parley.timeline.FactKind;
import io.parley.timeline.Projection;
import io.parley.timeline.Recompute;
import io.parley.timeline.Stage;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Turns the shop's events into products, carts and orders: one read and one write of each a batch. Carts and orders
/// are told in the order of the log: what becomes of them must not depend on how the log was cut into batches.
@Component
class CommerceProjection implements Projection, Recompute {
  private final Catalogue catalogue;
  private final Carts carts;
  private final Orders orders;
  private final CheckoutLinks links;

  CommerceProjection(Catalogue catalogue, Carts carts, Orders orders, CheckoutLinks links) {
    this.catalogue = catalogue;
    this.carts = carts;
    this.orders = orders;
    this.links = links;
  }

  @Override
  public Stage stage() {
    return Stage.COMMERCE;
  }

  @Override
  public void apply(Batch batch) {
    var heard = batch.facts(FactKind.TRACK)
        .map(fact -> ShopEvents.read(fact).map(event -> new Told(fact, event)).orElse(null))
        .filter(Objects::nonNull)
        .toList();
    var told = heard.stream().sorted(Comparator.comparing(one -> one.fact().at())).toList();
    if (told.isEmpty()) {
      return;
    }
    catalogue.learn(batch.workspace(), seen(told));
    var sent = links.sent(batch.workspace(), told);
    carts.apply(batch.workspace(), heard, sent);
    orders.apply(batch, heard);
    links.apply(batch, told, sent);
  }

  /// Orders stay with their identities; who merged or parted has bought more or less by that.
  @Override
  public void recompute(WorkspaceId workspace, Set<CustomerId> changed) {
    orders.count(workspace, changed);
  }

  private static List<Product> seen(List<Told> told) {
    return told.stream()
        .map(one -> one.event() instanceof ShopEvent.Seen seen ? seen.product() : null)
        .filter(Objects::nonNull)
        .toList();
  }
}
