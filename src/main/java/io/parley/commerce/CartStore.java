package io.parley.commerce;

import static java.util.stream.Collectors.joining;

import io.parley.customer.CustomerId;
import io.parley.customer.IdentityId;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Repository
class CartStore {
  static final JsonMapper JSON = JsonMapper.builder().build();
  static final TypeReference<List<Item>> ITEMS = new TypeReference<>() {};

  private final Database database;

  record Kept(IdentityId identity, CustomerId customer, Cart cart) {
    Kept since(Instant order) {
      return new Kept(identity, customer, cart.since(order));
    }
  }

  CartStore(Database database) {
    this.database = database;
  }

  /// The carts of these customers, each with the identity it hangs on, as that identity told it.
  List<Kept> of(WorkspaceId workspace, Collection<CustomerId> customers) {
    return database.sql().sql("""
        select cart.identity_id, person.customer_id, cart.items, cart.told_at, cart.emptied_at, cart.updated_at
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

  void each(WorkspaceId workspace, BiConsumer<IdentityId, Cart> with) {
    database.sql().sql("""
        select identity_id, items, told_at, emptied_at, updated_at from commerce.cart where workspace_id = :workspace
        """)
        .param("workspace", workspace.value())
        .query(row -> {
          with.accept(new IdentityId(row.getObject("identity_id", UUID.class)), cart(row));
        });
  }

  void save(WorkspaceId workspace, Map<IdentityId, Cart> carts) {
    var entries = List.copyOf(carts.entrySet());
    database.sql().sql("""
        insert into commerce.cart as c (workspace_id, identity_id, items, told_at, emptied_at, updated_at)
        select :workspace, identity_id, items, told_at::timestamptz[], emptied_at, updated_at
        from unnest(:identities::uuid[], :items::jsonb[], :told::text[], :emptied::timestamptz[],
             :updated::timestamptz[]) as t (identity_id, items, told_at, emptied_at, updated_at)
        order by identity_id
        on conflict (workspace_id, identity_id) do update
          set items = excluded.items, told_at = excluded.told_at, emptied_at = excluded.emptied_at,
            updated_at = excluded.updated_at
        """)
        .param("workspace", workspace.value())
        .param("identities", entries.stream().map(entry -> entry.getKey().toString()).toArray(String[]::new))
        .param("items", entries.stream()
            .map(entry -> JSON.writeValueAsString(entry.getValue().lines().stream().map(Cart.Line::item).toList()))
            .toArray(String[]::new))
        .param("told", entries.stream().map(entry -> entry.getValue().lines().stream()
            .map(line -> line.at().toString()).collect(joining(",", "{", "}"))).toArray(String[]::new))
        .param("emptied", entries.stream().map(entry -> text(entry.getValue().emptiedAt())).toArray(String[]::new))
        .param("updated", entries.stream().map(entry -> text(entry.getValue().updatedAt())).toArray(String[]::new))
        .update();
  }

  private static Cart cart(ResultSet row) throws SQLException {
    var emptied = row.getTimestamp("emptied_at");
    var updated = row.getTimestamp("updated_at").toInstant();
    var items = JSON.readValue(row.getString("items"), ITEMS);
    var told = (Timestamp[]) row.getArray("told_at").getArray();
    var lines = new ArrayList<Cart.Line>();
    for (var i = 0; i < items.size(); i++) {
      lines.add(new Cart.Line(items.get(i), i < told.length ? told[i].toInstant() : updated));
    }
    return new Cart(lines, emptied == null ? null : emptied.toInstant(), updated);
  }

  /// Those of whom `Cart.since` leaves something: put in at or after the last order of whoever else she is.
  List<CustomerId> filled(WorkspaceId workspace, int most) {
    return database.sql().sql("""
        select person.customer_id from commerce.cart join customer.person using (workspace_id, identity_id)
        where cart.workspace_id = :workspace
        group by person.customer_id
        having max(case when items <> '[]' then coalesce(told_at[cardinality(told_at)], updated_at) end)
          >= coalesce(max(emptied_at), '-infinity')
        limit :most
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
