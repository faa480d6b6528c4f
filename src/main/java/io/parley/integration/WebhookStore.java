package io.parley.integration;

import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// SQL of webhooks and of what came to them.
@Repository
class WebhookStore {
  private static final int REFUSALS_KEPT = 100;
  private static final int CALLS_KEPT_DAYS = 30;

  private final Database database;
  private final JsonMapper json;

  record Webhook(UUID id, WorkspaceId workspace, String name, byte[] secret, Instant createdAt) {}

  /// `outcome` is taken, repeated, stale or refused.
  record Call(
      long id, @Nullable String eventId, @Nullable String type, String outcome, @Nullable Says reason, Instant at) {}

  WebhookStore(Database database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  void insert(Webhook webhook) {
    database.sql().sql("""
        insert into integration.webhook (id, workspace_id, name, secret, created_at)
        values (:id, :workspace, :name, :secret, :now)
        """)
        .param("id", webhook.id)
        .param("workspace", webhook.workspace.value())
        .param("name", webhook.name)
        .param("secret", webhook.secret)
        .param("now", webhook.createdAt.atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<Webhook> find(UUID id) {
    return database.sql().sql("""
        select id, workspace_id, name, secret, created_at from integration.webhook where id = :id
        """)
        .param("id", id)
        .query((row, n) -> new Webhook(row.getObject(1, UUID.class), new WorkspaceId(row.getInt(2)), row.getString(3),
            row.getBytes(4), row.getObject(5, OffsetDateTime.class).toInstant()))
        .optional();
  }

  List<Webhook> all(WorkspaceId workspace) {
    return database.sql().sql("""
        select id, workspace_id, name, secret, created_at from integration.webhook
        where workspace_id = :workspace order by created_at, id
        """)
        .param("workspace", workspace.value())
        .query((row, n) -> new Webhook(row.getObject(1, UUID.class), new WorkspaceId(row.getInt(2)), row.getString(3),
            row.getBytes(4), row.getObject(5, OffsetDateTime.class).toInstant()))
        .list();
  }

  boolean delete(WorkspaceId workspace, UUID id) {
    return database.sql().sql("delete from integration.webhook where workspace_id = :workspace and id = :id")
        .param("workspace", workspace.value()).param("id", id).update() == 1;
  }

  /// Takes an event id, once. False if it was taken before. Nobody else can take it until the transaction ends.
  boolean take(Webhook to, String eventId, String type, Instant now) {
    return database.sql().sql("""
        insert into integration.webhook_call (workspace_id, webhook_id, event_id, type, outcome, at)
        values (:workspace, :webhook, :event, :type, 'taken', :now)
        on conflict (webhook_id, event_id) where outcome in ('taken', 'stale') do nothing
        """)
        .param("workspace", to.workspace.value())
        .param("webhook", to.id)
        .param("event", eventId)
        .param("type", type)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update() == 1;
  }

  void stale(Webhook to, String eventId) {
    database.sql().sql("""
        update integration.webhook_call set outcome = 'stale'
        where workspace_id = :workspace and webhook_id = :webhook and event_id = :event and outcome = 'taken'
        """)
        .param("workspace", to.workspace.value()).param("webhook", to.id).param("event", eventId).update();
  }

  /// Notes a call that changed nothing, and forgets the oldest of its like: a stranger may send as many as he likes.
  void note(Webhook to, Call call) {
    database.sql().sql("""
        insert into integration.webhook_call (workspace_id, webhook_id, event_id, type, outcome, reason, at)
        values (:workspace, :webhook, :event, :type, :outcome, :reason::jsonb, :now)
        """)
        .param("workspace", to.workspace.value())
        .param("webhook", to.id)
        .param("event", call.eventId)
        .param("type", call.type)
        .param("outcome", call.outcome)
        .param("reason", call.reason == null ? null : json.writeValueAsString(call.reason))
        .param("now", call.at.atOffset(ZoneOffset.UTC))
        .update();
    database.sql().sql("""
        delete from integration.webhook_call where workspace_id = :workspace and webhook_id = :webhook
          and (at < cast(:now as timestamptz) - make_interval(days => :days) or outcome in ('refused', 'repeated')
            and id < (select min(id) from (select id from integration.webhook_call where webhook_id = :webhook
              and workspace_id = :workspace and outcome in ('refused', 'repeated') order by id desc limit :kept)))
        """)
        .param("workspace", to.workspace.value())
        .param("webhook", to.id)
        .param("now", call.at.atOffset(ZoneOffset.UTC))
        .param("days", CALLS_KEPT_DAYS)
        .param("kept", REFUSALS_KEPT)
        .update();
  }

  List<Call> calls(WorkspaceId workspace, UUID webhook, int limit) {
    return database.sql().sql("""
        select id, event_id, type, outcome, reason::text, at from integration.webhook_call
        where workspace_id = :workspace and webhook_id = :webhook order by id desc limit :limit
        """)
        .param("workspace", workspace.value())
        .param("webhook", webhook)
        .param("limit", limit)
        .query((row, n) -> new Call(row.getLong(1), row.getString(2), row.getString(3), row.getString(4),
            row.getString(5) == null ? null : json.readValue(row.getString(5), Says.class),
            row.getObject(6, OffsetDateTime.class).toInstant()))
        .list();
  }
}
