package io.parley.integration;

import static io.parley.integration.ShopifyStore.utc;

import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// SQL of what Shopify's webhooks brought.
@Repository
class ShopifyCallStore {
  private static final int KEPT_DAYS = 30;

  private final Database database;
  private final JsonMapper json;

  record Call(long id, WorkspaceId workspace, UUID shop, String topic, String body, int tries) {}

  record Line(long id, String topic, String state, @Nullable Says reason, Instant at) {}

  ShopifyCallStore(Database database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  /// False if this delivery, or this version of the thing on this topic, is here already.
  boolean write(ShopifyStore.Shop shop, String webhookId, String topic, @Nullable String resource,
      @Nullable String version, String body, Instant now) {
    return database.sql().sql("""
        insert into integration.shopify_call
          (workspace_id, shop_id, webhook_id, topic, resource, version, body, state, due_at, received_at)
        values (:workspace, :shop, :webhook, :topic, :resource, :version, :body, 'waiting', :now, :now)
        on conflict do nothing
        """)
        .param("workspace", shop.workspace().value())
        .param("shop", shop.id())
        .param("webhook", webhookId)
        .param("topic", topic)
        .param("resource", resource)
        .param("version", version)
        .param("body", body)
        .param("now", utc(now))
        .update() == 1;
  }

  /// The oldest call that waits; nobody else takes it for a while.
  Optional<Call> claim(Instant now, Instant again) {
    return database.sql().sql("""
        update integration.shopify_call set due_at = :again, tries = tries + 1 where id = (
          select id from integration.shopify_call where state = 'waiting' and due_at <= :now
          order by due_at, id limit 1 for update skip locked)
        returning * /* any workspace: a claim */
        """)
        .param("now", utc(now))
        .param("again", utc(again))
        .query((row, n) -> new Call(row.getLong("id"), new WorkspaceId(row.getInt("workspace_id")),
            row.getObject("shop_id", UUID.class), row.getString("topic"), String.valueOf(row.getString("body")),
            row.getInt("tries")))
        .optional();
  }

  /// What was told needs its body no more.
  void done(Call call, String state, @Nullable Says reason) {
    database.sql().sql("""
        update integration.shopify_call set state = :state, reason = :reason::jsonb,
          body = case when :state = 'failed' then body end
        where workspace_id = :workspace and id = :id
        """)
        .param("state", state)
        .param("reason", reason == null ? null : json.writeValueAsString(reason))
        .param("workspace", call.workspace.value())
        .param("id", call.id)
        .update();
    database.sql().sql("""
        delete from integration.shopify_call where workspace_id = :workspace and shop_id = :shop
          and received_at < now() - make_interval(days => :days) and state <> 'waiting'
        """)
        .param("workspace", call.workspace.value())
        .param("shop", call.shop)
        .param("days", KEPT_DAYS)
        .update();
  }

  List<Line> latest(WorkspaceId workspace, UUID shop, int limit) {
    return database.sql().sql("""
        select id, topic, state, reason, received_at from integration.shopify_call
        where workspace_id = :workspace and shop_id = :shop order by id desc limit :limit
        """)
        .param("workspace", workspace.value())
        .param("shop", shop)
        .param("limit", limit)
        .query((row, n) -> {
          var reason = row.getString("reason");
          return new Line(row.getLong("id"), row.getString("topic"), row.getString("state"),
              reason == null ? null : json.readValue(reason, Says.class), row.getTimestamp("received_at").toInstant());
        })
        .list();
  }
}
