package io.parley.experiment;

import io.parley.customer.IdentityId;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// SQL of experiments and of who is in which arm.
@Component
class ExperimentStore {
  private final Database database;

  /// `arm` is the one that her identities were given first; null if none was.
  record Standing(IdentityId identity, UUID customer, @Nullable Integer arm) {}

  record Counted(int arm, long people, long torn, long buyers, Sums revenue, Sums orders, @Nullable Instant last) {}

  record Sums(double sum, double squares) {}

  ExperimentStore(Database database) {
    this.database = database;
  }

  void insert(WorkspaceId workspace, Experiment experiment) {
    database.sql().sql("""
        insert into experiment.experiment (id, workspace_id, name, variants, weights, holdout, days, begun_at)
        values (:id, :workspace, :name, :variants, :weights, :holdout, :days, :at) on conflict (id) do nothing
        """)
        .param("id", experiment.id().value())
        .param("workspace", workspace.value())
        .param("name", experiment.name())
        .param("variants", experiment.variants().toArray(String[]::new))
        .param("weights", experiment.weights().toArray(Double[]::new))
        .param("holdout", experiment.holdout())
        .param("days", (int) experiment.within().toDays())
        .param("at", experiment.begunAt().atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<Experiment> get(WorkspaceId workspace, ExperimentId id) {
    return database.sql().sql("select * from experiment.experiment where workspace_id = :workspace and id = :id")
        .param("workspace", workspace.value())
        .param("id", id.value())
        .query((row, n) -> experiment(row))
        .optional();
  }

  List<Standing> standing(WorkspaceId workspace, ExperimentId experiment, Collection<IdentityId> identities) {
    return database.sql().sql("""
        with asked as (
          select identity_id, customer_id from customer.person
          where workspace_id = :workspace and identity_id = any (:identities)),
        earlier as (
          select distinct on (k.customer_id) k.customer_id, a.arm
          from (select distinct customer_id from asked) k
          join customer.person p on p.workspace_id = :workspace and p.customer_id = k.customer_id
          join experiment.assignment a on a.experiment_id = :experiment and a.identity_id = p.identity_id
          order by k.customer_id, a.at, a.identity_id)
        select k.identity_id, k.customer_id, e.arm from asked k left join earlier e using (customer_id)
        """)
        .param("workspace", workspace.value())
        .param("experiment", experiment.value())
        .param("identities", identities.stream().map(IdentityId::value).toArray(UUID[]::new))
        .query((row, n) -> new Standing(new IdentityId(row.getObject(1, UUID.class)), row.getObject(2, UUID.class),
            row.getObject(3) == null ? null : row.getInt(3)))
        .list();
  }

  /// The first time stays.
  void expose(WorkspaceId workspace, ExperimentId experiment, Collection<Exposure> exposures) {
    database.sql().sql("""
        insert into experiment.assignment (workspace_id, experiment_id, identity_id, arm, at)
        select :workspace, :experiment, e.*
        from unnest(:identities::uuid[], :arms::int[], :times::timestamptz[]) e on conflict do nothing
        """)
        .param("workspace", workspace.value())
        .param("experiment", experiment.value())
        .param("identities", exposures.stream().map(one -> one.identity().value()).toArray(UUID[]::new))
        .param("arms", exposures.stream().map(Exposure::arm).toArray(Integer[]::new))
        .param("times", exposures.stream().map(one -> one.at().toString()).toArray(String[]::new))
        .update();
  }

  /// Orders count for whom they belong to now, so a merge brings a browser's purchases to the person who got the
  /// message. What was paid back does not count.
  List<Counted> counted(WorkspaceId workspace, Experiment experiment, String currency) {
    return database.sql().sql("""
        with mine as materialized (
          select p.customer_id, (array_agg(a.arm order by a.at, a.identity_id))[1] as arm,
            min(a.arm) <> max(a.arm) as torn, min(a.at) as since
          from experiment.assignment a
          join customer.person p on p.workspace_id = :workspace and p.identity_id = a.identity_id
          where a.workspace_id = :workspace and a.experiment_id = :experiment
          group by 1),
        bought as (
          select m.customer_id, sum(greatest(o.revenue - o.refunded, 0))::float8 as revenue, count(*)::float8 as orders
          from commerce.ordered o
          join customer.person p on p.workspace_id = :workspace and p.identity_id = o.identity_id
          join mine m on m.customer_id = p.customer_id and not m.torn and o.placed_at >= m.since
            and o.placed_at < m.since + make_interval(days => :days)
          where o.workspace_id = :workspace and o.placed_at >= :begun and o.state <> 'cancelled'
            and o.currency = :currency
          group by 1)
        select m.arm, count(*) filter (where not m.torn), count(*) filter (where m.torn), count(b.customer_id),
          coalesce(sum(b.revenue), 0), coalesce(sum(b.revenue * b.revenue), 0),
          coalesce(sum(b.orders), 0), coalesce(sum(b.orders * b.orders), 0), max(m.since)
        from mine m left join bought b using (customer_id) group by 1
        """)
        .param("workspace", workspace.value())
        .param("experiment", experiment.id().value())
        .param("days", (int) experiment.within().toDays())
        .param("begun", experiment.begunAt().atOffset(ZoneOffset.UTC))
        .param("currency", currency)
        .query((row, n) -> new Counted(row.getInt(1), row.getLong(2), row.getLong(3), row.getLong(4),
            new Sums(row.getDouble(5), row.getDouble(6)), new Sums(row.getDouble(7), row.getDouble(8)),
            row.getObject(9, OffsetDateTime.class).toInstant()))
        .list();
  }

  private static Experiment experiment(ResultSet row) throws SQLException {
    return new Experiment(new ExperimentId(row.getObject("id", UUID.class)), row.getString("name"),
        List.of((String[]) row.getArray("variants").getArray()), doubles(row.getArray("weights")),
        row.getDouble("holdout"), Duration.ofDays(row.getInt("days")),
        row.getObject("begun_at", OffsetDateTime.class).toInstant());
  }

  private static List<Double> doubles(Array array) throws SQLException {
    return new ArrayList<>(List.of((Double[]) array.getArray()));
  }
}
