package io.parley.timeline;

import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.Page;
import io.parley.platform.Problem;
import io.parley.platform.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Facts that could not be folded, with the reason. Nothing is lost: a person replays or discards them, and can take
/// the discarding back for thirty days.
@Component
class Parked {
  private static final int MOST_A_PAGE = 100;
  private static final int LONGEST_REASON = 500;
  private static final Duration KEPT = Duration.ofDays(30);
  private static final String COLUMNS = """
      id, workspace_id, received_at, reason, kind, message_id, envelope, body, parked_at""";

  private final Database database;
  private final Clocks clocks;

  record Event(UUID id, Instant receivedAt, String reason, String body) {}

  Parked(Database database, Clocks clocks) {
    this.database = database;
    this.clocks = clocks;
  }

  void park(WorkspaceId workspace, List<Reading.Unreadable> facts) {
    if (facts.isEmpty()) {
      return;
    }
    database.sql().sql("""
        insert into timeline.parked (id, workspace_id, received_at, reason, kind, message_id, envelope, body, parked_at)
        select id, :workspace, timestamptz 'epoch' + received * interval '1 microsecond', reason, kind, message_id,
          envelope, body, :now
        from unnest(:ids::uuid[], :received, :reasons, :kinds, :messageIds, :envelopes, :bodies)
          p (id, received, reason, kind, message_id, envelope, body)
        """)
        .param("workspace", workspace.value())
        .param("now", clocks.now(workspace).atOffset(ZoneOffset.UTC))
        .param("ids", texts(facts, fact -> Ids.next().toString()))
        .param("received", facts.stream().map(fact -> ChronoUnit.MICROS.between(Instant.EPOCH, fact.row().receivedAt()))
            .toArray(Long[]::new))
        .param("reasons", texts(facts, fact -> cut(fact.reason())))
        .param("kinds", texts(facts, fact -> fact.row().kind()))
        .param("messageIds", texts(facts, fact -> fact.row().messageId()))
        .param("envelopes", texts(facts, fact -> fact.row().envelope()))
        .param("bodies", texts(facts, fact -> fact.row().body()))
        .update();
  }

  private static @Nullable String[] texts(
      List<Reading.Unreadable> facts, Function<Reading.Unreadable, @Nullable String> column) {
    return facts.stream().map(column).toArray(String[]::new);
  }

  private static String cut(String reason) {
    var plain = reason.replace("\0", "");
    return plain.length() <= LONGEST_REASON ? plain : plain.substring(0, LONGEST_REASON);
  }

  Page<Event> page(WorkspaceId workspace, @Nullable UUID before, int limit) {
    var size = Math.clamp(limit, 1, MOST_A_PAGE);
    var rows = database.tenant(workspace, () -> database.sql().sql("""
        select id, received_at, reason, body from timeline.parked
        where workspace_id = :workspace and (:before::uuid is null or (parked_at, id) <
          (select parked_at, id from timeline.parked where workspace_id = :workspace and id = :before::uuid))
        order by parked_at desc, id desc limit :rows
        """)
        .param("workspace", workspace.value())
        .param("before", before == null ? null : before.toString())
        .param("rows", size + 1)
        .query((row, n) -> new Event(row.getObject(1, UUID.class), row.getObject(2, OffsetDateTime.class).toInstant(),
            row.getString(3), row.getString(4)))
        .list());
    return Page.cut(rows, size, event -> event.id.toString());
  }

  /// Puts a fact at the end of the log again, as it was.
  void replay(WorkspaceId workspace, UUID id) {
    var moved = database.tenant(workspace, () -> database.sql().sql("""
        with gone as (delete from timeline.parked where workspace_id = :workspace and id = :id returning *)
        insert into timeline.log (shard, workspace_id, received_at, kind, message_id, envelope, body)
        select 0, workspace_id, received_at, kind, message_id, envelope, body from gone
        """)
        .param("workspace", workspace.value()).param("id", id).update());
    if (moved == 0) {
      throw Problem.notFound();
    }
  }

  void discard(WorkspaceId workspace, UUID id, @Nullable UUID by) {
    var discarded = database.tenant(workspace, () -> database.sql().sql("""
        with gone as (delete from timeline.parked where workspace_id = :workspace and id = :id returning *),
        kept as (insert into timeline.discarded (COLUMNS, discarded_at, discarded_by)
          select COLUMNS, :now, :by::uuid from gone)
        insert into timeline.tally as t (workspace_id, discarded) select :workspace, 1 from gone
        on conflict (workspace_id) do update set discarded = t.discarded + 1
        """.replace("COLUMNS", COLUMNS))
        .param("workspace", workspace.value()).param("id", id)
        .param("now", clocks.now(workspace).atOffset(ZoneOffset.UTC))
        .param("by", by == null ? null : by.toString()).update());
    if (discarded == 0) {
      throw Problem.notFound();
    }
  }

  /// Takes a discarding back: the fact waits with its reason again.
  void restore(WorkspaceId workspace, UUID id) {
    var restored = database.tenant(workspace, () -> database.sql().sql("""
        with back as (delete from timeline.discarded where workspace_id = :workspace and id = :id returning *),
        kept as (insert into timeline.parked (COLUMNS) select COLUMNS from back)
        update timeline.tally t set discarded = t.discarded - 1 from back where t.workspace_id = :workspace
        """.replace("COLUMNS", COLUMNS))
        .param("workspace", workspace.value()).param("id", id).update());
    if (restored == 0) {
      throw Problem.notFound();
    }
  }

  /// Forgets what was discarded too long ago to come back.
  void tidy() {
    database.engine(() -> database.sql().sql("""
        delete from timeline.discarded where discarded_at < :before /* any workspace: what is kept too long */
        """).param("before", clocks.wall().minus(KEPT).atOffset(ZoneOffset.UTC)).update());
  }
}
