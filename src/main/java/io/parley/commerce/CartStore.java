package io.parley.commerce;

import io.parley.customer.CustomerId;
import io.parley.customer.IdentityId;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Repository
class CartStore {
  static final JsonMapper JSON = JsonMapper.builder().build();
  static final TypeReference<List<Item>> ITEMS = new TypeReference<>() {};

  private final Database database;

  record Kept(IdentityId identity, CustomerId customer, Cart cart) {}

  CartStore(Database database) {
    this.database = database;
  }

  /// The carts of these customers, each with the identity it hangs on.
  List<Kept> of(WorkspaceId workspace, Collection<CustomerId> customers) {
    return database.sql().sql("""
        select cart.identity_id, person.customer_id, cart.items, cart.emptied_at, cart.updated_at
        from customer.person join commerce.cart using (workspace_id, identity_id)
        where person.workspace_id = :workspace and person.customer_id = any(:customers::uuid[])
        """)
        .param("workspace", workspace.value())
        .param("customers", customers.stream().map(CustomerId::toString).toArray(String[]::new))
        .query((row, n) -> new Kept(
            new IdentityId(row.getObject("identity_id", UUID.class)),
            new CustomerId(row.getObject("customer_id", UUID.class)),
            cart(row)))
        .list();
  }

  void save(WorkspaceId workspace, Map<IdentityId, Cart> carts) {
    var entries = List.copyOf(carts.entrySet());
    database.sql().sql("""
        insert into commerce.cart as c (workspace_id, identity_id, items, emptied_at, updated_at)
        select :workspace, identity_id, items, emptied_at, updated_at
        from unnest(:identities::uuid[], :items::jsonb[], :emptied::timestamptz[], :updated::timestamptz[])
             as t (identity_id, items, emptied_at, updated_at)
        order by identity_id
        on conflict (workspace_id, identity_id) do update
          set items = excluded.items, emptied_at = excluded.emptied_at, updated_at = excluded.updated_at
        """)
        .param("workspace", workspace.value())
        .param("identities", entries.stream().map(entry -> entry.getKey().toString()).toArray(String[]::new))
        .param("items", entries.stream()
            .map(entry -> JSON.writeValueAsString(entry.getValue().items())).toArray(String[]::new))
        .param("emptied", entries.stream().map(entry -> text(entry.getValue().emptiedAt())).toArray(String[]::new))
        .param("updated", entries.stream().map(entry -> text(entry.getValue().updatedAt())).toArray(String[]::new))
        .update();
  }

  private static Cart cart(ResultSet row) throws SQLException {
    var emptied = row.getTimestamp("emptied_at");
    return new Cart(JSON.readValue(row.getString("items"), ITEMS), emptied == null ? null : emptied.toInstant(),
        row.getTimestamp("updated_at").toInstant());
  }

  List<CustomerId> filled(WorkspaceId workspace, int most) {
    return database.sql().sql("""
        select distinct person.customer_id from commerce.cart join customer.person using (workspace_id, identity_id)
        where cart.workspace_id = :workspace and cart.items <> '[]' limit :most
        """)
        .param("workspace", workspace.value())
        .param("most", most)
        .query((row, n) -> new CustomerId(row.getObject(1, UUID.class)))
        .list();
  }

  static @Nullable String text(@Nullable Instant at) {
    return at == null ? null : at.toString();
  }
}
