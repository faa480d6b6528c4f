package io.parley.commerce;

import static io.parley.commerce.CartStore.ITEMS;
import static io.parley.commerce.CartStore.JSON;

import io.parley.customer.CustomerId;
import io.parley.customer.IdentityId;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Repository;

@Repository
class CheckoutLinkStore {
  private final Database database;

  CheckoutLinkStore(Database database) {
    this.database = database;
  }

  Handover handover(WorkspaceId workspace) {
    return database.sql().sql("select cart_url, link_days from commerce.handover where workspace_id = :workspace")
        .param("workspace", workspace.value())
        .query((row, n) -> new Handover(row.getString("cart_url"), row.getInt("link_days")))
        .optional().orElse(Handover.USUAL);
  }

  void keep(WorkspaceId workspace, Handover handover) {
    database.sql().sql("""
        insert into commerce.handover (workspace_id, cart_url, link_days) values (:workspace, :url, :days)
        on conflict (workspace_id) do update set cart_url = excluded.cart_url, link_days = excluded.link_days
        """)
        .param("workspace", workspace.value())
        .param("url", handover.cartUrl())
        .param("days", handover.linkDays())
        .update();
  }

  void insert(WorkspaceId workspace, CheckoutLink link, String tokenHash) {
    database.sql().sql("""
        insert into commerce.checkout_link
          (workspace_id, id, token_hash, identity_id, items, coupon, made_at, expires_at)
        values (:workspace, :id, :hash, :identity, :items::jsonb, :coupon, :made::timestamptz, :expires::timestamptz)
        """)
        .param("workspace", workspace.value())
        .param("id", link.id())
        .param("hash", tokenHash)
        .param("identity", link.identity() == null ? null : link.identity().value())
        .param("items", JSON.writeValueAsString(link.items()))
        .param("coupon", link.coupon())
        .param("made", link.madeAt().toString())
        .param("expires", link.expiresAt().toString())
        .update();
  }

  Optional<CheckoutLink> byHash(WorkspaceId workspace, String tokenHash) {
    return database.sql().sql("""
        select * from commerce.checkout_link where workspace_id = :workspace and token_hash = :hash
        """)
        .param("workspace", workspace.value())
        .param("hash", tokenHash)
        .query((row, n) -> link(row))
        .optional();
  }

  void opened(WorkspaceId workspace, UUID id, Instant at) {
    database.sql().sql("""
        update commerce.checkout_link set opened = opened + 1, opened_at = coalesce(opened_at, :at::timestamptz)
        where workspace_id = :workspace and id = :id
        """)
        .param("workspace", workspace.value())
        .param("id", id)
        .param("at", at.toString())
        .update();
  }

  /// The first order that came from a link is what became of it.
  void bought(WorkspaceId workspace, Map<UUID, String> orders, Map<UUID, Instant> at) {
    var ids = List.copyOf(orders.keySet());
    database.sql().sql("""
        update commerce.checkout_link l set bought_at = t.at, order_number = t.number
        from unnest(:ids::uuid[], :numbers::text[], :times::timestamptz[]) as t (id, number, at)
        where l.workspace_id = :workspace and l.id = t.id and l.bought_at is null and t.at >= l.made_at
        """)
        .param("workspace", workspace.value())
        .param("ids", ids.stream().map(UUID::toString).toArray(String[]::new))
        .param("numbers", ids.stream().map(orders::get).toArray(String[]::new))
        .param("times", ids.stream().map(id -> String.valueOf(at.get(id))).toArray(String[]::new))
        .update();
  }

  Map<CustomerId, Instant> bought(WorkspaceId workspace, Collection<CustomerId> customers) {
    var bought = new HashMap<CustomerId, Instant>();
    database.sql().sql("""
        select person.customer_id, max(l.bought_at)
        from customer.person join commerce.checkout_link l using (workspace_id, identity_id)
        where person.workspace_id = :workspace and person.customer_id = any(:customers::uuid[])
          and l.bought_at is not null
        group by 1
        """)
        .param("workspace", workspace.value())
        .param("customers", customers.stream().map(CustomerId::toString).toArray(String[]::new))
        .query(row -> {
          bought.put(new CustomerId(row.getObject(1, UUID.class)), row.getTimestamp(2).toInstant());
        });
    return bought;
  }

  Map<UUID, CheckoutLink.SentTo> sentTo(WorkspaceId workspace, Collection<UUID> links) {
    var sent = new HashMap<UUID, CheckoutLink.SentTo>();
    database.sql().sql("""
        select l.id, l.identity_id, person.customer_id
        from commerce.checkout_link l join customer.person using (workspace_id, identity_id)
        where l.workspace_id = :workspace and l.id = any(:ids::uuid[])
        """)
        .param("workspace", workspace.value())
        .param("ids", links.stream().map(UUID::toString).toArray(String[]::new))
        .query(row -> {
          sent.put(row.getObject(1, UUID.class), new CheckoutLink.SentTo(
              new IdentityId(row.getObject(2, UUID.class)), new CustomerId(row.getObject(3, UUID.class))));
        });
    return sent;
  }

  private static CheckoutLink link(ResultSet row) throws SQLException {
    var identity = row.getObject("identity_id", UUID.class);
    return new CheckoutLink(row.getObject("id", UUID.class), identity == null ? null : new IdentityId(identity),
        JSON.readValue(row.getString("items"), ITEMS), row.getString("coupon"),
        row.getTimestamp("made_at").toInstant(), row.getTimestamp("expires_at").toInstant());
  }
}
