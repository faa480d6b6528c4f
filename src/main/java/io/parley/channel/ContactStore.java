package io.parley.channel;

import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// SQL of `channel.contact`.
@Component
final class ContactStore {
  private final Database database;

  ContactStore(Database database) {
    this.database = database;
  }

  /// What is known of a contact before an event of theirs is handed over.
  record Known(Contact contact, boolean profileIsOld) {}

  Known known(WorkspaceId workspace, ConnectionId connection, String address) {
    return database.sql().sql("""
        select name, picture_url, blocked, coalesce(profile_read_at < now() - interval '1 day', true)
        from channel.contact where connection_id = :connection and address = :address and workspace_id = :workspace
        """)
        .param("connection", connection.value())
        .param("address", address)
        .param("workspace", workspace.value())
        .query((row, n) -> new Known(
            new Contact(connection, address, row.getString(1), row.getString(2), row.getBoolean(3)), row.getBoolean(4)))
        .optional()
        .orElseGet(() -> new Known(new Contact(connection, address, null, null, false), true));
  }

  Set<String> reached(WorkspaceId workspace, String kind, Collection<String> addresses) {
    return Set.copyOf(database.sql().sql("""
        select distinct c.address from channel.contact c join channel.connection n on n.id = c.connection_id
        where c.workspace_id = :workspace and n.workspace_id = :workspace and n.kind = :kind
          and n.removed_at is null and not c.blocked and c.address = any (:addresses)
        """)
        .param("workspace", workspace.value())
        .param("kind", kind)
        .param("addresses", addresses.toArray(String[]::new))
        .query(String.class)
        .list());
  }

  Optional<Contact> find(WorkspaceId workspace, ConnectionId connection, String address) {
    return database.sql().sql("""
        select name, picture_url, blocked from channel.contact
        where connection_id = :connection and address = :address and workspace_id = :workspace
        """)
        .param("connection", connection.value())
        .param("address", address)
        .param("workspace", workspace.value())
        .query((row, n) ->
            new Contact(connection, address, row.getString(1), row.getString(2), row.getBoolean(3)))
        .optional();
  }

  void ensure(WorkspaceId workspace, ConnectionId connection, String address) {
    database.sql().sql("""
        insert into channel.contact (workspace_id, connection_id, address) values (:workspace, :connection, :address)
        on conflict do nothing
        """)
        .param("workspace", workspace.value())
        .param("connection", connection.value())
        .param("address", address)
        .update();
  }

  /// Those of whom a message is the first that is known become contacts, in the order of their keys.
  void ensure(WorkspaceId workspace, Collection<Outgoing> outgoings) {
    database.sql().sql("""
        insert into channel.contact (workspace_id, connection_id, address)
        select distinct :workspace, c, a from unnest(:connections::uuid[], :addresses) t (c, a) order by c, a
        on conflict do nothing
        """)
        .param("workspace", workspace.value())
        .param("connections", outgoings.stream().map(o -> o.connection().toString()).toArray(String[]::new))
        .param("addresses", outgoings.stream().map(Outgoing::address).toArray(String[]::new))
        .update();
  }

  List<Channels.Reach> reaches(WorkspaceId workspace, Collection<String> addresses) {
    return database.sql().sql("""
        select c.connection_id, c.address, c.blocked,
               case when c.reply_token is not null and c.reply_token_at > now() - make_interval(secs => :fresh)
                      and not exists (select 1 from channel.outgoing o where o.connection_id = c.connection_id
                        and o.workspace_id = c.workspace_id and o.address = c.address
                        and o.state in ('planned', 'held', 'sending'))
                    then c.reply_token_at + make_interval(secs => :fresh) end as until
        from channel.contact c
        where c.workspace_id = :workspace and c.address = any (:addresses)
          and c.connection_id = any (array(select id from channel.connection where workspace_id = :workspace))
        """)
        .param("fresh", Channels.REPLY_FRESH.toSeconds())
        .param("workspace", workspace.value())
        .param("addresses", addresses.toArray(String[]::new))
        .query((row, n) -> new Channels.Reach(new ConnectionId(row.getObject("connection_id", UUID.class)),
            row.getString("address"), row.getBoolean("blocked"), ConnectionStore.instant(row, "until")))
        .list();
  }

  /// `name` null keeps what is known; the look-up counts as done either way, so that a provider that does not tell is
  /// not asked with every message.
  void profile(WorkspaceId workspace, ConnectionId connection, String address, Adapter.@Nullable Profile profile) {
    database.sql().sql("""
        insert into channel.contact as c
          (workspace_id, connection_id, address, name, picture_url, language, profile_read_at)
        values (:workspace, :connection, :address, :name, :picture, :language, now())
        on conflict (connection_id, address) do update
          set name = coalesce(excluded.name, c.name), picture_url = coalesce(excluded.picture_url, c.picture_url),
              language = coalesce(excluded.language, c.language), profile_read_at = now()
        """)
        .param("workspace", workspace.value())
        .param("connection", connection.value())
        .param("address", address)
        .param("name", profile == null ? null : profile.name(), java.sql.Types.VARCHAR)
        .param("picture", profile == null ? null : profile.pictureUrl(), java.sql.Types.VARCHAR)
        .param("language", profile == null ? null : profile.language(), java.sql.Types.VARCHAR)
        .update();
  }

  /// A newer token replaces an older one; an event that arrives late changes nothing.
  void replyToken(WorkspaceId workspace, ConnectionId connection, String address, String token, Instant at) {
    database.sql().sql("""
        insert into channel.contact as c (workspace_id, connection_id, address, reply_token, reply_token_at)
        values (:workspace, :connection, :address, :token, :at)
        on conflict (connection_id, address) do update
          set reply_token = excluded.reply_token, reply_token_at = excluded.reply_token_at
          where c.reply_token_at is null or c.reply_token_at < excluded.reply_token_at
        """)
        .param("workspace", workspace.value())
        .param("connection", connection.value())
        .param("address", address)
        .param("token", token)
        .param("at", Timestamp.from(at))
        .update();
  }

  /// Follows and blocks may arrive in the wrong order, so the later event decides.
  void relation(WorkspaceId workspace, ConnectionId connection, String address, boolean blocked, Instant at) {
    database.sql().sql("""
        insert into channel.contact as c (workspace_id, connection_id, address, blocked, relation_at)
        values (:workspace, :connection, :address, :blocked, :at)
        on conflict (connection_id, address) do update
          set blocked = excluded.blocked, blocked_reason = null, relation_at = excluded.relation_at,
              reply_token = case when excluded.blocked then null else c.reply_token end
          where c.relation_at is null or c.relation_at <= excluded.relation_at
        """)
        .param("workspace", workspace.value())
        .param("connection", connection.value())
        .param("address", address)
        .param("blocked", blocked)
        .param("at", Timestamp.from(at))
        .update();
  }

  /// The provider says that this address is nobody's, or that whoever has it wants nothing more. To the second, as mail
  /// servers tell when something came: what she writes after it counts.
  void nobody(WorkspaceId workspace, OutgoingStore.To to, String reason, Instant at) {
    database.sql().sql("""
        update channel.contact
        set blocked = true, blocked_reason = :reason, relation_at = date_trunc('second', :at::timestamptz)
        where connection_id = :connection and address = :address and workspace_id = :workspace
        """)
        .param("reason", reason)
        .param("at", Timestamp.from(at))
        .param("connection", to.connection().value())
        .param("address", to.address())
        .param("workspace", workspace.value())
        .update();
  }

  /// Gives back a token of a reply that surely never left.
  void giveBack(OutgoingStore.Claimed row, String token) {
    database.sql().sql("""
        update channel.contact set reply_token = :token
        where connection_id = :connection and address = :address and workspace_id = :workspace
          and reply_token is null and reply_token_at > now() - make_interval(secs => :fresh)
        """)
        .param("token", token)
        .param("connection", row.connection().value())
        .param("address", row.address())
        .param("workspace", row.workspace().value())
        .param("fresh", Channels.REPLY_FRESH.toSeconds())
        .update();
  }

  /// The composer's answer in one statement. `until` is when the free way ends, by the wall clock.
  Optional<Composer> composer(WorkspaceId workspace, ConnectionId connection, String address) {
    return database.sql().sql("""
        select case when t.reply_token is not null and t.reply_token_at > now() - make_interval(secs => :fresh)
                      and not exists (select 1 from channel.outgoing o where o.connection_id = c.id
                        and o.workspace_id = c.workspace_id and o.address = t.address
                        and o.state in ('planned', 'held', 'sending'))
                    then t.reply_token_at + make_interval(secs => :fresh) end as until,
               coalesce(t.blocked, false) as blocked, t.blocked_reason, c.quota_limit, c.quota_used
        from channel.connection c
        left join channel.contact t
          on t.connection_id = c.id and t.workspace_id = c.workspace_id and t.address = :address
        where c.id = :connection and c.workspace_id = :workspace
        """)
        .param("fresh", Channels.REPLY_FRESH.toSeconds())
        .param("connection", connection.value())
        .param("address", address)
        .param("workspace", workspace.value())
        .query((row, n) -> {
          var used = row.getObject("quota_used", Long.class);
          return new Composer(
              ConnectionStore.instant(row, "until"),
              row.getBoolean("blocked"),
              row.getString("blocked_reason"),
              used == null ? null : new Sending.Quota(row.getObject("quota_limit", Long.class), used));
        })
        .optional();
  }

  record Composer(@Nullable Instant until, boolean blocked, @Nullable String blockedReason,
      Sending.@Nullable Quota quota) {}
}
