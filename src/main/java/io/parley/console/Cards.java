package io.parley.console;

import io.parley.channel.Content;
import io.parley.commerce.Catalogue;
import io.parley.conversation.Shelf;
import io.parley.platform.WorkspaceId;
import io.parley.workspace.Workspaces;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/// Product cards of the inbox, filled from the catalogue as it is now.
@Component
class Cards implements Shelf {
  private final Catalogue catalogue;
  private final Workspaces workspaces;

  Cards(Catalogue catalogue, Workspaces workspaces) {
    this.catalogue = catalogue;
    this.workspaces = workspaces;
  }

  @Override
  public List<Content.Product> products(WorkspaceId workspace, List<String> ids) {
    var known = catalogue.get(workspace, ids);
    var shop = workspaces.get(workspace);
    return ids.stream().distinct().map(known::get).filter(Objects::nonNull).map(product -> {
      var price = Objects.requireNonNullElse(product.priceNow(), BigDecimal.ZERO);
      var url = product.url() == null ? shop.shopUrl() + "/products/" + product.id() : product.url();
      return new Content.Product(product.id(), product.name(), new Content.Price(price, shop.currency()),
          product.imageUrl(), url);
    }).toList();
  }
}
