package io.parley.journey;

import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Journeys and their versions.
@Repository
class JourneyStore {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String COLUMNS =
      "id, name, state, recipe, draft, edition, version, live_since, created_at, changed_at";

  private final Database database;

  /// A version as it was published. `number` is below zero for a draft that somebody tried.
  record Version(JourneyId journey, int number, JsonNode definition, Instant publishedAt,
      @Nullable UUID publishedBy) {}

  JourneyStore(Database database) {
    this.database = database;
  }

  void insert(WorkspaceId workspace, Journey journey) {
    database.sql().sql("""
        insert into journey.journey (workspace_id, id, name, state, recipe, draft, edition, version, live_since,
          created_at, changed_at)
        values (:workspace, :id, :name, :state, :recipe, :draft::jsonb, :edition, :version, :since, :created, :changed)
        """).params(columns(workspace, journey)).update();
  }

  /// False if somebody drew on it meanwhile.
  boolean update(WorkspaceId workspace, Journey journey, int edition) {
    var columns = columns(workspace, journey);
    columns.put("was", edition);
    return database.sql().sql("""
        update journey.journey set name = :name, state = :state, draft = :draft::jsonb, edition = :edition,
          version = :version, live_since = :since, changed_at = :changed
        where workspace_id = :workspace and id = :id and edition = :was and deleted_at is null
        """).params(columns).update() == 1;
  }

  void delete(WorkspaceId workspace, JourneyId id, Instant at) {
    database.sql().sql("""
        update journey.journey set deleted_at = :at where workspace_id = :workspace and id = :id
        """)
        .param("workspace", workspace.value()).param("id", id.value()).param("at", Timestamp.from(at)).update();
  }

  List<Journey> all(WorkspaceId workspace) {
    return database.sql().sql("select " + COLUMNS + """
         from journey.journey where workspace_id = :workspace and deleted_at is null order by created_at desc, id
        """).param("workspace", workspace.value()).query((row, n) -> journey(row)).list();
  }

  Optional<Journey> get(WorkspaceId workspace, JourneyId id) {
    return database.sql().sql("select " + COLUMNS + """
         from journey.journey where workspace_id = :workspace and id = :id and deleted_at is null
        """).param("workspace", workspace.value()).param("id", id.value()).query((row, n) -> journey(row)).optional();
  }

  Map<JourneyId, String> names(WorkspaceId workspace, Collection<JourneyId> journeys) {
    var names = new HashMap<JourneyId, String>();
    database.sql().sql("""
        select id, name from journey.journey where workspace_id = :workspace and id = any (:ids::uuid[])
        """).param("workspace", workspace.value()).param("ids", RunStore.texts(journeys, JourneyId::toString))
        .query(row -> {
          names.put(new JourneyId(row.getObject(1, UUID.class)), row.getString(2));
        });
    return names;
  }

  void publish(WorkspaceId workspace, Version version) {
    database.sql().sql("""
        insert into journey.version (workspace_id, journey_id, number, definition, published_at, published_by)
        values (:workspace, :journey, :number, :definition::jsonb, :at, :by::uuid)
        """)
        .param("workspace", workspace.value()).param("journey", version.journey.value())
        .param("number", version.number).param("definition", version.definition.toString())
        .param("at", Timestamp.from(version.publishedAt))
        .param("by", version.publishedBy == null ? null : version.publishedBy.toString()).update();
  }

  /// The number of the next version; of the next trial, which counts down.
  int nextNumber(WorkspaceId workspace, JourneyId journey, boolean trial) {
    return database.sql().sql("select " + (trial ? "least(min(number), 0) - 1" : "greatest(max(number), 0) + 1") + """
         from journey.version where workspace_id = :workspace and journey_id = :journey
        """).param("workspace", workspace.value()).param("journey", journey.value())
        .query((row, n) -> row.getObject(1) == null ? (trial ? -1 : 1) : row.getInt(1)).single();
  }

  List<Version> versions(WorkspaceId workspace, JourneyId journey) {
    return database.sql().sql("""
        select journey_id, number, definition, published_at, published_by from journey.version
        where workspace_id = :workspace and journey_id = :journey and number > 0 order by number desc
        """).param("workspace", workspace.value()).param("journey", journey.value())
        .query((row, n) -> version(row)).list();
  }

  /// The versions that people enter, and those on which somebody still is. On a journey that was ended nobody walks,
  /// but for trials.
  List<Version> walked(WorkspaceId workspace) {
    return database.sql().sql("""
        select v.journey_id, v.number, v.definition, v.published_at, v.published_by
        from journey.version v join journey.journey j on j.id = v.journey_id
        where v.workspace_id = :workspace and j.workspace_id = :workspace and j.deleted_at is null
          and (j.version = v.number and j.state in ('live', 'paused') or (j.state <> 'ended' or v.number < 0)
            and exists (select from journey.run r where r.workspace_id = :workspace and r.journey_id = v.journey_id
                and r.version = v.number and r.ended_at is null))
        """).param("workspace", workspace.value()).query((row, n) -> version(row)).list();
  }

  /// Some that are over and have people on the way still.
  List<Closing.Over> over() {
    return database.sql().sql("""
        select /* any workspace: one loop lets go for all */ j.workspace_id, j.id from journey.journey j
        where (j.state = 'ended' or j.deleted_at is not null) and exists (
          select from journey.run r
          where r.workspace_id = j.workspace_id and r.journey_id = j.id and r.ended_at is null and r.version > 0)
        limit 20
        """).query((row, n) -> new Closing.Over(new WorkspaceId(row.getInt(1)), new JourneyId(row.getObject(2,
            UUID.class)))).list();
  }

  /// Grows with every change of what is live; 0 while nothing ever was.
  long revision(WorkspaceId workspace) {
    return database.sql().sql("select number from journey.revision where workspace_id = :workspace")
        .param("workspace", workspace.value()).query(Long.class).optional().orElse(0L);
  }

  void revise(WorkspaceId workspace) {
    database.sql().sql("""
        insert into journey.revision as r (workspace_id, number) values (:workspace, 1)
        on conflict (workspace_id) do update set number = r.number + 1
        """).param("workspace", workspace.value()).update();
  }

  private static Map<String, @Nullable Object> columns(WorkspaceId workspace, Journey journey) {
    var columns = new HashMap<String, @Nullable Object>();
    columns.put("workspace", workspace.value());
    columns.put("id", journey.id().value());
    columns.put("name", journey.name());
    columns.put("state", journey.state().word());
    columns.put("recipe", journey.recipe());
    columns.put("draft", journey.draft().toString());
    columns.put("edition", journey.edition());
    columns.put("version", journey.version());
    columns.put("since", journey.liveSince() == null ? null : Timestamp.from(journey.liveSince()));
    columns.put("created", Timestamp.from(journey.createdAt()));
    columns.put("changed", Timestamp.from(journey.changedAt()));
    return columns;
  }

  private static Journey journey(ResultSet row) throws SQLException {
    return new Journey(new JourneyId(row.getObject("id", UUID.class)), row.getString("name"),
        Journey.State.of(row.getString("state")), row.getString("recipe"), JSON.readTree(row.getString("draft")),
        row.getInt("edition"), row.getObject("version", Integer.class), time(row, "live_since"),
        at(row, "created_at"), at(row, "changed_at"));
  }

  private static Version version(ResultSet row) throws SQLException {
    return new Version(new JourneyId(row.getObject("journey_id", UUID.class)), row.getInt("number"),
        JSON.readTree(row.getString("definition")), at(row, "published_at"),
        row.getObject("published_by", UUID.class));
  }

  static Instant at(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    var time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
