package io.parley.customer;

import io.parley.customer.Identities.Span;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.util.Comparator;
import java.util.Map;
import org.springframework.stereotype.Component;

/// When customers were first and last seen.
@Component
class SpanStore {
  private final Database database;

  SpanStore(Database database) {
    this.database = database;
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
