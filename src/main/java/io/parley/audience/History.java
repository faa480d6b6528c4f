package io.parley.audience;

import io.parley.audience.condition.Happening;
import io.parley.audience.condition.Moment;
import io.parley.audience.condition.Point;
import io.parley.audience.condition.Trace;
import io.parley.customer.Attachment;
import io.parley.customer.CustomerId;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// The past, as the timeline keeps it, by today's identities.
@Repository
class History {
  /// Of an identity that did more than this (a bot, a kiosk), the latest count.
  static final int MOST_EVENTS = 50_000;
  private static final int ROWS_A_FETCH = 5_000;

  private final Database database;
  private final JsonMapper json;

  History(Database database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  /// Whose events, for what, and since when: null for all there are.
  record Part(Collection<CustomerId> customers, Collection<Trace> traces, @Nullable Instant since) {}

  /// Hands over, customer by customer, the events of these names in the order of their time. Whoever did none of them
  /// is left out.
  void each(WorkspaceId workspace, Part part, BiConsumer<CustomerId, List<Happening>> each) {
    var traces = part.traces;
    if (traces.isEmpty() || part.customers.isEmpty()) {
      return;
    }
    database.sql().sql("""
        select person.customer_id, h.at, h.position, h.kind, h.name, h.url, h.title,
          case when :bare then null else h.properties::text end
        from customer.person cross join lateral (
          select * from timeline.happened h
          where h.workspace_id = :workspace and h.identity_id = person.identity_id
            and case when h.kind = 'track' then h.name else h.kind end = any (:names)
            and h.at >= :since::timestamptz
          order by h.at desc, h.position desc limit :most) h
        where person.workspace_id = :workspace and person.customer_id = any (:customers::uuid[])
        order by person.customer_id, h.at, h.position
        """)
        .param("bare", Happenings.needNoProperties(traces))
        .param("workspace", workspace.value())
        .param("names", Happenings.names(traces).toArray(String[]::new))
        .param("since", part.since == null ? "-infinity" : part.since.toString())
        .param("most", MOST_EVENTS)
        .param("customers", part.customers.stream().map(CustomerId::toString).toArray(String[]::new))
        .withFetchSize(ROWS_A_FETCH)
        .query(rows -> {
          group(rows, each);
          return true;
        });
  }

  private void group(ResultSet rows, BiConsumer<CustomerId, List<Happening>> each) throws SQLException {
    @Nullable CustomerId customer = null;
    var events = new ArrayList<Happening>();
    while (rows.next()) {
      var next = new CustomerId(rows.getObject(1, UUID.class));
      if (customer != null && !next.equals(customer)) {
        each.accept(customer, List.copyOf(events));
        events.clear();
      }
      customer = next;
      events.add(Happenings.of(new Point(at(rows, 2), rows.getLong(3)), rows.getString(4), rows.getString(5),
          rows.getString(6), rows.getString(7), properties(rows.getString(8))));
    }
    if (customer != null) {
      each.accept(customer, List.copyOf(events));
    }
  }

  private JsonNode properties(@Nullable String text) {
    return text == null ? MissingNode.getInstance() : json.readTree(text);
  }

  /// What evidence is called on the timeline: the page it happened on, else the name of the event. One statement.
  Map<Long, Attachment.Evidence> pages(WorkspaceId workspace, Map<CustomerId, List<Moment>> moments) {
    var customers = new ArrayList<String>();
    var times = new ArrayList<String>();
    var positions = new ArrayList<Long>();
    moments.forEach((customer, hers) -> hers.forEach(moment -> {
      customers.add(customer.toString());
      times.add(moment.at().toString());
      positions.add(moment.point().position());
    }));
    var pages = new HashMap<Long, Attachment.Evidence>();
    if (customers.isEmpty()) {
      return pages;
    }
    database.sql().sql("""
        select happened.position, happened.at, case when happened.kind = 'page' then happened.title
          else coalesce(happened.properties ->> 'name', happened.title, happened.name) end, happened.url
        from unnest(:customers::uuid[], :times::timestamptz[], :positions::bigint[]) as v (customer, at, position)
          join customer.person on person.customer_id = v.customer
          join timeline.happened on happened.identity_id = person.identity_id and happened.at = v.at
            and happened.position = v.position
        where person.workspace_id = :workspace and happened.workspace_id = :workspace
        """)
        .param("workspace", workspace.value())
        .param("customers", customers.toArray(String[]::new))
        .param("times", times.toArray(String[]::new))
        .param("positions", positions.toArray(Long[]::new))
        .query(row -> {
          pages.put(row.getLong(1), new Attachment.Evidence(at(row, 2), row.getString(3), row.getString(4)));
        });
    return pages;
  }

  private static Instant at(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
