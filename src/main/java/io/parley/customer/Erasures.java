package io.parley.customer;

import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Erasing;
import io.parley.platform.Ids;
import io.parley.platform.WorkspaceId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What is kept of one person over every module: a copy for her, and its end. An erasure leaves a record of what was
/// done, which says nothing of who she was.
@Component
public final class Erasures {
  private static final int MOST_ROWS_A_TABLE = 10_000;
  private static final int MOST_SHOWN = 100;

  private final Database database;
  private final Clocks clocks;
  private final JsonMapper json;
  private final Subjects subjects;
  private final List<Erasing> modules;

  /// What was done: rows deleted by table.
  public record Erasure(UUID id, Instant at, @Nullable UUID by, @Nullable String reason, Map<String, Long> counts) {}

  Erasures(Database database, Clocks clocks, JsonMapper json, Subjects subjects, List<Erasing> modules) {
    this.database = database;
    this.clocks = clocks;
    this.json = json;
    this.subjects = subjects;
    this.modules = modules.stream().sorted(Comparator.comparing(Erasing::rank)).toList();
  }

  /// Her rows by table, at most 10,000 of each.
  public Map<String, List<JsonNode>> export(WorkspaceId workspace, CustomerId customer) {
    return database.engine(() -> {
      var subject = subjects.of(workspace, customer);
      var data = new TreeMap<String, List<JsonNode>>();
      for (var module : modules) {
        for (var rows : module.rows()) {
          if (rows.shown()) {
            var found = bind("select to_jsonb(t)::text from %s t where t.workspace_id = :workspace and (%s) limit %d"
                .formatted(rows.table(), rows.where(), MOST_ROWS_A_TABLE), subject)
                .query(String.class).list().stream().map(json::readTree).toList();
            if (!found.isEmpty()) {
              data.put(rows.table(), found);
            }
          }
        }
      }
      return data;
    });
  }

  /// Deletes all that is kept of her, in one transaction. Afterwards whoever comes with one of her names is new.
  public Erasure erase(WorkspaceId workspace, CustomerId customer, @Nullable UUID by, @Nullable String reason) {
    return database.engine(() -> {
      var subject = subjects.of(workspace, customer);
      var counts = new TreeMap<String, Long>();
      for (var module : modules) {
        var also = module.before(subject);
        if (also > 0) {
          counts.merge(module.getClass().getSimpleName(), also, Long::sum);
        }
      }
      for (var module : modules) {
        for (var rows : module.rows()) {
          var gone = bind("delete from %s t where t.workspace_id = :workspace and (%s)"
              .formatted(rows.table(), rows.where()), subject).update();
          if (gone > 0) {
            counts.merge(rows.table(), (long) gone, Long::sum);
          }
        }
      }
      return record(workspace, new Erasure(Ids.next(), clocks.now(workspace), by, reason, counts));
    });
  }

  private StatementSpec bind(String sql, Erasing.Subject subject) {
    return database.sql().sql(sql)
        .param("workspace", subject.workspace().value())
        .param("customers", subject.customers().toArray(UUID[]::new))
        .param("identities", subject.identities().toArray(UUID[]::new))
        .param("names", subject.names().toArray(String[]::new))
        .param("values", subject.values().toArray(String[]::new))
        .param("phones", subject.phones().toArray(String[]::new))
        .param("words", subject.words().toArray(String[]::new));
  }

  private Erasure record(WorkspaceId workspace, Erasure erasure) {
    database.sql().sql("""
        insert into customer.erasure (id, workspace_id, at, by_member, reason, counts)
        values (:id, :workspace, :at, :by::uuid, :reason, :counts::jsonb)
        """)
        .param("id", erasure.id)
        .param("workspace", workspace.value())
        .param("at", Columns.time(erasure.at))
        .param("by", erasure.by == null ? null : erasure.by.toString())
        .param("reason", erasure.reason)
        .param("counts", json.writeValueAsString(erasure.counts))
        .update();
    return erasure;
  }

  /// What was erased, latest first, at most a hundred.
  public List<Erasure> list(WorkspaceId workspace) {
    return database.tenant(workspace, () -> database.sql().sql("""
        select id, at, by_member, reason, counts::text from customer.erasure where workspace_id = :workspace
        order by at desc, id limit :limit
        """)
        .param("workspace", workspace.value())
        .param("limit", MOST_SHOWN)
        .query((row, n) -> {
          var counts = new TreeMap<String, Long>();
          json.readTree(row.getString(5)).properties()
              .forEach(one -> counts.put(one.getKey(), one.getValue().asLong()));
          return new Erasure(row.getObject(1, UUID.class), row.getTimestamp(2).toInstant(),
              row.getObject(3, UUID.class), row.getString(4), counts);
        })
        .list());
  }
}
