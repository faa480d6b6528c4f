package io.parley.audience;

import static java.util.stream.Collectors.toMap;

import io.parley.customer.TagId;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

@Repository
class RuleStore {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String COLUMNS = "id, name, tag_id, condition, state, live_since, created_at, version";

  private final Database database;

  /// A rule as the fold meets it. `settled` if the fold has worked out this version already.
  record Folding(Rule rule, boolean settled, boolean deleted) {
    boolean counts() {
      return rule.isLive() && !deleted;
    }
  }

  private record Count(Definition definition, int customers) {}

  RuleStore(Database database) {
    this.database = database;
  }

  void insert(WorkspaceId workspace, Rule rule) {
    database.sql().sql("""
        insert into audience.rule
          (workspace_id, id, name, tag_id, condition, definition, state, live_since, created_at, version)
        values (:workspace, :id, :name, :tag, :condition::jsonb, :definition, :state, :liveSince, :createdAt, :version)
        """)
        .params(columns(workspace, rule))
        .update();
  }

  /// False if somebody changed the rule meanwhile.
  boolean update(WorkspaceId workspace, Rule rule) {
    return database.sql().sql("""
        update audience.rule
        set name = :name, tag_id = :tag, condition = :condition::jsonb, definition = :definition, state = :state,
            live_since = :liveSince, version = :version
        where workspace_id = :workspace and id = :id and version = :version - 1 and deleted_at is null
        """)
        .params(columns(workspace, rule))
        .update() == 1;
  }

  void delete(WorkspaceId workspace, RuleId rule, Instant at) {
    database.sql().sql("""
        update audience.rule set deleted_at = :at, version = version + 1
        where workspace_id = :workspace and id = :id and deleted_at is null
        """)
        .param("workspace", workspace.value())
        .param("id", rule.value())
        .param("at", Timestamp.from(at))
        .update();
  }

  List<Rule> all(WorkspaceId workspace) {
    return database.sql().sql("select " + COLUMNS + """
         from audience.rule where workspace_id = :workspace and deleted_at is null order by created_at desc, id
        """)
        .param("workspace", workspace.value())
        .query((row, n) -> rule(row))
        .list();
  }

  Optional<Rule> get(WorkspaceId workspace, RuleId rule) {
    return database.sql().sql("select " + COLUMNS + """
         from audience.rule where workspace_id = :workspace and id = :id and deleted_at is null
        """)
        .param("workspace", workspace.value())
        .param("id", rule.value())
        .query((row, n) -> rule(row))
        .optional();
  }

  /// What the fold must know: rules that are live, and those that changed since it last looked.
  List<Folding> folding(WorkspaceId workspace) {
    return database.sql().sql("select " + COLUMNS + """
        , version = folded as settled, deleted_at is not null as deleted
         from audience.rule
        where workspace_id = :workspace and (version <> folded or state = 'live' and deleted_at is null)
        order by id
        """)
        .param("workspace", workspace.value())
        .query((row, n) -> new Folding(rule(row), row.getBoolean("settled"), row.getBoolean("deleted")))
        .list();
  }

  void settle(WorkspaceId workspace, List<Rule> rules) {
    database.sql().sql("""
        update audience.rule set folded = t.version
        from unnest(:ids::uuid[], :versions::int[]) as t (id, version)
        where rule.workspace_id = :workspace and rule.id = t.id
        """)
        .param("workspace", workspace.value())
        .param("ids", rules.stream().map(rule -> rule.id().toString()).toArray(String[]::new))
        .param("versions", rules.stream().map(Rule::version).toArray(Integer[]::new))
        .update();
  }

  /// How many customers completed each condition that is kept.
  Map<Definition, Integer> completed(WorkspaceId workspace) {
    return database.sql().sql("""
        select definition, count(*) as customers from audience.cell
        where workspace_id = :workspace and complete
        group by definition
        """)
        .param("workspace", workspace.value())
        .query((row, n) -> new Count(new Definition(row.getLong("definition")), row.getInt("customers")))
        .list().stream()
        .collect(toMap(Count::definition, Count::customers));
  }

  private static Map<String, @Nullable Object> columns(WorkspaceId workspace, Rule rule) {
    var columns = new HashMap<String, @Nullable Object>();
    columns.put("workspace", workspace.value());
    columns.put("id", rule.id().value());
    columns.put("name", rule.name());
    columns.put("tag", rule.tag().value());
    columns.put("condition", JSON.writeValueAsString(rule.condition()));
    columns.put("definition", Definition.of(rule.condition()).value());
    columns.put("state", rule.state().name().toLowerCase(Locale.ROOT));
    columns.put("liveSince", rule.liveSince() == null ? null : Timestamp.from(rule.liveSince()));
    columns.put("createdAt", Timestamp.from(rule.createdAt()));
    columns.put("version", rule.version());
    return columns;
  }

  private static Rule rule(ResultSet row) throws SQLException {
    var liveSince = row.getTimestamp("live_since");
    return new Rule(
        new RuleId(row.getObject("id", UUID.class)),
        row.getString("name"),
        new TagId(row.getObject("tag_id", UUID.class)),
        JSON.readValue(row.getString("condition"), Condition.class),
        Rule.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        liveSince == null ? null : liveSince.toInstant(),
        row.getTimestamp("created_at").toInstant(),
        row.getInt("version"));
  }
}
