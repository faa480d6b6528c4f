package io.parley.demo;

import io.parley.commerce.Catalogue;
import io.parley.commerce.Product;
import io.parley.platform.Settings;
import io.parley.workspace.Workspace;
import java.math.BigDecimal;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// What Kite sells, and whom its staff watch for.
@Component
class KiteShelves {
  private final Settings settings;
  private final Catalogue catalogue;
  private final KiteAudience audience;
  private final JsonMapper json;

  KiteShelves(Settings settings, Catalogue catalogue, KiteAudience audience, JsonMapper json) {
    this.settings = settings;
    this.catalogue = catalogue;
    this.audience = audience;
    this.json = json;
  }

  void fill(Workspace kite) {
    catalogue.put(kite.id(), KiteProduct.all(json).stream().map(this::product).toList());
    audience.gather(kite);
  }

  private Product product(KiteProduct product) {
    return new Product(product.id(), product.name(), BigDecimal.valueOf(product.price()),
        settings.url() + "/shop/art/" + product.id() + ".svg", settings.url() + product.path(), product.category());
  }
}
