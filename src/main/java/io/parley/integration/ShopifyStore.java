package io.parley.integration;

import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// SQL of connected Shopify shops, and of how much of their history is here.
@Repository
class ShopifyStore {
  static final List<String> KINDS = List.of("products", "customers", "orders");

  private final Database database;
  private final JsonMapper json;

  record Shop(
      UUID id, WorkspaceId workspace, String domain, String base, byte[] token, byte[] secret, @Nullable Says problem,
      Instant polledUntil, int missed, Instant connectedAt) {}

  record History(
      UUID shop, WorkspaceId workspace, String kind, @Nullable Integer total, int done, @Nullable String cursor,
      @Nullable Instant finishedAt) {}

  ShopifyStore(Database database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  /// A shop that is there already gets the new token and secret and begins its history anew.
  UUID save(Shop shop, Instant now) {
    var id = database.sql().sql("""
        insert into integration.shopify (id, workspace_id, domain, base, token, secret, polled_until, poll_at,
          connected_at)
        values (:id, :workspace, :domain, :base, :token, :secret, :now, :now, :now)
        on conflict (workspace_id, domain) do update
          set base = excluded.base, token = excluded.token, secret = excluded.secret, problem = null,
              poll_at = excluded.poll_at
        returning id
        """)
        .param("id", shop.id)
        .param("workspace", shop.workspace.value())
        .param("domain", shop.domain)
        .param("base", shop.base)
        .param("token", shop.token)
        .param("secret", shop.secret)
        .param("now", utc(now))
        .query(UUID.class)
        .single();
    begin(shop.workspace, id, now);
    return id;
  }

  void begin(WorkspaceId workspace, UUID shop, Instant now) {
    database.sql().sql("""
        insert into integration.shopify_history (workspace_id, shop_id, kind, done, due_at)
        select :workspace, :shop, kind, 0, :now from unnest(:kinds) k (kind)
        on conflict (shop_id, kind) do update set total = null, done = 0, cursor = null, finished_at = null,
          due_at = excluded.due_at
        """)
        .param("workspace", workspace.value())
        .param("shop", shop)
        .param("kinds", KINDS.toArray(String[]::new))
        .param("now", utc(now))
        .update();
  }

  List<Shop> all(WorkspaceId workspace) {
    return database.sql().sql("""
        select * from integration.shopify where workspace_id = :workspace order by connected_at, id
        """).param("workspace", workspace.value()).query((row, n) -> shop(row)).list();
  }

  Optional<Shop> find(UUID id) {
    return database.sql().sql("""
        select * from integration.shopify where id = :id /* any workspace: a webhook's address names the shop alone */
        """).param("id", id).query((row, n) -> shop(row)).optional();
  }

  boolean delete(WorkspaceId workspace, UUID id) {
    return database.sql().sql("delete from integration.shopify where workspace_id = :workspace and id = :id")
        .param("workspace", workspace.value()).param("id", id).update() == 1;
  }

  List<History> histories(WorkspaceId workspace) {
    return database.sql().sql("select * from integration.shopify_history where workspace_id = :workspace")
        .param("workspace", workspace.value()).query((row, n) -> history(row)).list();
  }

  /// The next page to bring in; nobody else takes it for a while.
  Optional<History> claim(Instant now, Instant again) {
    return database.sql().sql("""
        update integration.shopify_history set due_at = :again where (shop_id, kind) = (
          select h.shop_id, h.kind from integration.shopify_history h
          where h.finished_at is null and h.due_at <= :now
            and not exists (select from integration.shopify_history e where e.shop_id = h.shop_id
              and e.finished_at is null and array_position(:kinds, e.kind) < array_position(:kinds, h.kind))
          order by h.due_at limit 1 for update skip locked)
        returning * /* any workspace: a claim */
        """)
        .param("now", utc(now))
        .param("again", utc(again))
        .param("kinds", KINDS.toArray(String[]::new))
        .query((row, n) -> history(row))
        .optional();
  }

  void total(History of, int total) {
    database.sql().sql("""
        update integration.shopify_history set total = :total
        where workspace_id = :workspace and shop_id = :shop and kind = :kind
        """)
        .param("total", total).param("workspace", of.workspace.value()).param("shop", of.shop).param("kind", of.kind)
        .update();
  }

  /// A page more is here; without a next one it is all. False if somebody else brought that page.
  boolean brought(History of, int more, @Nullable String next, Instant now) {
    return database.sql().sql("""
        update integration.shopify_history set done = done + :more, cursor = :next, due_at = :now,
          finished_at = case when :next::text is null then :now::timestamptz end
        where workspace_id = :workspace and shop_id = :shop and kind = :kind and done = :done
        """)
        .param("more", more)
        .param("next", next)
        .param("now", utc(now))
        .param("workspace", of.workspace.value())
        .param("shop", of.shop)
        .param("kind", of.kind)
        .param("done", of.done)
        .update() == 1;
  }

  void later(History of, Instant at) {
    database.sql().sql("""
        update integration.shopify_history set due_at = :at
        where workspace_id = :workspace and shop_id = :shop and kind = :kind
        """)
        .param("at", utc(at)).param("workspace", of.workspace.value()).param("shop", of.shop).param("kind", of.kind)
        .update();
  }

  Optional<Shop> claimPoll(Instant now, Instant again) {
    return database.sql().sql("""
        update integration.shopify set poll_at = :again where id = (
          select id from integration.shopify where poll_at <= :now order by poll_at limit 1 for update skip locked)
        returning * /* any workspace: a claim */
        """)
        .param("now", utc(now)).param("again", utc(again)).query((row, n) -> shop(row)).optional();
  }

  void polled(Shop shop, Instant until, int missed) {
    database.sql().sql("""
        update integration.shopify set polled_until = greatest(polled_until, :until), missed = missed + :missed,
          problem = null where workspace_id = :workspace and id = :id
        """)
        .param("until", utc(until)).param("missed", missed).param("workspace", shop.workspace.value())
        .param("id", shop.id)
        .update();
  }

  void fail(WorkspaceId workspace, UUID shop, Says why) {
    database.sql().sql("""
        update integration.shopify set problem = :problem::jsonb where workspace_id = :workspace and id = :id
        """)
        .param("problem", json.writeValueAsString(why)).param("workspace", workspace.value()).param("id", shop)
        .update();
  }

  private Shop shop(ResultSet row) throws SQLException {
    var problem = row.getString("problem");
    return new Shop(row.getObject("id", UUID.class), new WorkspaceId(row.getInt("workspace_id")),
        row.getString("domain"), row.getString("base"), row.getBytes("token"), row.getBytes("secret"),
        problem == null ? null : json.readValue(problem, Says.class),
        row.getTimestamp("polled_until").toInstant(), row.getInt("missed"),
        row.getTimestamp("connected_at").toInstant());
  }

  private static History history(ResultSet row) throws SQLException {
    var finished = row.getTimestamp("finished_at");
    return new History(row.getObject("shop_id", UUID.class), new WorkspaceId(row.getInt("workspace_id")),
        row.getString("kind"), row.getObject("total", Integer.class), row.getInt("done"), row.getString("cursor"),
        finished == null ? null : finished.toInstant());
  }

  static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
