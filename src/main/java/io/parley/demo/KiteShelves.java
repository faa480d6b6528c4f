package io.parley.demo;

import io.parley.audience.Rules;
import io.parley.audience.condition.Condition;
import io.parley.commerce.Catalogue;
import io.parley.commerce.Product;
import io.parley.platform.Settings;
import io.parley.workspace.Workspace;
import java.math.BigDecimal;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// What Kite sells, and the first rules its staff made.
@Component
class KiteShelves {
  private final Settings settings;
  private final Catalogue catalogue;
  private final Rules rules;
  private final JsonMapper json;

  KiteShelves(Settings settings, Catalogue catalogue, Rules rules, JsonMapper json) {
    this.settings = settings;
    this.catalogue = catalogue;
    this.rules = rules;
    this.json = json;
  }

  void fill(Workspace kite) {
    catalogue.put(kite.id(), KiteProduct.all(json).stream().map(this::product).toList());
    rule(kite, "托特包看了三次", "對托特包有興趣", Condition.visited("tote", 3, 30));
    rule(kite, "圍巾看了兩次", "想買圍巾", Condition.visited("hand-dyed-linen-scarf", 2, 14));
    rule(kite, "到過結帳頁", "差一步結帳", Condition.visited("/shop/checkout", 1, 7));
  }

  private void rule(Workspace kite, String name, String tag, Condition condition) {
    var drafted = rules.draft(kite.id(), new Rules.Draft(name, tag, condition));
    rules.live(kite.id(), drafted.rule().id());
  }

  private Product product(KiteProduct product) {
    return new Product(product.id(), product.name(), BigDecimal.valueOf(product.price()),
        settings.url() + "/shop/art/" + product.id() + ".svg", settings.url() + product.path(), product.category());
  }
}
