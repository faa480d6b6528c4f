package io.parley.channel;

import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// SQL of `channel.incoming`.
@Component
final class IncomingStore {
  private static final long CLAIMING = 0x4c494e45_494eL;
  private static final Duration CLAIM = Duration.ofSeconds(45);

  private final Database database;

  /// One event in the hands of a worker. `attempt` counts from 1.
  record Waiting(
      long id, WorkspaceId workspace, ConnectionId connection, String eventId, String address, String kind, Instant at,
      String body, int attempt) {}

  IncomingStore(Database database) {
    this.database = database;
  }

  /// Stores what is new; a repeated event is known by its id.
  void store(Account account, List<Adapter.Arrival> arrivals) {
    database.sql().sql("""
        insert into channel.incoming (workspace_id, connection_id, event_id, address, kind, at, body, state, reason)
        select :workspace, :connection, e, a, k, t, b, case when i = '' then 'waiting' else 'ignored' end, nullif(i, '')
        from unnest(:events, :addresses, :kinds, :times, :bodies, :ignored) as n (e, a, k, t, b, i)
        on conflict (connection_id, event_id) do nothing
        """)
        .param("workspace", account.workspace().value())
        .param("connection", account.id().value())
        .param("events", arrivals.stream().map(Adapter.Arrival::eventId).toArray(String[]::new))
        .param("addresses", arrivals.stream().map(Adapter.Arrival::address).toArray(String[]::new))
        .param("kinds", arrivals.stream().map(Adapter.Arrival::kind).toArray(String[]::new))
        .param("times", arrivals.stream().map(a -> Timestamp.from(a.at())).toArray(Timestamp[]::new))
        .param("bodies", arrivals.stream().map(Adapter.Arrival::body).toArray(String[]::new))
        .param("ignored", arrivals.stream().map(a -> a.ignored() == null ? "" : a.ignored()).toArray(String[]::new))
        .update();
  }

  /// Takes the earliest waiting event of contacts that have none in hand. Claims are taken one after the other, so that
  /// two workers never hold events of one contact.
  List<Waiting> claim(int limit) {
    database.sql().sql("select pg_advisory_xact_lock(:key)").param("key", CLAIMING).query((row, n) -> 1).single();
    return database.sql().sql("""
        update channel.incoming i
        set claimed_until = now() + make_interval(secs => :claim), attempts = i.attempts + 1
        where i.id in (
          select h.id from channel.incoming h
          where h.state = 'waiting' and h.due_at <= now() and (h.claimed_until is null or h.claimed_until < now())
            and not exists (
              select 1 from channel.incoming e
              where e.connection_id = h.connection_id and e.address = h.address and e.state = 'waiting'
                and ((e.at, e.id) < (h.at, h.id) or e.claimed_until >= now()))
          order by h.due_at, h.id limit :limit for update skip locked) /* any workspace: a claim */
        returning i.id, i.workspace_id, i.connection_id, i.event_id, i.address, i.kind, i.at, i.body, i.attempts
        """)
        .param("claim", CLAIM.toSeconds())
        .param("limit", limit)
        .query((row, n) -> new Waiting(
            row.getLong(1), new WorkspaceId(row.getInt(2)), new ConnectionId(row.getObject(3, UUID.class)),
            row.getString(4), row.getString(5), row.getString(6), row.getTimestamp(7).toInstant(), row.getString(8),
            row.getInt(9)))
        .list();
  }

  /// Marks an event as handed over. False if another worker did it meanwhile.
  boolean done(Waiting event) {
    return database.sql().sql("""
        update channel.incoming set state = 'done', claimed_until = null, reason = null
        where id = :id and workspace_id = :workspace and state = 'waiting'
        """)
        .param("id", event.id)
        .param("workspace", event.workspace.value())
        .update() == 1;
  }

  /// `again` null: no more tries, a person may replay it.
  void failed(Waiting event, String reason, @Nullable Duration again) {
    database.sql().sql("""
        update channel.incoming
        set state = case when :last then 'failed' else 'waiting' end, reason = :reason, claimed_until = null,
            due_at = now() + make_interval(secs => :secs)
        where id = :id and workspace_id = :workspace and state = 'waiting'
        """)
        .param("last", again == null)
        .param("reason", reason)
        .param("secs", again == null ? 0 : again.toMillis() / 1000.0)
        .param("id", event.id)
        .param("workspace", event.workspace.value())
        .update();
  }

  /// An event that could not be handled, for a person to see.
  record Failed(long id, ConnectionId connection, Instant receivedAt, String kind, String reason, String body) {}

  List<Failed> failed(WorkspaceId workspace, long after, int limit) {
    return database.sql().sql("""
        select id, connection_id, received_at, kind, reason, body from channel.incoming
        where workspace_id = :workspace and state = 'failed' and id > :after order by id limit :limit
        """)
        .param("workspace", workspace.value())
        .param("after", after)
        .param("limit", limit)
        .query((row, n) -> new Failed(row.getLong(1), new ConnectionId(row.getObject(2, UUID.class)),
            row.getTimestamp(3).toInstant(), row.getString(4), row.getString(5), row.getString(6)))
        .list();
  }

  boolean replay(WorkspaceId workspace, long id) {
    return database.sql().sql("""
        update channel.incoming set state = 'waiting', attempts = 0, due_at = now()
        where id = :id and workspace_id = :workspace and state = 'failed'
        """)
        .param("id", id)
        .param("workspace", workspace.value())
        .update() == 1;
  }

  Optional<String> reason(ConnectionId connection, String eventId) {
    return database.sql().sql("""
        select state || coalesce(': ' || reason, '') from channel.incoming
        where connection_id = :connection and event_id = :event and workspace_id is not null
        """)
        .param("connection", connection.value())
        .param("event", eventId)
        .query(String.class)
        .optional();
  }
}
