package io.parley.timeline;

import io.parley.customer.CustomerFilter;
import io.parley.customer.CustomerId;
import io.parley.customer.IdentityId;
import io.parley.customer.Lifecycle;
import io.parley.customer.TagId;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Jobs over many customers, and whom they changed.
@Component
class BulkStore {
  private static final int LATEST = 20;

  private final Database database;
  private final JsonMapper json;

  BulkStore(Database database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  /// How many were looked at in one go, met the job's condition, and had to be changed.
  record Moved(int looked, int met, int changed) {}

  /// A filter as it is kept.
  private record Kept(@Nullable String query, List<UUID> tags, @Nullable String stage, @Nullable String kind,
      @Nullable UUID segment, @Nullable JsonNode condition) {
    static Kept of(Bulk.Whom.Matching matching) {
      var filter = matching.filter();
      return new Kept(filter.query(), filter.tags().stream().map(TagId::value).toList(),
          filter.stage() == null ? null : filter.stage().word(), filter.kind(), filter.segment(),
          matching.condition());
    }

    Bulk.Whom.Matching matching() {
      return new Bulk.Whom.Matching(new CustomerFilter(query, tags.stream().map(TagId::new).toList(),
          stage == null ? null : Lifecycle.of(stage).orElseThrow(), kind, segment, List.of()),
          condition);
    }
  }

  /// False if the job it undoes is being undone already.
  boolean insert(Bulk bulk) {
    var whom = bulk.whom();
    return database.sql().sql("""
        insert into timeline.bulk (id, workspace_id, verb, tag_id, chosen, filter, undoes, expected, state, member_id,
          created_at, updated_at)
        values (:id, :workspace, :verb, :tag, :chosen::uuid[], :filter::jsonb, :undoes::uuid, :expected, :state,
          :member::uuid, :now, :now)
        on conflict (undoes) do nothing
        """)
        .param("id", bulk.id())
        .param("workspace", bulk.workspace().value())
        .param("verb", bulk.verb().word())
        .param("tag", bulk.tag().value())
        .param("chosen", whom instanceof Bulk.Whom.Chosen chosen
            ? chosen.customers().stream().map(CustomerId::toString).toArray(String[]::new) : null)
        .param("filter", whom instanceof Bulk.Whom.Matching matching
            ? json.writeValueAsString(Kept.of(matching)) : null)
        .param("undoes", whom instanceof Bulk.Whom.ChangedBy undone ? undone.bulk().toString() : null)
        .param("expected", bulk.expected())
        .param("state", bulk.state().word())
        .param("member", bulk.member() == null ? null : bulk.member().toString())
        .param("now", bulk.createdAt().atOffset(ZoneOffset.UTC))
        .update() == 1;
  }

  /// The oldest job that is to go on and that nobody else works at, locked.
  Optional<Bulk> next() {
    return database.sql().sql("""
        /* any workspace: jobs of all take turns */ select * from timeline.bulk where state = 'running'
        order by updated_at limit 1 for update skip locked
        """)
        .query((row, n) -> bulk(row))
        .optional();
  }

  Optional<Bulk> get(WorkspaceId workspace, UUID id) {
    return database.sql().sql("select * from timeline.bulk where workspace_id = :workspace and id = :id")
        .param("workspace", workspace.value())
        .param("id", id)
        .query((row, n) -> bulk(row))
        .optional();
  }

  List<Bulk> latest(WorkspaceId workspace) {
    return database.sql().sql("""
        select * from timeline.bulk where workspace_id = :workspace order by created_at desc limit :limit
        """)
        .param("workspace", workspace.value())
        .param("limit", LATEST)
        .query((row, n) -> bulk(row))
        .list();
  }

  /// `after` null ends the job.
  void move(Bulk bulk, @Nullable UUID after, Moved moved) {
    database.sql().sql("""
        update timeline.bulk set after = coalesce(:after::uuid, after), looked = looked + :looked,
          met = met + :met, changed = changed + :changed, updated_at = clock_timestamp(),
          state = case when :after::uuid is null then 'done' else state end
        where workspace_id = :workspace and id = :id
        """)
        .param("workspace", bulk.workspace().value())
        .param("id", bulk.id())
        .param("after", after == null ? null : after.toString())
        .param("looked", moved.looked)
        .param("met", moved.met)
        .param("changed", moved.changed)
        .update();
  }

  /// Forgets jobs that ended long ago, with whom they changed. One that is just being undone stays.
  int tidy(Instant before) {
    return database.sql().sql("""
        delete from timeline.bulk b where b.state <> 'running' and b.updated_at < :before
          and not exists (select from timeline.bulk u where u.undoes = b.id and u.state = 'running')
        /* any workspace: what is kept too long */
        """).param("before", before.atOffset(ZoneOffset.UTC)).update();
  }

  void stop(WorkspaceId workspace, UUID id) {
    database.sql().sql("""
        update timeline.bulk set state = 'stopped' where workspace_id = :workspace and id = :id and state = 'running'
        """)
        .param("workspace", workspace.value())
        .param("id", id)
        .update();
  }

  void remember(Bulk bulk, Collection<IdentityId> identities) {
    database.sql().sql("""
        insert into timeline.bulk_change (workspace_id, bulk_id, identity_id)
        select :workspace, :bulk, id from unnest(:ids::uuid[]) i (id) on conflict do nothing
        """)
        .param("workspace", bulk.workspace().value())
        .param("bulk", bulk.id())
        .param("ids", identities.stream().map(IdentityId::toString).toArray(String[]::new))
        .update();
  }

  List<IdentityId> changedBy(Bulk bulk, UUID undone, int limit) {
    return database.sql().sql("""
        select identity_id from timeline.bulk_change
        where workspace_id = :workspace and bulk_id = :undone and identity_id > :after::uuid
        order by identity_id limit :limit
        """)
        .param("workspace", bulk.workspace().value())
        .param("undone", undone)
        .param("after", bulk.after() == null ? new UUID(0, 0).toString() : bulk.after().toString())
        .param("limit", limit)
        .query((row, n) -> new IdentityId(row.getObject(1, UUID.class)))
        .list();
  }

  private Bulk bulk(ResultSet row) throws SQLException {
    return new Bulk(row.getObject("id", UUID.class), new WorkspaceId(row.getInt("workspace_id")),
        Bulk.Verb.valueOf(row.getString("verb").toUpperCase(Locale.ROOT)),
        new TagId(row.getObject("tag_id", UUID.class)), whom(row), row.getObject("after", UUID.class),
        row.getLong("looked"), row.getLong("met"), row.getLong("changed"), row.getLong("expected"),
        Bulk.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)), row.getObject("member_id", UUID.class),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }

  private Bulk.Whom whom(ResultSet row) throws SQLException {
    if (row.getArray("chosen") != null) {
      return new Bulk.Whom.Chosen(Arrays.stream((UUID[]) row.getArray("chosen").getArray()).map(CustomerId::new)
          .toList());
    }
    var undone = row.getObject("undoes", UUID.class);
    return undone != null ? new Bulk.Whom.ChangedBy(undone)
        : json.readValue(row.getString("filter"), Kept.class).matching();
  }
}
