package io.parley.commerce;

import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Repository;

@Repository
class ProductStore {
  private static final RowMapper<Product> PRODUCT = (row, n) -> new Product(
      row.getString("id"),
      row.getString("name"),
      row.getBigDecimal("price"),
      row.getString("image_url"),
      row.getString("url"),
      row.getString("category"),
      row.getBigDecimal("sale_price"),
      row.getString("availability"));

  private final Database database;

  ProductStore(Database database) {
    this.database = database;
  }

  /// What the merchant gives replaces what is there; what a page told only adds what is not there yet.
  void save(WorkspaceId workspace, List<Product> products, boolean given, Instant at) {
    database.sql().sql("""
        insert into commerce.product as p
          (workspace_id, id, name, price, image_url, url, category, sale_price, availability, given, changed_at)
        select :workspace, id, name, price, image_url, url, category, sale_price, availability, :given, :at
        from unnest(:ids::text[], :names::text[], :prices::numeric[], :images::text[], :urls::text[],
                    :categories::text[], :sales::numeric[], :availabilities::text[])
             as t (id, name, price, image_url, url, category, sale_price, availability)
        order by id
        on conflict (workspace_id, id) do update
          set name = excluded.name, price = excluded.price, image_url = excluded.image_url, url = excluded.url,
              category = excluded.category, sale_price = excluded.sale_price, availability = excluded.availability,
              given = true,
              changed_at = excluded.changed_at
          where excluded.given
        """)
        .param("workspace", workspace.value())
        .param("given", given)
        .param("at", Timestamp.from(at))
        .param("ids", texts(products, Product::id))
        .param("names", texts(products, Product::name))
        .param("prices", texts(products, product -> plain(product.price())))
        .param("images", texts(products, Product::imageUrl))
        .param("urls", texts(products, Product::url))
        .param("categories", texts(products, Product::category))
        .param("sales", texts(products, product -> plain(product.salePrice())))
        .param("availabilities", texts(products, Product::availability))
        .update();
  }

  List<Product> find(WorkspaceId workspace, String query, int limit) {
    return database.sql().sql("""
        select id, name, price, image_url, url, category, sale_price, availability from commerce.product
        where workspace_id = :workspace and strpos(lower(name || ' ' || id), lower(:query)) > 0
        order by given desc, name, id
        limit :limit
        """)
        .param("workspace", workspace.value())
        .param("query", query)
        .param("limit", limit)
        .query(PRODUCT)
        .list();
  }

  List<Product> byIds(WorkspaceId workspace, Collection<String> ids) {
    return database.sql().sql("""
        select id, name, price, image_url, url, category, sale_price, availability from commerce.product
        where workspace_id = :workspace and id = any(:ids::text[])
        """)
        .param("workspace", workspace.value())
        .param("ids", ids.toArray(String[]::new))
        .query(PRODUCT)
        .list();
  }

  private static String[] texts(List<Product> products, Function<Product, @Nullable String> field) {
    return products.stream().map(field).toArray(String[]::new);
  }

  private static @Nullable String plain(@Nullable BigDecimal amount) {
    return amount == null ? null : amount.toPlainString();
  }
}
