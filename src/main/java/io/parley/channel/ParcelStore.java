package io.parley.channel;

import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// SQL of `channel.parcel`.
@Component
class ParcelStore {
  private static final Duration CLAIM = Duration.ofSeconds(45);

  private final Database database;

  /// A parcel in the hands of a worker. `request` stands from the first try on.
  record Claimed(UUID id, WorkspaceId workspace, ConnectionId connection, List<Parcel.Share> shares, String payload,
      @Nullable String request, int attempts, @Nullable Instant firstTriedAt, @Nullable Instant pausedUntil) {
    /// As the rules of repeating see it: a push under a key.
    OutgoingStore.Claimed asPush() {
      return new OutgoingStore.Claimed(new OutgoingId(id), workspace, connection, "", payload, Way.PUSH, request,
          attempts, firstTriedAt, pausedUntil);
    }
  }

  ParcelStore(Database database) {
    this.database = database;
  }

  void plan(UUID id, Parcel parcel, String payload) {
    database.sql().sql("""
        insert into channel.parcel (id, workspace_id, connection_id, ids, addresses, contacts, payload)
        values (:id, :workspace, :connection, :ids, :addresses, :contacts, :payload)
        """)
        .param("id", id)
        .param("workspace", parcel.workspace().value())
        .param("connection", parcel.connection().value())
        .param("ids", parcel.shares().stream().map(share -> share.id().value()).toArray(UUID[]::new))
        .param("addresses", parcel.shares().stream().map(Parcel.Share::address).toArray(String[]::new))
        .param("contacts", parcel.shares().size())
        .param("payload", payload)
        .update();
  }

  /// Locks parcels that are due, of connections that are not told to wait.
  List<Claimed> due(int limit) {
    return database.sql().sql("""
        select p.*, null::timestamptz as paused_until
        from channel.parcel p join channel.connection c on c.id = p.connection_id
        where p.state in ('planned', 'held') and p.due_at <= now() and coalesce(c.paused_until <= now(), true)
        order by p.due_at, p.id limit :limit for update of p skip locked /* any workspace: a claim */
        """)
        .param("limit", limit)
        .query((row, n) -> claimed(row))
        .list();
  }

  void sending(Claimed row, UUID claim, String request) {
    database.sql().sql("""
        update channel.parcel
        set state = 'sending', request = :request, attempts = attempts + 1, claimed_by = :claim,
            claimed_until = now() + make_interval(secs => :secs), first_tried_at = coalesce(first_tried_at, now())
        where id = :id and workspace_id = :workspace
        """)
        .param("request", request)
        .param("claim", claim)
        .param("secs", CLAIM.toSeconds())
        .param("id", row.id)
        .param("workspace", row.workspace.value())
        .update();
  }

  /// Writes what came of a claim; `claim` null for a parcel that was never sent, or whose worker is gone. False if it
  /// went on without it. What is settled forgets whom it was for.
  boolean settle(Claimed row, @Nullable UUID claim, OutgoingStore.Settled now) {
    return database.sql().sql("""
        update channel.parcel
        set state = :state, reason = :reason, request_id = :request, claimed_until = null,
            due_at = now() + make_interval(secs => :secs), settled_at = case when :again then null else now() end,
            ids = case when :again then ids else '{}' end, addresses = case when :again then addresses else '{}' end,
            request = case when :again then request end
        where id = :id and workspace_id = :workspace
          and case when :claim::uuid is null then state in ('planned', 'held', 'sending')
              and coalesce(claimed_until < now(), true)
            else claimed_by = :claim and state in ('sending', 'unknown') end
        """)
        .param("state", now.state())
        .param("reason", now.reason(), java.sql.Types.VARCHAR)
        .param("request", now.requestId(), java.sql.Types.VARCHAR)
        .param("secs", now.again() == null ? 0 : now.again().toMillis() / 1000.0)
        .param("again", now.again() != null)
        .param("id", row.id)
        .param("workspace", row.workspace.value())
        .param("claim", claim, java.sql.Types.OTHER)
        .update() == 1;
  }

  /// Parcels whose worker died between the call and its answer.
  List<Claimed> abandoned() {
    return database.sql().sql("""
        select p.*, null::timestamptz as paused_until from channel.parcel p
        where p.state = 'sending' and p.claimed_until < now()
        order by p.due_at limit 100 for update skip locked /* any workspace: a claim */
        """)
        .query((row, n) -> claimed(row))
        .list();
  }

  private static Claimed claimed(ResultSet row) throws SQLException {
    var ids = (UUID[]) row.getArray("ids").getArray();
    var addresses = (String[]) row.getArray("addresses").getArray();
    var shares = Stream.iterate(0, n -> n < ids.length, n -> n + 1)
        .map(n -> new Parcel.Share(new OutgoingId(ids[n]), addresses[n])).toList();
    return new Claimed(row.getObject("id", UUID.class), new WorkspaceId(row.getInt("workspace_id")),
        new ConnectionId(row.getObject("connection_id", UUID.class)), shares, row.getString("payload"),
        row.getString("request"), row.getInt("attempts"), ConnectionStore.instant(row, "first_tried_at"),
        ConnectionStore.instant(row, "paused_until"));
  }
}
