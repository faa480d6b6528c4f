package io.parley.demo;

import io.parley.commerce.Catalogue;
import io.parley.commerce.CheckoutLinks;
import io.parley.commerce.Product;
import io.parley.platform.Settings;
import io.parley.workspace.Workspace;
import java.math.BigDecimal;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// What Kite sells, and whom its staff watch for.
@Component
class KiteShelves {
  private static final int LINK_DAYS = 7;

  private final Settings settings;
  private final Catalogue catalogue;
  private final CheckoutLinks links;
  private final KiteCoupons coupons;
  private final KiteEntries entries;
  private final KiteAudience audience;
  private final KiteJourneys journeys;
  private final JsonMapper json;

  KiteShelves(Settings settings, Catalogue catalogue, CheckoutLinks links, KiteCoupons coupons,
      KiteEntries entries, KiteAudience audience, KiteJourneys journeys, JsonMapper json) {
    this.settings = settings;
    this.catalogue = catalogue;
    this.links = links;
    this.coupons = coupons;
    this.entries = entries;
    this.audience = audience;
    this.journeys = journeys;
    this.json = json;
  }

  void fill(Workspace kite) {
    catalogue.put(kite.id(), KiteProduct.all(json).stream().map(this::product).toList());
    links.handOver(kite.id(), settings.url() + "/shop/checkout?parley_cart={token}", LINK_DAYS);
    coupons.print(kite);
    entries.print(kite);
    audience.gather(kite);
    journeys.open(kite);
  }

  private Product product(KiteProduct product) {
    return new Product(product.id(), product.name(), BigDecimal.valueOf(product.price()),
        settings.url() + "/shop/art/" + product.id() + ".png", settings.url() + product.path(), product.category());
  }
}
