package io.parley.commerce;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Something the shop sells. Prices are in major units of the workspace's currency; `salePrice` is what it costs now if
/// that is less. `availability` is `in_stock`, `out_of_stock`, `preorder` or `backorder`, as Google's feed has it; null
/// if nobody said.
public record Product(
    String id,
    String name,
    @Nullable BigDecimal price,
    @Nullable String imageUrl,
    @Nullable String url,
    @Nullable String category,
    @Nullable BigDecimal salePrice,
    @Nullable String availability) {

  public Product(
      String id,
      String name,
      @Nullable BigDecimal price,
      @Nullable String imageUrl,
      @Nullable String url,
      @Nullable String category) {
    this(id, name, price, imageUrl, url, category, null, null);
  }
}
