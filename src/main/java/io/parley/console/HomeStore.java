package io.parley.console;

import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// What the first screen reads over the modules. It writes nothing.
@Component
class HomeStore {
  private static final int MOST_COUNTED = 10_000;
  /// Of an hour with more visitors than this, one of them is late enough.
  private static final int LATEST_LOOKED_AT = 1_000;

  private final Database database;

  record Waiting(long open, long waiting) {}

  private record DayCount(LocalDate day, long count) {}

  HomeStore(Database database) {
    this.database = database;
  }

  Map<LocalDate, Long> visitors(WorkspaceId workspace, Instant from, ZoneId zone) {
    return database.sql().sql("""
        select (at at time zone :zone)::date, count(distinct identity_id) from timeline.happened
        where workspace_id = :workspace and at >= :from and kind = 'page'
        group by 1
        """)
        .param("zone", zone.getId())
        .param("workspace", workspace.value())
        .param("from", Timestamp.from(from))
        .query((row, n) -> new DayCount(row.getObject(1, LocalDate.class), row.getLong(2)))
        .stream()
        .collect(Collectors.toMap(DayCount::day, DayCount::count));
  }

  Waiting conversations(WorkspaceId workspace) {
    return database.sql().sql("""
        select count(*) filter (where open), count(*) filter (where waiting_since is not null)
        from conversation.conversation where workspace_id = :workspace
        """)
        .param("workspace", workspace.value())
        .query((row, n) -> new Waiting(row.getLong(1), row.getLong(2)))
        .single();
  }

  /// Each step is one look at what must be there; a null instant means it is still to be done. Each reads a row or a
  /// few thousand, whatever has happened since: this is the first thing anybody sees.
  List<Screens.Step> checklist(WorkspaceId workspace) {
    return database.sql().sql("""
        select 'snippet', max(last_seen_at), null::text
          from (select last_seen_at from customer.customer where workspace_id = :workspace and merged_into is null
                and kinds @> '{visitor}' order by last_seen_hour desc limit :latest) v
        union all select 'line', min(created_at), min(name) from channel.connection
          where workspace_id = :workspace and kind = 'line'
        union all select 'customer', min(first_seen_at), count(*) || case when count(*) = :most then '+' else '' end
          from (select first_seen_at from customer.customer where workspace_id = :workspace and merged_into is null
                limit :most) c
        union all select 'tag', min(since), count(*) || case when count(*) = :most then '+' else '' end
          from (select since from customer.customer_tag where workspace_id = :workspace and removed_at is null
                limit :most) t
        union all select 'answer', min(at), count(*) || case when count(*) = :most then '+' else '' end
          from (select at from conversation.message where workspace_id = :workspace and direction = 'out'
                and author = 'member' limit :most) m
        """)
        .param("workspace", workspace.value())
        .param("most", MOST_COUNTED)
        .param("latest", LATEST_LOOKED_AT)
        .query((row, n) -> {
          var at = row.getTimestamp(2);
          return new Screens.Step(row.getString(1), at != null, at == null ? null : at.toInstant(),
              at == null ? null : row.getString(3));
        })
        .list();
  }

  List<Screens.RecentTag> recentTags(WorkspaceId workspace, int limit) {
    return database.sql().sql("""
        select c.id, c.name, t.name, k.since
        from (select * from customer.customer_tag where workspace_id = :workspace and removed_at is null
              order by since desc limit :limit) k
        join customer.identity i on i.id = k.identity_id
        join customer.customer c on c.id = i.customer_id
        join customer.tag t on t.id = k.tag_id
        where i.workspace_id = :workspace and c.workspace_id = :workspace
        order by k.since desc
        """)
        .param("workspace", workspace.value())
        .param("limit", limit)
        .query((row, n) -> new Screens.RecentTag(row.getObject(1, UUID.class), row.getString(2), row.getString(3),
            row.getTimestamp(4).toInstant()))
        .list();
  }
}
