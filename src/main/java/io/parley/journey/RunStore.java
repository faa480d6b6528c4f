package io.parley.journey;

import io.parley.customer.CustomerId;
import io.parley.customer.IdentityId;
import io.parley.journey.flow.Entry;
import io.parley.journey.flow.Keepsake;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// Those on the way. Every statement is about many of them.
@Repository
class RunStore {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String COLUMNS = """
      r.id, r.journey_id, r.version, r.identity_id, p.customer_id, r.entry_key, r.entered_at, r.step, r.hop,
      r.arrived_at, r.due_at, r.held_out, r.trial, r.kept
      """;

  private final Database database;

  /// A customer and a journey.
  record Pair(JourneyId journey, CustomerId customer) {}

  RunStore(Database database) {
    this.database = database;
  }

  /// What is known of the ways these customers have gone through these journeys. Trials do not count.
  Map<Pair, Entry.Before> past(WorkspaceId workspace, Collection<JourneyId> journeys, Collection<CustomerId> customers,
      Collection<String> keys) {
    var past = new HashMap<Pair, Entry.Before>();
    database.sql().sql("""
        select r.journey_id, p.customer_id, bool_or(r.ended_at is null), max(r.entered_at),
          array_agg(r.entry_key) filter (where r.entry_key = any (:keys))
        from customer.person p join journey.run r on r.workspace_id = p.workspace_id and r.identity_id = p.identity_id
        where p.workspace_id = :workspace and p.customer_id = any (:customers::uuid[])
          and r.journey_id = any (:journeys::uuid[]) and not r.trial
        group by 1, 2
        """)
        .param("workspace", workspace.value())
        .param("keys", keys.toArray(String[]::new))
        .param("customers", texts(customers, CustomerId::toString))
        .param("journeys", texts(journeys, JourneyId::toString))
        .query(row -> {
          var pair = new Pair(new JourneyId(row.getObject(1, UUID.class)),
              new CustomerId(row.getObject(2, UUID.class)));
          var used = row.getArray(5) == null ? Set.<String>of()
              : new HashSet<>(Arrays.asList((String[]) row.getArray(5).getArray()));
          past.put(pair, new Entry.Before(row.getBoolean(3), instant(row.getObject(4, OffsetDateTime.class)), used));
        });
    return past;
  }

  /// Lets people in. Answers which runs are new: the same entry key is not taken twice.
  Set<RunId> insert(WorkspaceId workspace, Collection<Run> runs) {
    return new HashSet<>(database.sql().sql("""
        insert into journey.run (workspace_id, id, journey_id, version, identity_id, entry_key, entered_at, step, hop,
          arrived_at, held_out, trial, kept)
        select :workspace, id, journey, version, identity, key, entered, step, 0, entered, held, trial, kept
        from unnest(:ids::uuid[], :journeys::uuid[], :versions::int[], :identities::uuid[], :keys,
          :entered::timestamptz[], :steps, :held::boolean[], :trials::boolean[], :kept::jsonb[])
          as t (id, journey, version, identity, key, entered, step, held, trial, kept)
        on conflict (workspace_id, journey_id, identity_id, entry_key) do nothing
        returning id
        """)
        .param("workspace", workspace.value())
        .param("ids", texts(runs, run -> run.id().toString()))
        .param("journeys", texts(runs, run -> run.path().journey().toString()))
        .param("versions", texts(runs, run -> Integer.toString(run.path().version())))
        .param("identities", texts(runs, run -> run.identity().toString()))
        .param("keys", texts(runs, run -> run.entered().key()))
        .param("entered", texts(runs, run -> run.entered().at().toString()))
        .param("steps", texts(runs, run -> run.place().step()))
        .param("held", texts(runs, run -> Boolean.toString(run.entered().heldOut())))
        .param("trials", texts(runs, run -> Boolean.toString(run.entered().trial())))
        .param("kept", texts(runs, run -> JSON.writeValueAsString(run.kept())))
        .query((row, n) -> new RunId(row.getObject(1, UUID.class)))
        .list());
  }

  /// Those of these customers who are on the way, held until the end of the transaction.
  List<Run> open(WorkspaceId workspace, Collection<CustomerId> customers) {
    return database.sql().sql("select " + COLUMNS + """
         from customer.person p join journey.run r on r.workspace_id = p.workspace_id and r.identity_id = p.identity_id
        where p.workspace_id = :workspace and p.customer_id = any (:customers::uuid[]) and r.ended_at is null
        order by r.id for update of r
        """)
        .param("workspace", workspace.value())
        .param("customers", texts(customers, CustomerId::toString))
        .query((row, n) -> run(row)).list();
  }

  /// The customers whose runs are due first. Nobody is held: whoever takes them holds the customers first.
  Map<RunId, CustomerId> due(WorkspaceId workspace, Instant now, int most) {
    var due = new HashMap<RunId, CustomerId>();
    database.sql().sql("""
        select r.id, p.customer_id from (
          select id, identity_id from journey.run where workspace_id = :workspace and due_at <= :now::timestamptz
          order by due_at, id limit :most) r
        join customer.person p on p.workspace_id = :workspace and p.identity_id = r.identity_id
        """)
        .param("workspace", workspace.value()).param("now", now.toString()).param("most", most)
        .query(row -> {
          due.put(new RunId(row.getObject(1, UUID.class)), new CustomerId(row.getObject(2, UUID.class)));
        });
    return due;
  }

  /// Takes those of these runs that are still due and that nobody else has taken, first come first.
  List<Run> claim(WorkspaceId workspace, Collection<RunId> ids, Instant now) {
    return database.sql().sql("select " + COLUMNS + """
         from journey.run r join customer.person p
          on p.workspace_id = r.workspace_id and p.identity_id = r.identity_id
        where r.workspace_id = :workspace and r.id = any (:ids::uuid[]) and r.due_at <= :now::timestamptz
        order by r.due_at, r.id for update of r skip locked
        """)
        .param("workspace", workspace.value()).param("ids", texts(ids, RunId::toString)).param("now", now.toString())
        .query((row, n) -> run(row)).list();
  }

  /// Some of those on the way through a journey, with whom they are. Nobody is held.
  Map<RunId, CustomerId> onTheWay(WorkspaceId workspace, JourneyId journey, int most) {
    var some = new HashMap<RunId, CustomerId>();
    database.sql().sql("""
        select r.id, p.customer_id
        from journey.run r join customer.person p on p.workspace_id = r.workspace_id and p.identity_id = r.identity_id
        where r.workspace_id = :workspace and r.journey_id = :journey and r.ended_at is null limit :most
        """)
        .param("workspace", workspace.value()).param("journey", journey.value()).param("most", most)
        .query(row -> {
          some.put(new RunId(row.getObject(1, UUID.class)), new CustomerId(row.getObject(2, UUID.class)));
        });
    return some;
  }

  /// Takes those of these runs that are open still and that nobody else has in hand.
  List<Run> openOf(WorkspaceId workspace, Collection<RunId> ids) {
    return database.sql().sql("select " + COLUMNS + """
         from journey.run r join customer.person p
          on p.workspace_id = r.workspace_id and p.identity_id = r.identity_id
        where r.workspace_id = :workspace and r.id = any (:ids::uuid[]) and r.ended_at is null
        order by r.id for update of r skip locked
        """)
        .param("workspace", workspace.value()).param("ids", texts(ids, RunId::toString))
        .query((row, n) -> run(row)).list();
  }

  Optional<Run> open(WorkspaceId workspace, RunId id) {
    return database.sql().sql("select " + COLUMNS + """
         from journey.run r join customer.person p
          on p.workspace_id = r.workspace_id and p.identity_id = r.identity_id
        where r.workspace_id = :workspace and r.id = :id and r.ended_at is null for update of r
        """)
        .param("workspace", workspace.value()).param("id", id.value()).query((row, n) -> run(row)).optional();
  }

  /// Writes down where everybody is now.
  void save(WorkspaceId workspace, Collection<Run> runs) {
    database.sql().sql("""
        update journey.run r set step = t.step, hop = t.hop, arrived_at = t.arrived, due_at = t.due, kept = t.kept,
          ended_at = t.ended, outcome = t.outcome, worth = t.worth
        from unnest(:ids::uuid[], :steps, :hops::int[], :arrived::timestamptz[], :due::timestamptz[], :kept::jsonb[],
          :ended::timestamptz[], :outcomes, :worth::numeric[])
          as t (id, step, hop, arrived, due, kept, ended, outcome, worth)
        where r.workspace_id = :workspace and r.id = t.id
        """)
        .param("workspace", workspace.value())
        .param("ids", texts(runs, run -> run.id().toString()))
        .param("steps", texts(runs, run -> run.place().step()))
        .param("hops", texts(runs, run -> Integer.toString(run.place().hop())))
        .param("arrived", texts(runs, run -> run.place().since().toString()))
        .param("due", texts(runs, run -> text(run.place().due())))
        .param("kept", texts(runs, run -> JSON.writeValueAsString(run.kept())))
        .param("ended", texts(runs, run -> run.end() == null ? null : run.end().at().toString()))
        .param("outcomes", texts(runs, run -> run.end() == null ? null : run.end().outcome().word()))
        .param("worth", texts(runs, run -> run.end() == null || run.end().worth() == null ? null
            : run.end().worth().toPlainString()))
        .update();
  }

  /// When the next wait is over.
  Optional<Instant> next(WorkspaceId workspace) {
    return database.sql().sql("""
        select min(due_at) from journey.run where workspace_id = :workspace and due_at is not null
        """).param("workspace", workspace.value())
        .query((row, n) -> Optional.ofNullable(instant(row.getObject(1, OffsetDateTime.class)))).single();
  }

  /// Workspaces in which somebody waits for the clock.
  List<WorkspaceId> waiting() {
    return database.sql().sql("""
        select /* any workspace: the door of due work asks who has some */ workspace_id from journey.revision v
        where exists (select from journey.run r where r.workspace_id = v.workspace_id and r.due_at is not null)
        """).query((row, n) -> new WorkspaceId(row.getInt(1))).list();
  }

  private static Run run(ResultSet row) throws SQLException {
    return new Run(new RunId(row.getObject("id", UUID.class)),
        new Live.Path(new JourneyId(row.getObject("journey_id", UUID.class)), row.getInt("version")),
        new IdentityId(row.getObject("identity_id", UUID.class)),
        new CustomerId(row.getObject("customer_id", UUID.class)),
        new Run.Entered(row.getString("entry_key"), JourneyStore.at(row, "entered_at"), row.getBoolean("held_out"),
            row.getBoolean("trial")),
        new Run.Place(row.getString("step"), row.getInt("hop"), JourneyStore.at(row, "arrived_at"),
            JourneyStore.time(row, "due_at")),
        JSON.readValue(row.getString("kept"), Keepsake.class));
  }

  static <T> @Nullable String[] texts(Collection<T> rows, Function<T, @Nullable String> column) {
    return rows.stream().map(column).toArray(String[]::new);
  }

  private static @Nullable String text(@Nullable Instant at) {
    return at == null ? null : at.toString();
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
