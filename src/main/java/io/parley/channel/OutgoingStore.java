package io.parley.channel;

import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// SQL of `channel.outgoing`.
@Component
final class OutgoingStore {
  private static final long CLAIMING = 0x4c494e45_4f5554L;
  private static final String BLOCKED = "對方已封鎖這個帳號 · The contact has blocked this account";
  private static final Duration CLAIM = Duration.ofSeconds(45);

  private final Database database;

  /// A contact of a connection: messages to one go out one after the other.
  record To(ConnectionId connection, String address) {}

  /// A row in the hands of a worker. `way` and `request` stand from the first try on.
  record Claimed(
      OutgoingId id,
      WorkspaceId workspace,
      ConnectionId connection,
      String address,
      String payload,
      @Nullable Way way,
      @Nullable String request,
      int attempts,
      @Nullable Instant firstTriedAt,
      @Nullable Instant pausedUntil) {
    To to() {
      return new To(connection, address);
    }
  }

  /// A row that is due. `blocked` says why nothing is sent to its contact, null if it may be; `answers` if it would go
  /// as a free reply.
  record Next(Claimed row, @Nullable String blocked, boolean answers) {}

  /// What to write about a row. `again` null unless it is to be tried again.
  record Settled(
      String state, @Nullable Way way, @Nullable String reason, List<String> ids, @Nullable String requestId, int cost,
      @Nullable Duration again) {}

  OutgoingStore(Database database) {
    this.database = database;
  }

  /// Returns how many of them are new.
  int plan(WorkspaceId workspace, List<Outgoing> outgoings, Function<Outgoing, String> payload) {
    return database.sql().sql("""
        insert into channel.outgoing (id, workspace_id, connection_id, address, payload, automatic)
        select i, :workspace, c, a, p, s
        from unnest(:ids::uuid[], :connections::uuid[], :addresses, :payloads, :automatic::boolean[])
          with ordinality t (i, c, a, p, s, place)
        order by place on conflict (id) do nothing
        """)
        .param("workspace", workspace.value())
        .param("ids", outgoings.stream().map(o -> o.id().value().toString()).toArray(String[]::new))
        .param("connections", outgoings.stream().map(o -> o.connection().toString()).toArray(String[]::new))
        .param("addresses", outgoings.stream().map(Outgoing::address).toArray(String[]::new))
        .param("payloads", outgoings.stream().map(payload).toArray(String[]::new))
        .param("automatic", outgoings.stream().map(o -> Boolean.toString(o.automatic())).toArray(String[]::new))
        .update();
  }

  /// Locks the next due message of contacts that have none in hand, what somebody typed before what goes by itself.
  /// Claims are taken one after the other, so that two workers never hold messages of one contact.
  List<Next> due(int limit) {
    database.sql().sql("select pg_advisory_xact_lock(:key)").param("key", CLAIMING).query((row, n) -> 1).single();
    return database.sql().sql("""
        select o.id, o.workspace_id, o.connection_id, o.address, o.payload, o.way, o.request, o.attempts,
               o.first_tried_at, case when c.paused_until > now() then c.paused_until end as paused_until,
               case when k.blocked then coalesce(k.blocked_reason, :blocked) end as blocked,
               o.way is null and k.reply_token is not null and k.reply_token_at > now() - make_interval(secs => :fresh)
                 as answers
        from channel.outgoing o join channel.connection c on c.id = o.connection_id
          left join channel.contact k on k.connection_id = o.connection_id and k.address = o.address
        where o.state in ('planned', 'held') and o.due_at <= now()
          and not exists (
            select 1 from channel.outgoing e
            where e.connection_id = o.connection_id and e.address = o.address
              and e.state in ('planned', 'held', 'sending') and (e.seq < o.seq or e.state = 'sending'))
        order by o.automatic, o.due_at, o.seq limit :limit for update of o skip locked /* any workspace: a claim */
        """)
        .param("blocked", BLOCKED)
        .param("fresh", Channels.REPLY_FRESH.toSeconds())
        .param("limit", limit)
        .query((row, n) -> new Next(claimed(row), row.getString("blocked"), row.getBoolean("answers")))
        .list();
  }

  /// Takes the fresh reply tokens of these contacts; with the commit they are used, whatever happens after.
  Map<To, String> takeTokens(Collection<To> contacts) {
    if (contacts.isEmpty()) {
      return Map.of();
    }
    var tokens = new HashMap<To, String>();
    database.sql().sql("""
        update channel.contact c set reply_token = null
        where (connection_id, address) in (select * from unnest(:connections, :addresses))
          and reply_token is not null and reply_token_at > now() - make_interval(secs => :fresh)
          /* any workspace: of claimed rows */
        returning connection_id, address, old.reply_token
        """)
        .param("connections", contacts.stream().map(t -> t.connection.value()).toArray(UUID[]::new))
        .param("addresses", contacts.stream().map(To::address).toArray(String[]::new))
        .param("fresh", Channels.REPLY_FRESH.toSeconds())
        .query((row, n) -> tokens.put(
            new To(new ConnectionId(row.getObject(1, UUID.class)), row.getString(2)), row.getString(3)))
        .list();
    return tokens;
  }

  /// A row that is about to be sent, the claim under which, and in which words.
  record Try(Claimed row, UUID claim, Way way, String request) {}

  void sending(List<Try> tries) {
    database.sql().sql("""
        update channel.outgoing o
        set state = 'sending', way = t.way, request = t.request, attempts = attempts + 1, claimed_by = t.claim,
            claimed_until = now() + make_interval(secs => :secs), first_tried_at = coalesce(first_tried_at, now())
        from unnest(:ids::uuid[], :workspaces::int[], :claims::uuid[], :ways, :requests)
          t (id, workspace_id, claim, way, request)
        where o.id = t.id and o.workspace_id = t.workspace_id
        """)
        .param("ids", texts(tries, one -> one.row.id.value().toString()))
        .param("workspaces", texts(tries, one -> Integer.toString(one.row.workspace.value())))
        .param("claims", texts(tries, one -> one.claim.toString()))
        .param("ways", texts(tries, one -> one.way.word()))
        .param("requests", texts(tries, Try::request))
        .param("secs", CLAIM.toSeconds())
        .update();
  }

  /// Writes what came of claims; the claim is null of a row that was never sent, or whose worker is gone. Returns those
  /// that had not gone on without it: a worker thought gone may have written at the last moment.
  Set<OutgoingId> settle(List<Ended> ended) {
    return new HashSet<>(database.sql().sql("""
        update channel.outgoing o
        set state = t.state, way = t.way, reason = t.reason, provider_ids = t.provider_ids::text[],
            request_id = t.request_id, cost = t.cost, request = case when t.way is null then null else request end,
            claimed_until = null, due_at = now() + make_interval(secs => coalesce(t.again, 0)),
            settled_at = case when t.again is null then now() end
        from unnest(:ids::uuid[], :workspaces::int[], :claims::uuid[], :states, :ways, :reasons, :providerIds,
          :requests, :costs::int[], :again::float8[])
          t (id, workspace_id, claim, state, way, reason, provider_ids, request_id, cost, again)
        where o.id = t.id and o.workspace_id = t.workspace_id
          and case when t.claim is null then o.state in ('planned', 'held', 'sending')
              and coalesce(o.claimed_until < now(), true)
            else o.claimed_by = t.claim and o.state in ('sending', 'unknown') end
        returning o.id
        """)
        .param("ids", texts(ended, one -> one.row.id.value().toString()))
        .param("workspaces", texts(ended, one -> Integer.toString(one.row.workspace.value())))
        .param("claims", texts(ended, one -> one.claim == null ? null : one.claim.toString()))
        .param("states", texts(ended, one -> one.now.state))
        .param("ways", texts(ended, one -> one.now.way == null ? null : one.now.way.word()))
        .param("reasons", texts(ended, one -> one.now.reason))
        .param("providerIds", texts(ended, one -> literal(one.now.ids)))
        .param("requests", texts(ended, one -> one.now.requestId))
        .param("costs", texts(ended, one -> Integer.toString(one.now.cost)))
        .param("again", texts(ended, one -> one.now.again == null ? null
            : Double.toString(one.now.again.toMillis() / 1000.0)))
        .query((row, n) -> new OutgoingId(row.getObject(1, UUID.class)))
        .list());
  }

  /// What came of one row.
  record Ended(Claimed row, @Nullable UUID claim, Settled now) {}

  private static <T> @Nullable String[] texts(List<T> rows, Function<T, @Nullable String> column) {
    return rows.stream().map(column).toArray(String[]::new);
  }

  /// An array as PostgreSQL writes it.
  private static String literal(List<String> words) {
    return words.stream().map(word -> '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
        .collect(Collectors.joining(",", "{", "}"));
  }

  /// Forgets the body of a reply whose way is closed, so that the same message can be pushed.
  void pushNext(Claimed row) {
    database.sql().sql("""
        update channel.outgoing set way = 'push', request = null, first_tried_at = null
        where id = :id and workspace_id = :workspace
        """)
        .param("id", row.id.value())
        .param("workspace", row.workspace.value())
        .update();
  }

  /// Rows whose worker died between the call and its answer.
  List<Claimed> abandoned() {
    return database.sql().sql("""
        select id, workspace_id, connection_id, address, payload, way, request, attempts, first_tried_at,
               null::timestamptz as paused_until
        from channel.outgoing where state = 'sending' and claimed_until < now()
        order by due_at limit 100 for update skip locked /* any workspace: a claim */
        """)
        .query((row, n) -> claimed(row))
        .list();
  }

  /// Writes what the provider told later of a message it had taken, or of which nothing certain was known. Failing is
  /// final; that it waits somewhere on its way is a reason that may come and be replaced.
  Optional<Claimed> became(WorkspaceId workspace, ConnectionId connection, Incoming.Happening.Became became) {
    return database.sql().sql("""
        update channel.outgoing
        set state = :state, reason = :reason, settled_at = now()
        where id = :id and workspace_id = :workspace and connection_id = :connection and state in ('sent', 'unknown')
          and (state, reason) is distinct from (:state, :reason)
        returning id, workspace_id, connection_id, address, payload, way, request, attempts, first_tried_at,
                  null::timestamptz as paused_until
        """)
        .param("state", became.state().name().toLowerCase(Locale.ROOT))
        .param("reason", became.reason(), java.sql.Types.VARCHAR)
        .param("id", became.id().value())
        .param("workspace", workspace.value())
        .param("connection", connection.value())
        .query((row, n) -> claimed(row))
        .optional();
  }

  /// Those of the ids that are there.
  Set<OutgoingId> known(WorkspaceId workspace, Collection<OutgoingId> ids) {
    return Set.copyOf(database.sql()
        .sql("select id from channel.outgoing where workspace_id = :workspace and id = any (:ids)")
        .param("workspace", workspace.value())
        .param("ids", ids.stream().map(OutgoingId::value).toArray(UUID[]::new))
        .query((row, n) -> new OutgoingId(row.getObject(1, UUID.class)))
        .list());
  }

  long underway(WorkspaceId workspace) {
    return database.sql().sql("""
        select (select count(*) from (select from channel.outgoing
            where workspace_id = :workspace and state in ('planned', 'held', 'sending') limit 20000) o)
          + (select coalesce(sum(contacts), 0) from channel.parcel
            where workspace_id = :workspace and state in ('planned', 'held', 'sending'))
        """)
        .param("workspace", workspace.value())
        .query(Long.class)
        .single();
  }

  Optional<String> state(OutgoingId id) {
    return database.sql().sql("select state from channel.outgoing where id = :id and workspace_id is not null")
        .param("id", id.value())
        .query(String.class)
        .optional();
  }

  private static Claimed claimed(ResultSet row) throws SQLException {
    var way = row.getString("way");
    return new Claimed(
        new OutgoingId(row.getObject("id", UUID.class)),
        new WorkspaceId(row.getInt("workspace_id")),
        new ConnectionId(row.getObject("connection_id", UUID.class)),
        row.getString("address"),
        row.getString("payload"),
        way == null ? null : Way.valueOf(way.toUpperCase(Locale.ROOT)),
        row.getString("request"),
        row.getInt("attempts"),
        ConnectionStore.instant(row, "first_tried_at"),
        ConnectionStore.instant(row, "paused_until"));
  }
}
