package io.parley.integration;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one row says, parsed once. Rows with one `key` are told together.
sealed interface Line {
  String key();

  /// Whom a row names, each in its plain form: the phone as E.164, the e-mail in small letters.
  record Person(
      @Nullable String member, @Nullable String phone, @Nullable String email, @Nullable String account,
      @Nullable String name) {
    boolean nobody() {
      return member == null && phone == null && email == null;
    }

    /// The strongest name: it does not change when a weaker one does.
    String key() {
      return member != null ? "member " + member : phone != null ? "phone " + phone : "email " + email;
    }
  }

  record OfCustomer(Person person, Map<String, String> traits, List<String> tags, @Nullable Instant joinedAt)
      implements Line {
    @Override
    public String key() {
      return person.key();
    }
  }

  record OfTag(Person person, List<String> tags, @Nullable Instant since) implements Line {
    @Override
    public String key() {
      return person.key() + " " + String.join(",", tags);
    }
  }

  /// One line of an order. `quantity` is negative for what came back; `sum` is that of the line. `total` is the whole
  /// order's where the file says it, on each of its lines.
  record OfOrder(
      String number, Instant at, ShopOrder.State state, Person buyer, @Nullable String productId,
      @Nullable String productName, int quantity, @Nullable BigDecimal price, BigDecimal sum,
      @Nullable BigDecimal total, @Nullable BigDecimal shipping, @Nullable BigDecimal refunded, String currency)
      implements Line {
    @Override
    public String key() {
      return number;
    }
  }

  record OfProduct(
      String id, String name, @Nullable BigDecimal price, @Nullable BigDecimal salePrice, @Nullable String imageUrl,
      @Nullable String url, @Nullable String category, @Nullable String availability) implements Line {
    @Override
    public String key() {
      return id;
    }
  }
}
