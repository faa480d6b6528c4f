package io.parley.audience;

import static java.util.stream.Collectors.toMap;

import io.parley.audience.condition.ConditionReader;
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
  private static final String COLUMNS =
      "id, name, tag_id, condition, expires_days, state, live_since, created_at, version";

  private final Database database;

  private record Count(RuleId rule, int customers) {}

  RuleStore(Database database) {
    this.database = database;
  }

  void insert(WorkspaceId workspace, Rule rule) {
    database.sql().sql("""
        insert into audience.rule
          (workspace_id, id, name, tag_id, condition, expires_days, state, live_since, created_at, version)
        values (:workspace, :id, :name, :tag, :condition::jsonb, :expires, :state, :liveSince, :createdAt, :version)
        """)
        .params(columns(workspace, rule))
        .update();
  }

  /// False if somebody changed the rule meanwhile.
  boolean update(WorkspaceId workspace, Rule rule) {
    return database.sql().sql("""
        update audience.rule
        set name = :name, tag_id = :tag, condition = :condition::jsonb, expires_days = :expires, state = :state,
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

  List<Rule> live(WorkspaceId workspace) {
    return database.sql().sql("select " + COLUMNS + """
         from audience.rule where workspace_id = :workspace and state = 'live' and deleted_at is null order by id
        """)
        .param("workspace", workspace.value())
        .query((row, n) -> rule(row))
        .list();
  }

  /// How many customers completed each rule.
  Map<RuleId, Integer> completed(WorkspaceId workspace) {
    return database.sql().sql("""
        select rule_id, count(*) from audience.completion where workspace_id = :workspace group by rule_id
        """)
        .param("workspace", workspace.value())
        .query((row, n) -> new Count(new RuleId(row.getObject(1, UUID.class)), row.getInt(2)))
        .list().stream()
        .collect(toMap(Count::rule, Count::customers));
  }

  private static Map<String, @Nullable Object> columns(WorkspaceId workspace, Rule rule) {
    var columns = new HashMap<String, @Nullable Object>();
    columns.put("workspace", workspace.value());
    columns.put("id", rule.id().value());
    columns.put("name", rule.name());
    columns.put("tag", rule.tag().value());
    columns.put("condition", JSON.writeValueAsString(rule.condition()));
    columns.put("expires", rule.expiresDays());
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
        ConditionReader.read(JSON.readTree(row.getString("condition"))),
        row.getObject("expires_days", Integer.class),
        Rule.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        liveSince == null ? null : liveSince.toInstant(),
        row.getTimestamp("created_at").toInstant(),
        row.getInt("version"));
  }
}
