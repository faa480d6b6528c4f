package io.parley.commerce;

import io.parley.platform.Page;
import io.parley.workspace.Access;
import io.parley.workspace.Workspaces;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ProductApi {
  private static final int MOST = 100;

  private final Catalogue catalogue;
  private final Workspaces workspaces;

  record ProductView(
      String id,
      String name,
      @Nullable Money price,
      @Nullable String imageUrl,
      @Nullable String url,
      @Nullable String category,
      @Nullable Money salePrice,
      @Nullable String availability) {}

  ProductApi(Catalogue catalogue, Workspaces workspaces) {
    this.catalogue = catalogue;
    this.workspaces = workspaces;
  }

  /// Those that match, or those of these ids in their order; at most 100.
  @GetMapping("/api/v1/products")
  Page<ProductView> products(Access access, @RequestParam(defaultValue = "") String query,
      @RequestParam(required = false) @Nullable List<String> ids) {
    var currency = workspaces.get(access.workspace()).currency();
    var found = ids == null ? catalogue.find(access.workspace(), query, MOST) : named(access, ids);
    return Page.all(found.stream().map(product -> view(product, currency)).toList());
  }

  private List<Product> named(Access access, List<String> ids) {
    var wanted = ids.stream().distinct().limit(MOST).toList();
    var known = catalogue.get(access.workspace(), wanted);
    return wanted.stream().map(known::get).filter(Objects::nonNull).toList();
  }

  private static ProductView view(Product product, String currency) {
    return new ProductView(product.id(), product.name(), money(product.price(), currency), product.imageUrl(),
        product.url(), product.category(), money(product.salePrice(), currency), product.availability());
  }

  private static @Nullable Money money(@Nullable BigDecimal amount, String currency) {
    return amount == null ? null : new Money(amount, currency);
  }
}
