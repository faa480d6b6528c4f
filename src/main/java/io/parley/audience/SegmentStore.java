package io.parley.audience;

import io.parley.audience.condition.ConditionReader;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

@Repository
class SegmentStore {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Database database;

  SegmentStore(Database database) {
    this.database = database;
  }

  void insert(WorkspaceId workspace, Segment segment) {
    database.sql().sql("""
        insert into audience.segment (workspace_id, id, name, condition, created_at, changed_at, version)
        values (:workspace, :id, :name, :condition::jsonb, :created, :changed, :version)
        """)
        .params(columns(workspace, segment))
        .update();
  }

  /// False if somebody changed it meanwhile.
  boolean update(WorkspaceId workspace, Segment segment) {
    return database.sql().sql("""
        update audience.segment set name = :name, condition = :condition::jsonb, changed_at = :changed,
          version = :version
        where workspace_id = :workspace and id = :id and version = :version - 1 and deleted_at is null
        """)
        .params(columns(workspace, segment))
        .update() == 1;
  }

  void delete(WorkspaceId workspace, SegmentId id, Instant at) {
    database.sql().sql("""
        update audience.segment set deleted_at = :at, version = version + 1
        where workspace_id = :workspace and id = :id and deleted_at is null
        """)
        .param("workspace", workspace.value()).param("id", id.value()).param("at", Timestamp.from(at)).update();
  }

  List<Segment> all(WorkspaceId workspace) {
    return database.sql().sql("""
        select id, name, condition, created_at, changed_at, version from audience.segment
        where workspace_id = :workspace and deleted_at is null order by created_at desc, id
        """)
        .param("workspace", workspace.value())
        .query((row, n) -> segment(row))
        .list();
  }

  Optional<Segment> get(WorkspaceId workspace, SegmentId id) {
    return database.sql().sql("""
        select id, name, condition, created_at, changed_at, version from audience.segment
        where workspace_id = :workspace and id = :id and deleted_at is null
        """)
        .param("workspace", workspace.value()).param("id", id.value())
        .query((row, n) -> segment(row))
        .optional();
  }

  Map<SegmentId, Integer> counts(WorkspaceId workspace) {
    var counts = new HashMap<SegmentId, Integer>();
    database.sql().sql("""
        select segment_id, count(*) from audience.membership where workspace_id = :workspace and member group by 1
        """)
        .param("workspace", workspace.value())
        .query(row -> {
          counts.put(new SegmentId(row.getObject(1, UUID.class)), row.getInt(2));
        });
    return counts;
  }

  int count(WorkspaceId workspace, SegmentId id) {
    return database.sql().sql("""
        select count(*) from audience.membership where workspace_id = :workspace and segment_id = :id and member
        """)
        .param("workspace", workspace.value()).param("id", id.value()).query(Integer.class).single();
  }

  private static Map<String, @Nullable Object> columns(WorkspaceId workspace, Segment segment) {
    var columns = new HashMap<String, @Nullable Object>();
    columns.put("workspace", workspace.value());
    columns.put("id", segment.id().value());
    columns.put("name", segment.name());
    columns.put("condition", JSON.writeValueAsString(segment.condition()));
    columns.put("created", Timestamp.from(segment.createdAt()));
    columns.put("changed", Timestamp.from(segment.changedAt()));
    columns.put("version", segment.version());
    return columns;
  }

  private static Segment segment(ResultSet row) throws SQLException {
    return new Segment(new SegmentId(row.getObject(1, UUID.class)), row.getString(2),
        ConditionReader.read(JSON.readTree(row.getString(3))), row.getTimestamp(4).toInstant(),
        row.getTimestamp(5).toInstant(), row.getInt(6));
  }
}
