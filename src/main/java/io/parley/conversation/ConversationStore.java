package io.parley.conversation;

import io.parley.customer.CustomerId;
import io.parley.customer.CustomerRef;
import io.parley.customer.IdentityId;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.WorkspaceId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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

  /// A conversation that is ours until the transaction ends, with the person of it. `visitor` and `secretHash` are null
  /// if it was not looked for by its visitor.
  record Locked(
      Conversation conversation, CustomerRef person, @Nullable String visitor, @Nullable String secretHash) {}

  /// Locks conversations in the order of their ids, and those of visitors who have one, in one round trip. Unknown ones
  /// are left out. The lateral joins look each one up by its key, however little PostgreSQL knows of a young table.
  List<Locked> lock(Collection<Write.Target.Known> known, Collection<Visitor> site) {
    return database.sql().sql("""
        select c.*, w.visitor, w.secret_hash, p.id as customer_id, p.name as customer_name
        from (
            select t.w, found.id, t.v, found.secret_hash from unnest(:workspaces, :visitors) t (w, v)
            cross join lateral (
              select thread.id, k.secret_hash from conversation.visitor_key k cross join lateral (
                select c.id from conversation.conversation c
                where c.workspace_id = k.workspace_id and c.identity_id = k.identity_id and c.channel = 'web'
                limit 1) thread
              where k.workspace_id = t.w and k.anonymous_id = t.v limit 1) found
            union all
            select t.w, t.i::uuid, null, null from unnest(:owners, :ids) t (w, i)
          ) w (workspace, id, visitor, secret_hash)
          join conversation.conversation c on c.id = w.id and c.workspace_id = w.workspace
          cross join lateral (
            select p.id, p.name from customer.identity i join customer.customer p on p.id = i.customer_id
            where i.id = c.identity_id and i.workspace_id = c.workspace_id limit 1) p
        order by c.id for update of c
        """)
        .param("workspaces", site.stream().map(v -> v.workspace().value()).toArray(Integer[]::new))
        .param("visitors", site.stream().map(Visitor::anonymousId).toArray(String[]::new))
        .param("owners", known.stream().map(k -> k.workspace().value()).toArray(Integer[]::new))
        .param("ids", known.stream().map(k -> k.id().value().toString()).toArray(String[]::new))
        .query((row, n) -> new Locked(Rows.conversation(row, n),
            new CustomerRef(new CustomerId(row.getObject("customer_id", UUID.class)), row.getString("customer_name")),
            row.getString("visitor"), row.getString("secret_hash")))
        .list();
  }

  /// Begins the conversations on the site of visitors whose secret is the one that is bound, unless they have begun.
  void begin(Collection<Visitor> site, Instant at) {
    database.sql().sql("""
        insert into conversation.conversation (id, workspace_id, identity_id, channel, address, updated_at)
        select n.id, k.workspace_id, k.identity_id, 'web', k.anonymous_id, :at
        from unnest(:ids::uuid[], :workspaces, :visitors, :hashes) n (id, workspace, visitor, hash)
          join conversation.visitor_key k on k.workspace_id = n.workspace and k.anonymous_id = n.visitor
            and k.secret_hash = n.hash
        order by k.workspace_id, k.identity_id
        on conflict (workspace_id, identity_id, channel) do nothing
        """)
        .param("ids", site.stream().map(v -> Ids.next().toString()).toArray(String[]::new))
        .param("workspaces", site.stream().map(v -> v.workspace().value()).toArray(Integer[]::new))
        .param("visitors", site.stream().map(Visitor::anonymousId).toArray(String[]::new))
        .param("hashes", site.stream().map(Visitor::secretHash).toArray(String[]::new))
        .param("at", Rows.timestamp(at))
        .update();
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

  /// Writes lines and the states they left their conversations in, when the transaction settles what it kept.
  void keep(List<Rows.Line> lines, List<Conversation> changed) {
    if (changed.isEmpty()) {
      return;
    }
    database.later("""
        with line as (
          insert into conversation.message (workspace_id, conversation_id, seq, id, client_id, direction, author,
            author_id, author_name, author_voice, content, said, at, received_at, delivery)
          select r.* from json_to_recordset(:lines::json) as r (workspace int, conversation uuid, seq bigint, id uuid,
            client text, direction text, author text, member uuid, name text, voice text, content jsonb, said text,
            at timestamptz, received timestamptz, delivery text))
        update conversation.conversation c
        set open = r.open, seq = r.seq, unread = r.unread, waiting_since = r.waiting, undelivered_seq = r.undelivered,
          assignee = r.assignee,
          staff_read_seq = r.staff, delivered_seq = r.delivered, read_seq = r.read, last_seq = (r.last->>'seq')::bigint,
          last_kind = r.last->>'kind', last_text = r.last->>'text', last_at = (r.last->>'at')::timestamptz,
          last_direction = r.last->>'direction', last_voice = r.last->>'voice', updated_at = r.updated,
          version = r.version
        from json_to_recordset(:states::json) as r (workspace int, id uuid, open boolean, seq bigint, unread int,
          waiting timestamptz, undelivered bigint, assignee uuid, staff bigint, delivered bigint, read bigint,
          last json, updated timestamptz, version bigint)
        where c.workspace_id = r.workspace and c.id = r.id
        """, Map.of(
        "lines", json.writeValueAsString(lines),
        "states", json.writeValueAsString(changed.stream().map(Rows.State::of).toList())));
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

  List<Conversation> threads(WorkspaceId workspace, Collection<IdentityId> identities) {
    return database.sql().sql("""
        select * from conversation.conversation
        where workspace_id = :workspace and identity_id = any(:identities::uuid[])
        """)
        .param("workspace", workspace.value())
        .param("identities", identities.stream().map(IdentityId::toString).toArray(String[]::new))
        .query(Rows::conversation)
        .list();
  }

  /// Which conversations a list shows. Null means any.
  record Filter(
      @Nullable Boolean open, @Nullable Channel channel, @Nullable UUID assignee, @Nullable String query,
      @Nullable Instant before, @Nullable UUID beforeId) {}

  List<Conversation> page(WorkspaceId workspace, Filter filter, int limit) {
    return database.sql().sql("""
        select * from conversation.conversation
        where workspace_id = :workspace and (last_direction <> 'fact' or channel <> 'web')
          and (:open::boolean is null or open = :open) and (:channel::text is null or channel = :channel)
          and (:assignee::uuid is null or assignee = :assignee::uuid)
          and (:before::timestamptz is null or (updated_at, id) < (:before, :beforeId::uuid))
        order by updated_at desc, id desc limit :limit
        """)
        .param("workspace", workspace.value())
        .param("open", filter.open)
        .param("channel", filter.channel == null ? null : filter.channel.word())
        .param("assignee", filter.assignee == null ? null : filter.assignee.toString())
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
          and (:assignee::uuid is null or c.assignee = :assignee::uuid)
          and (:before::timestamptz is null or (c.updated_at, c.id) < (:before, :beforeId::uuid))
        order by c.updated_at desc, c.id desc limit :limit
        """)
        .param("workspace", workspace.value())
        .param("words", words)
        .param("like", like)
        .param("open", filter.open)
        .param("channel", filter.channel == null ? null : filter.channel.word())
        .param("assignee", filter.assignee == null ? null : filter.assignee.toString())
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
