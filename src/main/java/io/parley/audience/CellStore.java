package io.parley.audience;

import io.parley.customer.CustomerId;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.sql.Array;
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
import org.springframework.stereotype.Repository;

@Repository
class CellStore {
  private final Database database;

  /// Whose cell for which condition.
  record Key(Definition definition, CustomerId customer) {}

  private record Row(Key key, Cell cell) {}

  CellStore(Database database) {
    this.database = database;
  }

  Map<Key, Cell> load(WorkspaceId workspace, Collection<Key> keys) {
    return map(database.sql().sql("""
        select definition, customer_id, visited_micros, positions, complete
        from unnest(:definitions::bigint[], :customers::uuid[]) as key (definition, customer_id)
          join audience.cell using (definition, customer_id)
        where workspace_id = :workspace
        """)
        .param("workspace", workspace.value())
        .param("definitions", definitions(keys))
        .param("customers", keys.stream().map(key -> key.customer().toString()).toArray(String[]::new))
        .query((row, n) -> row(row))
        .list());
  }

  void save(WorkspaceId workspace, Map<Key, Cell> cells) {
    if (cells.isEmpty()) {
      return;
    }
    var keys = List.copyOf(cells.keySet());
    var values = keys.stream().map(cells::get).toList();
    database.sql().sql("""
        insert into audience.cell (workspace_id, definition, customer_id, visited_micros, positions, complete)
        select :workspace, definition, customer_id, visited::bigint[], positions::bigint[], complete
        from unnest(:definitions::bigint[], :customers::uuid[], :visited::text[], :positions::text[],
                    :complete::boolean[]) as t (definition, customer_id, visited, positions, complete)
        on conflict (workspace_id, definition, customer_id) do update
          set visited_micros = excluded.visited_micros, positions = excluded.positions, complete = excluded.complete
        """)
        .param("workspace", workspace.value())
        .param("definitions", definitions(keys))
        .param("customers", keys.stream().map(key -> key.customer().toString()).toArray(String[]::new))
        .param("visited", values.stream().map(cell -> array(cell, true)).toArray(String[]::new))
        .param("positions", values.stream().map(cell -> array(cell, false)).toArray(String[]::new))
        .param("complete", values.stream().map(Cell::complete).toArray(Boolean[]::new))
        .update();
  }

  void delete(WorkspaceId workspace, Collection<Key> keys) {
    if (keys.isEmpty()) {
      return;
    }
    database.sql().sql("""
        delete from audience.cell using unnest(:definitions::bigint[], :customers::uuid[]) as key (definition, customer)
        where workspace_id = :workspace and cell.definition = key.definition and cell.customer_id = key.customer
        """)
        .param("workspace", workspace.value())
        .param("definitions", definitions(keys))
        .param("customers", keys.stream().map(key -> key.customer().toString()).toArray(String[]::new))
        .update();
  }

  void clear(WorkspaceId workspace, Definition definition) {
    database.sql().sql("delete from audience.cell where workspace_id = :workspace and definition = :definition")
        .param("workspace", workspace.value())
        .param("definition", definition.value())
        .update();
  }

  /// Forgets cells that no rule asks for any more.
  void sweep(WorkspaceId workspace) {
    database.sql().sql("""
        delete from audience.cell
        where workspace_id = :workspace and not exists (
          select from audience.rule
          where rule.workspace_id = :workspace and rule.definition = cell.definition and rule.deleted_at is null)
        """)
        .param("workspace", workspace.value())
        .update();
  }

  private static Map<Key, Cell> map(List<Row> rows) {
    return rows.stream().collect(Collectors.toMap(Row::key, Row::cell, (one, same) -> one, HashMap::new));
  }

  private static Row row(ResultSet row) throws SQLException {
    var key = new Key(new Definition(row.getLong(1)), new CustomerId(row.getObject(2, UUID.class)));
    var micros = longs(row.getArray(3));
    var positions = longs(row.getArray(4));
    var visits = new ArrayList<Visit>(micros.length);
    for (var i = 0; i < micros.length; i++) {
      visits.add(new Visit(Instant.EPOCH.plus(micros[i], ChronoUnit.MICROS), positions[i]));
    }
    return new Row(key, new Cell(visits, row.getBoolean(5)));
  }

  private static Long[] longs(Array array) throws SQLException {
    return (Long[]) array.getArray();
  }

  private static String array(Cell cell, boolean times) {
    return cell.visits().stream()
        .map(visit -> Long.toString(times ? micros(visit.at()) : visit.position()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  static long micros(Instant at) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }

  private static Long[] definitions(Collection<Key> keys) {
    return keys.stream().map(key -> key.definition().value()).toArray(Long[]::new);
  }
}
