package io.parley.commerce;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Something the shop sells. `price` is in major units of the workspace's currency.
public record Product(
    String id,
    String name,
    @Nullable BigDecimal price,
    @Nullable String imageUrl,
    @Nullable String url,
    @Nullable String category) {}
