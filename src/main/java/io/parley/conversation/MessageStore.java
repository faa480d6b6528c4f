package io.parley.conversation;

import io.parley.channel.Content;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// The lines of threads as rows.
@Component
class MessageStore {
  private final Database database;
  private final JsonMapper json;

  /// What names a line before its id is known.
  record Key(WorkspaceId workspace, ConversationId conversation, String clientId) {}

  MessageStore(Database database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  /// Those of the keys that are there already.
  List<Message> written(Collection<Key> keys) {
    if (keys.isEmpty()) {
      return List.of();
    }
    return database.sql().sql("""
        select * from conversation.message
        where (workspace_id, conversation_id, client_id)
          in (select w, c::uuid, k from unnest(:workspaces, :conversations, :keys) as t (w, c, k))
        """)
        .param("workspaces", keys.stream().map(k -> k.workspace.value()).toArray(Integer[]::new))
        .param("conversations", keys.stream().map(k -> k.conversation.value().toString()).toArray(String[]::new))
        .param("keys", keys.stream().map(Key::clientId).toArray(String[]::new))
        .query((row, n) -> Rows.message(json, row))
        .list();
  }

  /// Lines before `before`, the last of them first.
  List<Message> before(WorkspaceId workspace, ConversationId conversation, @Nullable Long before, int limit) {
    return database.sql().sql("""
        select * from conversation.message
        where workspace_id = :workspace and conversation_id = :conversation
          and seq < coalesce(:before::bigint, 9223372036854775807)
        order by seq desc limit :limit
        """)
        .param("workspace", workspace.value())
        .param("conversation", conversation.value())
        .param("before", before)
        .param("limit", limit)
        .query((row, n) -> Rows.message(json, row))
        .list();
  }

  /// What the visitor may see after `after`, in order.
  List<Message> forVisitor(WorkspaceId workspace, ConversationId conversation, long after, int limit) {
    return database.sql().sql("""
        select * from conversation.message
        where workspace_id = :workspace and conversation_id = :conversation and seq > :after and direction <> 'note'
        order by seq limit :limit
        """)
        .param("workspace", workspace.value())
        .param("conversation", conversation.value())
        .param("after", after)
        .param("limit", limit)
        .query((row, n) -> Rows.message(json, row))
        .list();
  }

  Optional<Message> byClientId(Key key) {
    return written(List.of(key)).stream().findFirst();
  }

  Optional<Message> byId(WorkspaceId workspace, MessageId id) {
    return database.sql().sql("select * from conversation.message where workspace_id = :workspace and id = :id")
        .param("workspace", workspace.value())
        .param("id", id.value())
        .query((row, n) -> Rows.message(json, row))
        .optional();
  }

  /// Those of the ids that are lines.
  Set<UUID> known(WorkspaceId workspace, Collection<UUID> ids) {
    return Set.copyOf(database.sql()
        .sql("select id from conversation.message where workspace_id = :workspace and id = any (:ids)")
        .param("workspace", workspace.value())
        .param("ids", ids.toArray(UUID[]::new))
        .query(UUID.class)
        .list());
  }

  /// Takes the words of a line away for good.
  void remove(WorkspaceId workspace, MessageId id) {
    database.sql().sql("""
        update conversation.message set content = :content::jsonb, said = ''
        where workspace_id = :workspace and id = :id
        """)
        .param("workspace", workspace.value())
        .param("id", id.value())
        .param("content", json.writeValueAsString(new Content.Removed()))
        .update();
  }

  /// Those of these that are lines of a thread.
  Set<MessageId> known(Collection<MessageId> ids) {
    return new HashSet<>(database.sql().sql("""
        select id from conversation.message where id = any (:ids) /* any workspace: the id is the key */
        """)
        .param("ids", ids.stream().map(MessageId::value).toArray(UUID[]::new))
        .query((row, n) -> new MessageId(row.getObject(1, UUID.class)))
        .list());
  }

  /// Writes what became of a message. Empty if there is no such message.
  Optional<Message> deliver(WorkspaceId workspace, MessageId id, Delivery delivery) {
    var reason = switch (delivery) {
      case Delivery.Sending sending -> sending.reason();
      case Delivery.Failed failed -> failed.reason();
      case Delivery.Unknown unknown -> unknown.reason();
      case Delivery.OnSite site -> null;
      case Delivery.Sent sent -> sent.note();
    };
    var way = delivery instanceof Delivery.Sent sent && sent.way() != null ? sent.way().word() : null;
    return database.sql().sql("""
        update conversation.message
        set delivery = :delivery, delivery_reason = :reason, delivery_way = coalesce(:way, delivery_way)
        where workspace_id = :workspace and id = :id and direction = 'out'
        returning *
        """)
        .param("workspace", workspace.value())
        .param("id", id.value())
        .param("delivery", Rows.kind(delivery))
        .param("reason", reason)
        .param("way", way)
        .query((row, n) -> Rows.message(json, row))
        .optional();
  }

}
