package io.parley.audience;

import io.parley.audience.condition.Moment;
import io.parley.audience.condition.Point;
import io.parley.customer.CustomerId;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/// Keeps what is remembered of customers for traces.
@Repository
class CellStore {
  private final Database database;

  /// Whose moments for which trace, by its hash.
  record Key(long trace, CustomerId customer) {}

  CellStore(Database database) {
    this.database = database;
  }

  Map<Key, List<Moment>> load(WorkspaceId workspace, Collection<Key> keys) {
    var cells = new HashMap<Key, List<Moment>>();
    if (!keys.isEmpty()) {
      database.sql().sql("""
          select trace, customer_id, micros, positions, measured
          from unnest(:traces::bigint[], :customers::uuid[]) as key (trace, customer_id)
            join audience.cell using (trace, customer_id)
          where workspace_id = :workspace
          """)
          .param("workspace", workspace.value())
          .param("traces", keys.stream().map(Key::trace).toArray(Long[]::new))
          .param("customers", keys.stream().map(key -> key.customer().toString()).toArray(String[]::new))
          .query(row -> {
            cells.put(new Key(row.getLong(1), new CustomerId(row.getObject(2, UUID.class))), moments(row));
          });
    }
    return cells;
  }

  /// Nothing to remember is no row.
  void save(WorkspaceId workspace, Map<Key, List<Moment>> cells) {
    var kept = cells.entrySet().stream().filter(cell -> !cell.getValue().isEmpty()).toList();
    if (kept.isEmpty()) {
      return;
    }
    database.sql().sql("""
        insert into audience.cell (workspace_id, trace, customer_id, micros, positions, measured)
        select :workspace, trace, customer_id, micros::bigint[], positions::bigint[], measured::text[]
        from unnest(:traces::bigint[], :customers::uuid[], :micros::text[], :positions::text[], :measured::text[])
          as t (trace, customer_id, micros, positions, measured)
        on conflict (workspace_id, customer_id, trace) do update
          set micros = excluded.micros, positions = excluded.positions, measured = excluded.measured
        """)
        .param("workspace", workspace.value())
        .param("traces", kept.stream().map(cell -> cell.getKey().trace()).toArray(Long[]::new))
        .param("customers", kept.stream().map(cell -> cell.getKey().customer().toString()).toArray(String[]::new))
        .param("micros", kept.stream().map(cell -> array(cell.getValue(), true)).toArray(String[]::new))
        .param("positions", kept.stream().map(cell -> array(cell.getValue(), false)).toArray(String[]::new))
        .param("measured", kept.stream().map(cell -> measured(cell.getValue())).toArray(String[]::new))
        .update();
  }

  /// Makes `cells` all that is remembered of these customers for these traces.
  void replace(WorkspaceId workspace, Collection<CustomerId> customers, Collection<Long> traces,
      Map<Key, List<Moment>> cells) {
    var kept = cells.entrySet().stream().filter(cell -> !cell.getValue().isEmpty()).map(Map.Entry::getKey).toList();
    database.sql().sql("""
        delete from audience.cell
        where workspace_id = :workspace and customer_id = any (:customers::uuid[]) and trace = any (:traces::bigint[])
          and (customer_id, trace) not in (
            select * from unnest(:keptCustomers::uuid[], :keptTraces::bigint[]) as kept (customer_id, trace))
        """)
        .param("workspace", workspace.value())
        .param("customers", customers.stream().map(CustomerId::toString).toArray(String[]::new))
        .param("traces", traces.toArray(Long[]::new))
        .param("keptCustomers", kept.stream().map(key -> key.customer().toString()).toArray(String[]::new))
        .param("keptTraces", kept.stream().map(Key::trace).toArray(Long[]::new))
        .update();
    save(workspace, cells);
  }

  /// Forgets cells that nothing live asks for any more, at most `most` at a time. Returns how many.
  int sweep(WorkspaceId workspace, Collection<Long> live, int most) {
    return database.sql().sql("""
        delete from audience.cell where (workspace_id, customer_id, trace) in (
          select workspace_id, customer_id, trace from audience.cell
          where workspace_id = :workspace and trace <> all (:live::bigint[]) limit :most)
        """)
        .param("workspace", workspace.value())
        .param("live", live.toArray(Long[]::new))
        .param("most", most)
        .update();
  }

  private static List<Moment> moments(ResultSet row) throws SQLException {
    var micros = (Long[]) row.getArray(3).getArray();
    var positions = (Long[]) row.getArray(4).getArray();
    var measured = row.getArray(5) == null ? null : (String[]) row.getArray(5).getArray();
    var moments = new ArrayList<Moment>(micros.length);
    for (var i = 0; i < micros.length; i++) {
      moments.add(new Moment(new Point(Instant.EPOCH.plus(micros[i], ChronoUnit.MICROS), positions[i]),
          measured == null ? "" : measured[i]));
    }
    return moments;
  }

  private static String array(List<Moment> moments, boolean times) {
    return moments.stream()
        .map(moment -> Long.toString(times ? micros(moment.at()) : moment.point().position()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static @Nullable String measured(List<Moment> moments) {
    if (moments.stream().allMatch(moment -> moment.value().isEmpty())) {
      return null;
    }
    return moments.stream()
        .map(moment -> "\"" + moment.value().replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
        .collect(Collectors.joining(",", "{", "}"));
  }

  static long micros(Instant at) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }
}
