package io.parley.audience;

import io.parley.customer.CustomerId;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/// Flips one by one, and by how much each segment grew on each day.
@Repository
class FlipStore {
  private final Database database;

  /// A line of a segment's history. `id` tells two at the same instant apart.
  record Line(long id, CustomerId customer, Instant at, boolean entered, Flip.Cause cause, @Nullable String event) {}

  record Grown(UUID segment, LocalDate day, int entered, int left, int otherwise) {}

  FlipStore(Database database) {
    this.database = database;
  }

  void keep(WorkspaceId workspace, List<Flip> flips) {
    if (flips.isEmpty()) {
      return;
    }
    database.sql().sql("""
        insert into audience.flip (workspace_id, segment_id, customer_id, at, entered, reason, event)
        select :workspace, t.* from unnest(:segments::uuid[], :customers::uuid[], :ats::timestamptz[],
          :entered::boolean[], :reasons, :events) as t
        """)
        .param("workspace", workspace.value())
        .param("segments", texts(flips, flip -> flip.segment().id().toString()))
        .param("customers", texts(flips, flip -> flip.customer().toString()))
        .param("ats", texts(flips, flip -> flip.at().toString()))
        .param("entered", texts(flips, flip -> Boolean.toString(flip.entered())))
        .param("reasons", texts(flips, flip -> flip.cause().word()))
        .param("events", texts(flips, Flip::event))
        .update();
  }

  void add(WorkspaceId workspace, Collection<Grown> grown) {
    if (grown.isEmpty()) {
      return;
    }
    database.sql().sql("""
        insert into audience.segment_day as d (workspace_id, segment_id, day, entered, left_again, otherwise)
        select :workspace, t.* from unnest(:segments::uuid[], :days::date[], :entered::int[], :left::int[],
          :otherwise::int[]) as t
        on conflict (workspace_id, segment_id, day) do update set entered = d.entered + excluded.entered,
          left_again = d.left_again + excluded.left_again, otherwise = d.otherwise + excluded.otherwise
        """)
        .param("workspace", workspace.value())
        .param("segments", texts(grown, one -> one.segment.toString()))
        .param("days", texts(grown, one -> one.day.toString()))
        .param("entered", texts(grown, one -> Integer.toString(one.entered)))
        .param("left", texts(grown, one -> Integer.toString(one.left)))
        .param("otherwise", texts(grown, one -> Integer.toString(one.otherwise)))
        .update();
  }

  /// The latest first, behind the flip `id` at `at`.
  List<Line> lines(WorkspaceId workspace, SegmentId segment, @Nullable Instant at, long id, int limit) {
    return database.sql().sql("""
        select id, customer_id, at, entered, reason, event from audience.flip
        where workspace_id = :workspace and segment_id = :segment
        """ + (at == null ? "" : " and (at, id) < (:at::timestamptz, :id) ") + """
         order by at desc, id desc limit :limit
        """)
        .param("workspace", workspace.value()).param("segment", segment.value())
        .param("at", at == null ? null : at.toString()).param("id", id).param("limit", limit)
        .query((row, n) -> new Line(row.getLong(1), new CustomerId(row.getObject(2, UUID.class)),
            row.getObject(3, OffsetDateTime.class).toInstant(), row.getBoolean(4),
            Flip.Cause.valueOf(row.getString(5).toUpperCase(Locale.ROOT)), row.getString(6)))
        .list();
  }

  /// The days on which it changed, from a day on, the latest first.
  List<Grown> days(WorkspaceId workspace, SegmentId segment, LocalDate from) {
    return database.sql().sql("""
        select segment_id, day, entered, left_again, otherwise from audience.segment_day
        where workspace_id = :workspace and segment_id = :segment and day >= :from::date order by day desc
        """)
        .param("workspace", workspace.value()).param("segment", segment.value()).param("from", from.toString())
        .query((row, n) -> new Grown(row.getObject(1, UUID.class), row.getObject(2, LocalDate.class), row.getInt(3),
            row.getInt(4), row.getInt(5)))
        .list();
  }

  /// Deletes the flips of segments that are gone, and those from before `until`; at most `most`. Segment by segment,
  /// so that the index finds them: this runs each minute, and nearly always there are none.
  int sweep(WorkspaceId workspace, Instant until, int most) {
    return database.sql().sql("""
        delete from audience.flip where workspace_id = :workspace and id in (
          select old.id from audience.segment s cross join lateral (
            select f.id from audience.flip f where f.workspace_id = :workspace and f.segment_id = s.id
              and f.at < case when s.deleted_at is null then :until::timestamptz else 'infinity' end limit :most) old
          where s.workspace_id = :workspace limit :most)
        """).param("workspace", workspace.value()).param("until", Timestamp.from(until)).param("most", most).update();
  }

  private static <T> @Nullable String[] texts(Collection<T> rows, Function<T, @Nullable String> column) {
    return rows.stream().map(column).toArray(String[]::new);
  }
}
