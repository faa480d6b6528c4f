package io.parley.integration;

import io.parley.platform.Database;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// SQL of the rows of an import, and of what is told as one.
@Repository
class ImportRowStore {
  private final Database database;
  private final JsonMapper json;

  /// A row as it was read: what it says, and what of that is amiss; or the reason why it cannot be taken.
  record Checked(int line, @Nullable Line said, @Nullable Instant at, @Nullable Instant changedAt, List<String> cells,
      @Nullable Says reason, @Nullable Says amiss) {
    boolean troubled() {
      return reason != null || amiss != null;
    }
  }

  record Bad(int line, List<String> cells, Says reason) {}

  ImportRowStore(Database database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  void add(Import of, List<Checked> rows) {
    database.sql().sql("""
        insert into integration.import_row (workspace_id, import_id, line, key, at, changed_at, told, cells, reason,
          amiss)
        select :workspace, :import, line, key, at, changed_at, told, cells, reason, amiss
        from unnest(:lines, :keys, :times::timestamptz[], :changes::timestamptz[], :said::jsonb[], :cells::jsonb[],
          :reasons::jsonb[], :amiss::jsonb[])
          r (line, key, at, changed_at, told, cells, reason, amiss)
        """)
        .param("workspace", of.workspace().value())
        .param("import", of.id().value())
        .param("lines", rows.stream().map(Checked::line).toArray(Integer[]::new))
        .param("keys", texts(rows, row -> row.said == null ? null : row.said.key()))
        .param("times", texts(rows, row -> row.at == null ? null : row.at.toString()))
        .param("changes", texts(rows, row -> row.changedAt == null ? null : row.changedAt.toString()))
        .param("said", texts(rows, row -> row.said == null ? null : json.writeValueAsString(row.said)))
        .param("cells", texts(rows, row -> row.troubled() ? json.writeValueAsString(row.cells) : null))
        .param("reasons", texts(rows, row -> row.reason == null ? null : json.writeValueAsString(row.reason)))
        .param("amiss", texts(rows, row -> row.amiss == null ? null : json.writeValueAsString(row.amiss)))
        .update();
  }

  /// Puts what is told as one in the order of time, and ends the check. `unattended` imports go on by themselves.
  void line(Import of) {
    database.sql().sql("""
        with units as (
          insert into integration.import_unit (workspace_id, import_id, n, key)
          select :workspace, :import, row_number() over (order by min(at), min(line)), key
          from integration.import_row
          where workspace_id = :workspace and import_id = :import and reason is null group by key
          returning 1)
        update integration.import set units = (select count(*) from units),
          state = case when unattended then 'running' else 'checked' end, turn_at = now()
        where workspace_id = :workspace and id = :import and state = 'checking'
        """)
        .param("workspace", of.workspace().value())
        .param("import", of.id().value())
        .update();
  }

  /// The next units: their lines in the file's order, and when the latest of them changed; a line that does not say so
  /// stands as of the file.
  <L extends Line> List<Dated<List<L>>> units(Import of, int after, int limit, Class<L> kind) {
    var units = new LinkedHashMap<String, Dated<List<L>>>();
    database.sql().sql("""
        select u.key, r.told::text, r.changed_at from integration.import_unit u
        join integration.import_row r on r.import_id = u.import_id and r.key = u.key and r.reason is null
        where u.workspace_id = :workspace and u.import_id = :import and u.n > :after and u.n <= :until
        order by u.n, r.line
        """)
        .param("workspace", of.workspace().value())
        .param("import", of.id().value())
        .param("after", after)
        .param("until", after + limit)
        .query(row -> {
          var changed = row.getObject(3, OffsetDateTime.class);
          var at = changed == null ? of.moments().asOf() : changed.toInstant();
          units.merge(row.getString(1), new Dated<>(List.of(json.readValue(row.getString(2), kind)), at),
              ImportRowStore::together);
        });
    return List.copyOf(units.values());
  }

  private static <L> Dated<List<L>> together(Dated<List<L>> some, Dated<List<L>> more) {
    return new Dated<>(Stream.concat(some.what().stream(), more.what().stream()).toList(),
        some.at().isAfter(more.at()) ? some.at() : more.at());
  }

  /// Rows that cannot be taken, and those of which something is amiss.
  List<Bad> bad(Import of, int after, int limit) {
    return database.sql().sql("""
        select line, cells::text, coalesce(reason, amiss)::text from integration.import_row
        where workspace_id = :workspace and import_id = :import and cells is not null and line > :after
        order by line limit :limit
        """)
        .param("workspace", of.workspace().value())
        .param("import", of.id().value())
        .param("after", after)
        .param("limit", limit)
        .query((row, n) -> new Bad(row.getInt(1), List.of(json.readValue(row.getString(2), String[].class)),
            json.readValue(row.getString(3), Says.class)))
        .list();
  }

  /// What came of an import of orders, once they are folded.
  Optional<Import.Result> found(Import of, String channel) {
    return database.sql().sql("""
        with mine as (
          select o.identity_id from integration.import_unit u
          join commerce.ordered o on o.workspace_id = u.workspace_id and o.channel = :channel and o.number = u.key
          where u.workspace_id = :workspace and u.import_id = :import and o.placed_at is not null),
        people as (
          select distinct p.customer_id from mine m join customer.person p using (identity_id) where p.kind <> 'guest'),
        bought as (
          select p.customer_id from people h
          join customer.person p on p.customer_id = h.customer_id and p.workspace_id = :workspace
          join commerce.ordered o on o.workspace_id = :workspace and o.identity_id = p.identity_id
            and o.placed_at is not null and o.state <> 'cancelled'
          group by p.customer_id having count(distinct o.channel) > 1)
        select (select count(*) from mine), (select count(*) from people), (select count(*) from bought),
          (select count(*) from mine m join customer.person p using (identity_id) where p.kind = 'guest')
        """)
        .param("workspace", of.workspace().value())
        .param("import", of.id().value())
        .param("channel", channel)
        .query((row, n) -> new Import.Result(row.getInt(1), row.getInt(2), row.getInt(3), row.getInt(4)))
        .optional();
  }

  private static String[] texts(List<Checked> rows, Function<Checked, @Nullable String> field) {
    return rows.stream().map(field).toArray(String[]::new);
  }
}
