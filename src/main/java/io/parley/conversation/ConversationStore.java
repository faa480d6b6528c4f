package io.parley.conversation;

import io.parley.customer.IdentityId;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Conversations as rows.
@Component
class ConversationStore {
  private final Database database;
  private final JsonMapper json;

  ConversationStore(Database database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  /// Locks conversations in the order of their ids. Unknown ones are left out.
  List<Conversation> lock(Collection<Write.Target.Known> known) {
    if (known.isEmpty()) {
      return List.of();
    }
    return database.sql().sql("""
        select c.* from conversation.conversation c
        where (c.workspace_id, c.id) in (select w, i::uuid from unnest(:workspaces, :ids) as t (w, i))
        order by c.id for update
        """)
        .param("workspaces", known.stream().map(k -> k.workspace().value()).toArray(Integer[]::new))
        .param("ids", known.stream().map(k -> k.id().value().toString()).toArray(String[]::new))
        .query(Rows::conversation)
        .list();
  }

  Optional<ConversationId> idOf(WorkspaceId workspace, IdentityId identity, Channel channel) {
    return database.sql().sql("""
        select id from conversation.conversation
        where workspace_id = :workspace and identity_id = :identity and channel = :channel
        """)
        .param("workspace", workspace.value())
        .param("identity", identity.value())
        .param("channel", channel.word())
        .query((row, n) -> new ConversationId(row.getObject(1, UUID.class)))
        .optional();
  }

  /// Begins a conversation, or finds the one that somebody else has just begun.
  ConversationId begin(Conversation conversation) {
    var party = conversation.party();
    database.sql().sql("""
        insert into conversation.conversation
          (id, workspace_id, identity_id, channel, connection_id, address, updated_at)
        values (:id, :workspace, :identity, :channel, :connection, :address, :at)
        on conflict (workspace_id, identity_id, channel) do update
          set connection_id = excluded.connection_id, address = excluded.address
          where conversation.connection_id is distinct from excluded.connection_id
        """)
        .param("id", conversation.id().value())
        .param("workspace", conversation.workspace().value())
        .param("identity", party.identity().value())
        .param("channel", party.channel().word())
        .param("connection", party.connection() == null ? null : party.connection().value())
        .param("address", party.address())
        .param("at", Rows.timestamp(conversation.updatedAt()))
        .update();
    return idOf(conversation.workspace(), party.identity(), party.channel()).orElseThrow();
  }

  void update(List<Conversation> changed) {
    if (changed.isEmpty()) {
      return;
    }
    database.sql().sql("""
        update conversation.conversation c
        set open = r.open, seq = r.seq, unread = r.unread, waiting_since = r.waiting, staff_read_seq = r.staff,
          delivered_seq = r.delivered, read_seq = r.read, last_seq = (r.last->>'seq')::bigint,
          last_kind = r.last->>'kind', last_text = r.last->>'text', last_at = (r.last->>'at')::timestamptz,
          last_direction = r.last->>'direction', last_voice = r.last->>'voice', updated_at = r.updated,
          version = r.version
        from json_to_recordset(:rows::json) as r (workspace int, id uuid, open boolean, seq bigint, unread int,
          waiting timestamptz, staff bigint, delivered bigint, read bigint, last json, updated timestamptz,
          version bigint)
        where c.workspace_id = r.workspace and c.id = r.id
        """)
        .param("rows", json.writeValueAsString(changed.stream().map(Rows.State::of).toList()))
        .update();
  }

  Optional<Conversation> find(WorkspaceId workspace, ConversationId id) {
    return database.sql()
        .sql("select * from conversation.conversation where workspace_id = :workspace and id = :id")
        .param("workspace", workspace.value())
        .param("id", id.value())
        .query(Rows::conversation)
        .optional();
  }

  List<Conversation> of(WorkspaceId workspace, Collection<IdentityId> identities) {
    return database.sql().sql("""
        select * from conversation.conversation
        where workspace_id = :workspace and identity_id = any(:identities::uuid[])
          and (last_direction <> 'fact' or channel <> 'web')
        order by updated_at desc, id desc
        """)
        .param("workspace", workspace.value())
        .param("identities", identities.stream().map(IdentityId::toString).toArray(String[]::new))
        .query(Rows::conversation)
        .list();
  }

  /// Which conversations a list shows. Null means any.
  record Filter(
      @Nullable Boolean open, @Nullable Channel channel, @Nullable String query, @Nullable Instant before,
      @Nullable UUID beforeId) {}

  List<Conversation> page(WorkspaceId workspace, Filter filter, int limit) {
    return database.sql().sql("""
        select * from conversation.conversation
        where workspace_id = :workspace and (last_direction <> 'fact' or channel <> 'web')
          and (:open::boolean is null or open = :open) and (:channel::text is null or channel = :channel)
          and (:before::timestamptz is null or (updated_at, id) < (:before, :beforeId::uuid))
        order by updated_at desc, id desc limit :limit
        """)
        .param("workspace", workspace.value())
        .param("open", filter.open)
        .param("channel", filter.channel == null ? null : filter.channel.word())
        .param("before", filter.before == null ? null : Rows.timestamp(filter.before))
        .param("beforeId", filter.beforeId == null ? null : filter.beforeId.toString())
        .param("limit", limit)
        .query(Rows::conversation)
        .list();
  }

  /// As `page`, of those whose person's name or whose lines contain the words. For the engine: an index under a policy
  /// is not used for words.
  List<Conversation> search(WorkspaceId workspace, Filter filter, int limit) {
    var words = filter.query == null ? "" : filter.query.strip().toLowerCase(java.util.Locale.ROOT);
    var like = "%" + words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    return database.sql().sql("""
        with found as materialized (
          select m.conversation_id as id from conversation.message m
          where m.workspace_id = :workspace and m.direction in ('in', 'out', 'note')
            and (length(:words) < 2 or conversation.bigrams(m.said) @> conversation.bigrams(:words))
            and m.said ilike :like
          union
          select c.id from conversation.conversation c
            join customer.identity i on i.id = c.identity_id and i.workspace_id = c.workspace_id
            join customer.customer p on p.id = i.customer_id and p.workspace_id = i.workspace_id
          where c.workspace_id = :workspace and p.name ilike :like)
        select c.* from conversation.conversation c join found using (id)
        where c.workspace_id = :workspace and (c.last_direction <> 'fact' or c.channel <> 'web')
          and (:open::boolean is null or c.open = :open) and (:channel::text is null or c.channel = :channel)
          and (:before::timestamptz is null or (c.updated_at, c.id) < (:before, :beforeId::uuid))
        order by c.updated_at desc, c.id desc limit :limit
        """)
        .param("workspace", workspace.value())
        .param("words", words)
        .param("like", like)
        .param("open", filter.open)
        .param("channel", filter.channel == null ? null : filter.channel.word())
        .param("before", filter.before == null ? null : Rows.timestamp(filter.before))
        .param("beforeId", filter.beforeId == null ? null : filter.beforeId.toString())
        .param("limit", limit)
        .query(Rows::conversation)
        .list();
  }

  Conversations.Counts counts(WorkspaceId workspace, Instant since) {
    return database.sql().sql("""
        select count(*) filter (where updated_at >= :since), count(*) filter (where waiting_since is not null)
        from conversation.conversation
        where workspace_id = :workspace and seq > 0 and (updated_at >= :since or waiting_since is not null)
        """)
        .param("workspace", workspace.value())
        .param("since", Rows.timestamp(since))
        .query((row, n) -> new Conversations.Counts(row.getLong(1), row.getLong(2)))
        .single();
  }
}
