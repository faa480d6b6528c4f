package io.parley.commerce;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
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
  private static final String OUT = "out_of_stock";

  /// What it costs now.
  public @Nullable BigDecimal priceNow() {
    return salePrice != null && (price == null || salePrice.compareTo(price) < 0) ? salePrice : price;
  }

  /// What is good news about it for who wanted it before.
  List<ProductHearing.Change> newsSince(Product before) {
    var news = new ArrayList<ProductHearing.Change>();
    if (OUT.equals(before.availability) && availability != null && !OUT.equals(availability)) {
      news.add(new ProductHearing.Change(ProductHearing.Kind.BACK_IN_STOCK, this));
    }
    var was = before.priceNow();
    var now = priceNow();
    if (was != null && now != null && now.compareTo(was) < 0) {
      news.add(new ProductHearing.Change(ProductHearing.Kind.CHEAPER, this));
    }
    return news;
  }

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
