package io.parley.timeline;

import io.parley.customer.IdentityId;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/// Reads the end of the log backwards, and looks up what its events became.
@Repository
class ReceivedStore {
  /// How many of its own events a workspace looks back over for a word.
  static final int WINDOW = 20_000;

  private final Database database;

  /// `taken` if the fold has been past it.
  record Kept(LogRow row, boolean taken) {}

  record Probe(long position, IdentityId identity, Instant at) {}

  record Sent(Instant receivedAt, String body) {}

  /// Why it could not be folded; discarded if `discardedAt` says since when.
  record Unfolded(UUID id, String reason, @Nullable Instant discardedAt, @Nullable UUID discardedBy) {}

  /// A place in the log to read on from.
  record Place(Instant receivedAt, long position) {
    static Place of(LogRow row) {
      return new Place(row.receivedAt(), row.position());
    }

    String text() {
      return receivedAt + "~" + position;
    }

    static Place read(String text) {
      try {
        var parts = text.split("~", 2);
        return new Place(Instant.parse(parts[0]), Long.parseLong(parts[1]));
      } catch (RuntimeException notOurs) {
        throw ReceivedEvents.badCursor();
      }
    }
  }

  ReceivedStore(Database database) {
    this.database = database;
  }

  /// Only those that hold one of `words` in what was sent, in any case; all, if there are none.
  List<Kept> latest(WorkspaceId workspace, @Nullable Place before, List<String> words, int limit) {
    var sql = """
        select l.xid::text, l.position, l.workspace_id, l.received_at, l.kind, l.message_id, l.envelope, l.body,
          (l.xid, l.position) <= (c.xid, c.position)
        from (select * from timeline.log where workspace_id = :workspace and kind = :kind
        """
        + (before == null ? "" : " and (received_at, position) < (:receivedAt, :position) ")
        + """
           order by received_at desc, position desc limit :window) l, timeline.cursor c
        where c.shard = l.shard
        """
        + (words.isEmpty() ? "" : " and l.body ilike any (:words) ")
        + " order by l.received_at desc, l.position desc limit :rows";
    return database.engine(() -> database.sql().sql(sql)
        .param("workspace", workspace.value())
        .param("kind", Log.SEGMENT)
        .param("receivedAt", before == null ? null : before.receivedAt.atOffset(ZoneOffset.UTC))
        .param("position", before == null ? null : before.position)
        .param("words", words.stream().map(word -> "%" + word.replaceAll("([\\\\%_])", "\\\\$1") + "%")
            .toArray(String[]::new))
        .param("window", WINDOW)
        .param("rows", limit)
        .query((row, n) -> new Kept(new LogRow(row.getString(1), row.getLong(2), new WorkspaceId(row.getInt(3)),
            row.getObject(4, OffsetDateTime.class).toInstant(), row.getString(5), row.getString(6), row.getString(7),
            row.getString(8)), row.getBoolean(9)))
        .list());
  }

  /// Which of these stand on somebody's timeline, by their place in the log, and on which identity.
  Map<Long, IdentityId> folded(WorkspaceId workspace, Collection<Probe> probes) {
    var found = new HashMap<Long, IdentityId>();
    database.tenant(workspace, () -> database.sql().sql("""
        select p.position, p.identity
        from unnest(:positions, :identities::uuid[], :times::timestamptz[]) p (position, identity, at)
        where exists (select from timeline.event e where e.workspace_id = :workspace and e.identity_id = p.identity
          and e.at = p.at and e.position = p.position)
        """)
        .param("workspace", workspace.value())
        .param("positions", probes.stream().map(Probe::position).toArray(Long[]::new))
        .param("identities", probes.stream().map(probe -> probe.identity.toString()).toArray(String[]::new))
        .param("times", probes.stream().map(probe -> probe.at.toString()).toArray(String[]::new))
        .query((row, n) -> found.put(row.getLong(1), new IdentityId(row.getObject(2, UUID.class))))
        .list());
    return found;
  }

  /// Facts that came at these times and are parked, or were until somebody discarded them.
  Map<Sent, Unfolded> unfolded(WorkspaceId workspace, Collection<Instant> times) {
    var found = new HashMap<Sent, Unfolded>();
    if (!times.isEmpty()) {
      database.tenant(workspace, () -> database.sql().sql("""
          select received_at, body, id, reason, null::timestamptz, null::uuid from timeline.parked
          where workspace_id = :workspace and received_at = any (:times)
          union all
          select received_at, body, id, reason, discarded_at, discarded_by from timeline.discarded
          where workspace_id = :workspace and received_at = any (:times)
          """)
          .param("workspace", workspace.value())
          .param("times", times.stream().map(Timestamp::from).toArray(Timestamp[]::new))
          .query((row, n) -> found.putIfAbsent(
              new Sent(row.getObject(1, OffsetDateTime.class).toInstant(), row.getString(2)), unfolded(row)))
          .list());
    }
    return found;
  }

  private static Unfolded unfolded(ResultSet row) throws SQLException {
    var at = row.getObject(5, OffsetDateTime.class);
    return new Unfolded(row.getObject(3, UUID.class), row.getString(4), at == null ? null : at.toInstant(),
        row.getObject(6, UUID.class));
  }
}
