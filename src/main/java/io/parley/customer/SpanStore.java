package io.parley.customer;

import io.parley.customer.Identities.Span;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// When customers were first and last seen.
@Component
class SpanStore {
  private final Database database;

  SpanStore(Database database) {
    this.database = database;
  }

  /// When the identities of customers were met.
  Map<CustomerId, Span> met(WorkspaceId workspace, Set<CustomerId> customers) {
    var spans = new HashMap<CustomerId, Span>();
    database.sql().sql("""
        select customer_id, min(met_at), max(met_at) from customer.identity
        where workspace_id = :workspace and customer_id = any (:ids::uuid[]) group by customer_id
        """)
        .param("workspace", workspace.value())
        .param("ids", Columns.texts(customers, CustomerId::toString))
        .query(row -> {
          spans.put(new CustomerId(row.getObject(1, UUID.class)), new Span(
              row.getObject(2, OffsetDateTime.class).toInstant(), row.getObject(3, OffsetDateTime.class).toInstant()));
        });
    return spans;
  }

  void widen(WorkspaceId workspace, Map<CustomerId, Span> spans) {
    write(workspace, spans, """
        update customer.customer c set first_seen_at = least(c.first_seen_at, s.first),
          last_seen_at = greatest(c.last_seen_at, s.last)
        from (select id, timestamptz 'epoch' + first * interval '1 microsecond' as first,
                timestamptz 'epoch' + last * interval '1 microsecond' as last
              from unnest(:ids::uuid[], :firsts, :lasts) u (id, first, last)) s
        where c.workspace_id = :workspace and c.id = s.id
          and (s.last > c.last_seen_at or s.first < c.first_seen_at)
        """);
  }

  void set(WorkspaceId workspace, Map<CustomerId, Span> spans) {
    write(workspace, spans, """
        update customer.customer c set first_seen_at = timestamptz 'epoch' + s.first * interval '1 microsecond',
          last_seen_at = timestamptz 'epoch' + s.last * interval '1 microsecond'
        from unnest(:ids::uuid[], :firsts, :lasts) s (id, first, last)
        where c.workspace_id = :workspace and c.id = s.id
        """);
  }

  private void write(WorkspaceId workspace, Map<CustomerId, Span> spans, String update) {
    if (spans.isEmpty()) {
      return;
    }
    var rows = spans.entrySet().stream().sorted(Comparator.comparing(e -> e.getKey().value())).toList();
    database.sql().sql(update)
        .param("workspace", workspace.value())
        .param("ids", Columns.texts(rows, row -> row.getKey().toString()))
        .param("firsts", Columns.micros(rows, row -> row.getValue().first()))
        .param("lasts", Columns.micros(rows, row -> row.getValue().last()))
        .update();
  }
}
