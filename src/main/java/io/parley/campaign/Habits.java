package io.parley.campaign;

import io.parley.customer.CustomerId;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import io.parley.workspace.Workspaces;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// At which hour of the day each person is here most often.
@Component
class Habits {
  private static final Duration LOOKED_BACK = Duration.ofDays(60);

  private final Database database;
  private final Workspaces workspaces;

  Habits(Database database, Workspaces workspaces) {
    this.database = database;
    this.workspaces = workspaces;
  }

  /// When that hour is next, from `start` on: at once if it is the present one. Who did nothing lately is left out.
  Map<CustomerId, Instant> next(WorkspaceId workspace, Collection<CustomerId> people, Instant start) {
    var here = start.atZone(workspaces.get(workspace).timeZone());
    var next = new HashMap<CustomerId, Instant>();
    hours(workspace, people, here).forEach((customer, hour) -> next.put(customer, at(here, hour)));
    return next;
  }

  private static Instant at(ZonedDateTime now, int hour) {
    if (now.getHour() == hour) {
      return now.toInstant();
    }
    var today = now.toLocalDate().atTime(hour, 0).atZone(now.getZone());
    return (today.isAfter(now) ? today : today.plusDays(1)).toInstant();
  }

  private Map<CustomerId, Integer> hours(WorkspaceId workspace, Collection<CustomerId> people, ZonedDateTime now) {
    var hours = new HashMap<CustomerId, Integer>();
    database.sql().sql("""
        select distinct on (customer_id) customer_id, hour from (
          select p.customer_id, extract(hour from h.at at time zone :zone)::int as hour, count(*) as times
          from customer.person p join timeline.happened h on h.workspace_id = :workspace
            and h.identity_id = p.identity_id and h.at > :since
          where p.workspace_id = :workspace and p.customer_id = any (:people)
            and (h.kind in ('page', 'screen', 'track') or h.kind = 'message' and h.properties ->> 'direction' = 'in')
          group by 1, 2) each
        order by customer_id, times desc, hour
        """)
        .param("zone", now.getZone().getId())
        .param("workspace", workspace.value())
        .param("since", now.toInstant().minus(LOOKED_BACK).atOffset(ZoneOffset.UTC))
        .param("people", people.stream().map(CustomerId::value).toArray(UUID[]::new))
        .query(row -> {
          hours.put(new CustomerId(row.getObject(1, UUID.class)), row.getInt(2));
        });
    return hours;
  }
}
