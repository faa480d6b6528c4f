package io.parley.audience;

import io.parley.audience.condition.ConditionReader;
import io.parley.customer.CustomerId;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
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

  record Member(CustomerId customer, Instant since) {}

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

  /// The latest to come in first. `name` finds parts of what a customer is searched by.
  List<Member> members(WorkspaceId workspace, SegmentId id, @Nullable Member after, int limit) {
    return database.sql().sql("""
        select customer_id, since from audience.membership
        where workspace_id = :workspace and segment_id = :id and member
        """ + (after == null ? "" : " and (since, customer_id) < (:since::timestamptz, :customer) ") + """
         order by since desc, customer_id desc limit :limit
        """)
        .param("workspace", workspace.value()).param("id", id.value())
        .param("since", after == null ? null : after.since.toString())
        .param("customer", after == null ? null : after.customer.value())
        .param("limit", limit)
        .query((row, n) -> new Member(new CustomerId(row.getObject(1, UUID.class)),
            row.getObject(2, OffsetDateTime.class).toInstant()))
        .list();
  }

  /// Which of these customers are members, and since when.
  Map<CustomerId, Instant> among(WorkspaceId workspace, SegmentId id, List<CustomerId> customers) {
    var since = new HashMap<CustomerId, Instant>();
    database.sql().sql("""
        select customer_id, since from audience.membership
        where workspace_id = :workspace and segment_id = :id and member and customer_id = any (:customers::uuid[])
        """)
        .param("workspace", workspace.value()).param("id", id.value())
        .param("customers", customers.stream().map(CustomerId::toString).toArray(String[]::new))
        .query(row -> {
          since.put(new CustomerId(row.getObject(1, UUID.class)), row.getObject(2, OffsetDateTime.class).toInstant());
        });
    return since;
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
