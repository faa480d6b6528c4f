package io.parley.journey;

import io.parley.customer.CustomerId;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/// Runs as screens show them.
@Repository
class ViewStore {
  private static final String LINE = """
      r.id, r.journey_id, j.name, r.version, p.customer_id, r.entered_at, r.step, r.arrived_at, r.due_at, r.held_out,
      r.trial, r.ended_at, r.outcome, r.worth
      """;

  private final Database database;

  /// Somebody on the way, or at its end. `dueAt` is until when she stays at the latest.
  record RunLine(RunId id, JourneyId journey, String journeyName, int version, CustomerId customer, Instant enteredAt,
      String step, Instant arrivedAt, @Nullable Instant dueAt, boolean heldOut, boolean trial,
      @Nullable Instant endedAt, @Nullable String outcome, @Nullable BigDecimal worth) {}

  /// A step that is behind somebody.
  record PassageLine(String step, String way, Instant arrivedAt, Instant leftAt) {}

  /// What a journey came to: who is on the way, who came in and reached its goal, and what that was worth.
  record Sums(long open, long entered, long goals, BigDecimal worth) {
    static final Sums NONE = new Sums(0, 0, 0, BigDecimal.ZERO);
  }

  ViewStore(Database database) {
    this.database = database;
  }

  /// Those who came in since a time, by journey. Trials do not count.
  Map<JourneyId, Sums> sums(WorkspaceId workspace, Instant since) {
    var sums = new HashMap<JourneyId, Sums>();
    database.sql().sql("""
        select journey_id, count(*) filter (where ended_at is null),
          count(*) filter (where entered_at >= :since::timestamptz),
          count(*) filter (where entered_at >= :since::timestamptz and outcome = 'goal'),
          coalesce(sum(worth) filter (where entered_at >= :since::timestamptz and outcome = 'goal'), 0)
        from journey.run where workspace_id = :workspace and not trial
          and (ended_at is null or entered_at >= :since::timestamptz)
        group by 1
        """)
        .param("workspace", workspace.value()).param("since", since.toString())
        .query(row -> {
          sums.put(new JourneyId(row.getObject(1, UUID.class)),
              new Sums(row.getLong(2), row.getLong(3), row.getLong(4), row.getBigDecimal(5)));
        });
    return sums;
  }

  /// Those in a journey, the latest to come in first, behind the run `id` of `at`. With a step, those who are there.
  List<RunLine> lines(WorkspaceId workspace, JourneyId journey, @Nullable String step, @Nullable Instant at,
      @Nullable UUID id, int limit) {
    return database.sql().sql("select " + LINE + """
         from journey.run r join journey.journey j on j.id = r.journey_id
        join customer.person p on p.workspace_id = r.workspace_id and p.identity_id = r.identity_id
        where r.workspace_id = :workspace and r.journey_id = :journey
        """ + (step == null ? "" : " and r.step = :step and r.ended_at is null")
        + (at == null ? "" : " and (r.entered_at, r.id) < (:at::timestamptz, :id::uuid)") + """
         order by r.entered_at desc, r.id desc limit :limit
        """)
        .param("workspace", workspace.value()).param("journey", journey.value()).param("step", step)
        .param("at", at == null ? null : at.toString()).param("id", id == null ? null : id.toString())
        .param("limit", limit)
        .query((row, n) -> line(row)).list();
  }

  /// All ways of one customer, the latest first.
  List<RunLine> of(WorkspaceId workspace, CustomerId customer, int limit) {
    return database.sql().sql("select " + LINE + """
         from customer.person p join journey.run r on r.workspace_id = p.workspace_id and r.identity_id = p.identity_id
        join journey.journey j on j.id = r.journey_id
        where p.workspace_id = :workspace and p.customer_id = :customer
        order by r.entered_at desc, r.id desc limit :limit
        """)
        .param("workspace", workspace.value()).param("customer", customer.value()).param("limit", limit)
        .query((row, n) -> line(row)).list();
  }

  java.util.Optional<RunLine> get(WorkspaceId workspace, RunId id) {
    return database.sql().sql("select " + LINE + """
         from journey.run r join journey.journey j on j.id = r.journey_id
        join customer.person p on p.workspace_id = r.workspace_id and p.identity_id = r.identity_id
        where r.workspace_id = :workspace and r.id = :id
        """).param("workspace", workspace.value()).param("id", id.value()).query((row, n) -> line(row)).optional();
  }

  List<PassageLine> path(WorkspaceId workspace, RunId run) {
    return database.sql().sql("""
        select step, way, arrived_at, left_at from journey.passage
        where workspace_id = :workspace and run_id = :run order by hop
        """).param("workspace", workspace.value()).param("run", run.value())
        .query((row, n) -> new PassageLine(row.getString(1), row.getString(2), JourneyStore.at(row, "arrived_at"),
            JourneyStore.at(row, "left_at"))).list();
  }

  private static RunLine line(ResultSet row) throws SQLException {
    return new RunLine(new RunId(row.getObject("id", UUID.class)), new JourneyId(row.getObject("journey_id",
        UUID.class)), row.getString("name"), row.getInt("version"), new CustomerId(row.getObject("customer_id",
        UUID.class)), JourneyStore.at(row, "entered_at"), row.getString("step"), JourneyStore.at(row, "arrived_at"),
        JourneyStore.time(row, "due_at"), row.getBoolean("held_out"), row.getBoolean("trial"),
        JourneyStore.time(row, "ended_at"), row.getString("outcome"), row.getBigDecimal("worth"));
  }
}
