package io.parley.timeline;

import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/// The log: appended by anybody, read by the fold in the order of `(xid, position)` below the oldest running
/// transaction, so that a transaction that commits late is never skipped.
@Component
class Log {
  static final String SEGMENT = "segment";
  private static final int SHARD = 0;
  private static final int COMPACT_FROM = 64;
  private static final int FEW = 500;
  private static final int CROWD = 32;
  private static final long CROWDED_NANOS = 50_000_000;

  private final Database database;
  private final Clocks clocks;
  private final List<Runnable> readers = new CopyOnWriteArrayList<>();
  private final AtomicLong crowdedUntil = new AtomicLong(System.nanoTime());

  record Cursor(String xid, long position, long epoch) {}

  Log(Database database, Clocks clocks) {
    this.database = database;
    this.clocks = clocks;
  }

  /// `reader` is called after each commit that appended something on this node.
  void onAppend(Runnable reader) {
    readers.add(reader);
  }

  void append(WorkspaceId workspace, List<NewFact> facts) {
    if (facts.isEmpty()) {
      return;
    }
    database.later("""
        with receipt as (insert into timeline.receipt (workspace_id, accepted) values (:workspace, :count))
        insert into timeline.log (shard, workspace_id, received_at, kind, message_id, body)
        select :shard, :workspace, :now, kind, message_id, body
        from unnest(:kinds, :ids, :bodies) f (kind, message_id, body)
        """, Map.of(
        "workspace", workspace.value(),
        "count", facts.size(),
        "shard", SHARD,
        "now", clocks.now(workspace).atOffset(ZoneOffset.UTC),
        "kinds", facts.stream().map(NewFact::kind).toArray(String[]::new),
        "ids", facts.stream().map(NewFact::messageId).toArray(String[]::new),
        "bodies", facts.stream().map(Log::body).toArray(String[]::new)));
    database.afterCommit(this::wake);
  }

  void vouch(WorkspaceId workspace, List<NewCall> calls) {
    if (calls.isEmpty()) {
      return;
    }
    database.sql().sql("""
        with receipt as (insert into timeline.receipt (workspace_id, accepted) values (:workspace, :count))
        insert into timeline.log (shard, workspace_id, received_at, kind, envelope, body)
        select :shard, :workspace, :now, :kind, envelope, body from unnest(:envelopes, :bodies) c (envelope, body)
        """)
        .param("workspace", workspace.value())
        .param("count", calls.size())
        .param("shard", SHARD)
        .param("now", clocks.now(workspace).atOffset(ZoneOffset.UTC))
        .param("kind", SEGMENT)
        .param("envelopes", calls.stream().map(NewCall::envelope).toArray(String[]::new))
        .param("bodies", calls.stream().map(NewCall::json).toArray(String[]::new))
        .update();
    database.afterCommit(this::wake);
  }

  int behind(int most) {
    return database.engine(() -> database.sql().sql("""
        select count(*) from (
          select from timeline.log l, timeline.cursor c
          where l.shard = c.shard and c.shard = :shard and (l.xid, l.position) > (c.xid, c.position)
          limit :most) /* any workspace: the fold takes them in one order */
        """).param("shard", SHARD).param("most", most).query(Integer.class).single());
  }

  boolean folded(WorkspaceId workspace, Instant until) {
    return database.engine(() -> database.sql().sql("""
        select not exists (select from timeline.log l, timeline.cursor c where l.shard = c.shard
          and l.workspace_id = :workspace and l.received_at <= :until and (l.xid, l.position) > (c.xid, c.position))
        """)
        .param("workspace", workspace.value())
        .param("until", until.atOffset(ZoneOffset.UTC))
        .query(Boolean.class)
        .single());
  }

  private static String body(NewFact fact) {
    if (!(fact.body() instanceof ObjectNode body)) {
      throw new IllegalArgumentException("The body of a fact is an object");
    }
    return body.deepCopy().put("at", fact.at().toString()).toString();
  }

  /// Appends what collectors took in, all of it in one transaction. A few events are one statement and one round trip;
  /// many are cheaper by COPY.
  void append(List<Delivery> deliveries) {
    if (deliveries.size() >= CROWD) {
      crowdedUntil.set(System.nanoTime() + CROWDED_NANOS);
    }
    if (deliveries.stream().mapToInt(delivery -> delivery.events().size()).sum() <= FEW) {
      database.alone(() -> insert(deliveries));
    } else {
      database.engine(() -> copy(deliveries));
    }
    wake();
  }

  /// True while many requests of this node are accepted at once because they had queued.
  boolean crowded() {
    return crowdedUntil.get() - System.nanoTime() > 0;
  }

  private int insert(List<Delivery> deliveries) {
    var events = new Events(deliveries);
    return database.sql().sql("""
        with receipt as (
          insert into timeline.receipt (workspace_id, accepted, refused)
          select workspace_id, sum(accepted), sum(refused)
          from unnest(:owners, :accepted, :refused) r (workspace_id, accepted, refused) group by 1)
        insert into timeline.log (shard, workspace_id, received_at, kind, envelope, body)
        select :shard, workspace_id, timestamptz 'epoch' + at * interval '1 microsecond', :kind, envelope, body
        from unnest(:workspaces, :ats, :envelopes, :bodies) e (workspace_id, at, envelope, body)
        """)
        .params(receipt(deliveries))
        .param("shard", SHARD)
        .param("kind", SEGMENT)
        .param("workspaces", events.workspaces)
        .param("ats", events.ats)
        .param("envelopes", events.envelopes)
        .param("bodies", events.bodies)
        .update();
  }

  /// Events as columns.
  private static final class Events {
    private final Integer[] workspaces;
    private final Long[] ats;
    private final @Nullable String[] envelopes;
    private final String[] bodies;

    Events(List<Delivery> deliveries) {
      var count = deliveries.stream().mapToInt(delivery -> delivery.events().size()).sum();
      workspaces = new Integer[count];
      ats = new Long[count];
      envelopes = new String[count];
      bodies = new String[count];
      var n = 0;
      for (var delivery : deliveries) {
        for (var event : delivery.events()) {
          workspaces[n] = delivery.workspace().value();
          ats[n] = ChronoUnit.MICROS.between(Instant.EPOCH, delivery.at());
          envelopes[n] = event.around();
          bodies[n++] = delivery.text(event);
        }
      }
    }
  }

  private void copy(List<Delivery> deliveries) {
    var rows = CopyRows.begin(deliveries.stream().mapToInt(Delivery::length).sum());
    for (var delivery : deliveries) {
      for (var event : delivery.events()) {
        rows.row(6).integer(SHARD).integer(delivery.workspace().value()).time(delivery.at()).text(SEGMENT)
            .text(event.around()).text(delivery.bytes(), event.slice().start(), event.slice().length());
      }
    }
    rows.end();
    database.copy("""
        copy timeline.log (shard, workspace_id, received_at, kind, envelope, body) from stdin (format binary)
        """, rows.bytes(), rows.length());
    database.later("""
        insert into timeline.receipt (workspace_id, accepted, refused)
        select workspace_id, sum(accepted), sum(refused)
        from unnest(:owners, :accepted, :refused) r (workspace_id, accepted, refused) group by 1
        """, receipt(deliveries));
  }

  private static Map<String, Object> receipt(List<Delivery> deliveries) {
    return Map.of(
        "owners", deliveries.stream().map(delivery -> delivery.workspace().value()).toArray(Integer[]::new),
        "accepted", deliveries.stream().map(delivery -> delivery.events().size()).toArray(Integer[]::new),
        "refused", deliveries.stream().map(Delivery::refused).toArray(Integer[]::new));
  }

  private void wake() {
    readers.forEach(Runnable::run);
  }

  Cursor cursor() {
    return database.sql().sql("select xid::text, position, epoch from timeline.cursor where shard = :shard")
        .param("shard", SHARD)
        .query((row, n) -> new Cursor(row.getString(1), row.getLong(2), row.getLong(3)))
        .single();
  }

  /// The order names the table: a bare `xid` would be the text that is selected, in which 999 comes after 1000.
  List<LogRow> read(Cursor after, int limit) {
    return database.sql().sql("""
        select xid::text, position, workspace_id, received_at, kind, message_id, envelope, body from timeline.log
        where shard = :shard and (xid, position) > (:xid::xid8, :position)
          and xid < pg_snapshot_xmin(pg_current_snapshot())
        order by log.xid, log.position limit :limit
        """)
        .param("shard", SHARD)
        .param("xid", after.xid)
        .param("position", after.position)
        .param("limit", limit)
        .query((row, n) -> row(row))
        .list();
  }

  /// The facts of one workspace between two places of the log, in order.
  List<LogRow> of(WorkspaceId workspace, Cursor after, Cursor until, int limit) {
    return database.sql().sql("""
        select xid::text, position, workspace_id, received_at, kind, message_id, envelope, body from timeline.log
        where shard = :shard and workspace_id = :workspace and (xid, position) > (:xid::xid8, :position)
          and (xid, position) <= (:lastXid::xid8, :lastPosition)
        order by log.xid, log.position limit :limit
        """)
        .param("shard", SHARD)
        .param("workspace", workspace.value())
        .param("xid", after.xid)
        .param("position", after.position)
        .param("lastXid", until.xid)
        .param("lastPosition", until.position)
        .param("limit", limit)
        .query((row, n) -> row(row))
        .list();
  }

  private static LogRow row(ResultSet row) throws SQLException {
    return new LogRow(row.getString(1), row.getLong(2), new WorkspaceId(row.getInt(3)),
        row.getObject(4, OffsetDateTime.class).toInstant(), row.getString(5), row.getString(6), row.getString(7),
        row.getString(8));
  }

  /// Makes this epoch the only one that may move the cursor. False if a newer one has it.
  boolean claim(long epoch) {
    return database.sql().sql("update timeline.cursor set epoch = :epoch where shard = :shard and epoch <= :epoch")
        .param("epoch", epoch).param("shard", SHARD).update() == 1;
  }

  /// Keeps a holder that slept past its lease out: it waits here, then finds the cursor moved or the epoch newer.
  boolean hold(Cursor cursor) {
    return database.sql().sql("""
        select true from timeline.cursor
        where shard = :shard and position = :position and xid = :xid::xid8 and epoch = :epoch for update
        """)
        .param("shard", SHARD)
        .param("position", cursor.position)
        .param("xid", cursor.xid)
        .param("epoch", cursor.epoch)
        .query(Boolean.class)
        .optional()
        .isPresent();
  }

  /// Moves the cursor to `row`, if it still stands where the batch began and the epoch is still ours.
  boolean move(Cursor from, LogRow row) {
    return database.sql().sql("""
        update timeline.cursor set xid = :newXid::xid8, position = :newPosition
        where shard = :shard and position = :position and xid = :xid::xid8 and epoch = :epoch
        """)
        .param("newXid", row.xid())
        .param("newPosition", row.position())
        .param("shard", SHARD)
        .param("position", from.position)
        .param("xid", from.xid)
        .param("epoch", from.epoch)
        .update() == 1;
  }

  /// Sums up receipts, so that the ledger stays cheap to read. Readers see all rows or their sum, never half.
  void compactReceipts() {
    database.engine(() -> database.sql().sql("""
        with crowded as (select workspace_id from timeline.receipt group by workspace_id having count(*) > :from),
        gone as (delete from timeline.receipt r using crowded c where r.workspace_id = c.workspace_id
          returning r.workspace_id, r.accepted, r.refused)
        insert into timeline.receipt (workspace_id, accepted, refused)
        select workspace_id, sum(accepted), sum(refused) from gone group by workspace_id
        """).param("from", COMPACT_FROM).update());
  }

  Ledger ledger(WorkspaceId workspace) {
    return database.tenant(workspace, () -> database.sql().sql("""
        select
          coalesce((select sum(accepted) from timeline.receipt where workspace_id = :workspace), 0),
          coalesce(t.folded, 0), coalesce(t.repeated, 0),
          (select count(*) from timeline.parked where workspace_id = :workspace),
          (select count(*) from timeline.log l, timeline.cursor c where l.shard = c.shard
             and l.workspace_id = :workspace and (l.xid, l.position) > (c.xid, c.position)),
          coalesce(t.discarded, 0),
          coalesce((select sum(refused) from timeline.receipt where workspace_id = :workspace), 0)
        from (select 1) one left join timeline.tally t on t.workspace_id = :workspace
        """)
        .param("workspace", workspace.value())
        .query((row, n) -> new Ledger(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5),
            row.getLong(6), row.getLong(7)))
        .single());
  }
}
