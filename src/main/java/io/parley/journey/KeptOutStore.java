package io.parley.journey;

import static io.parley.journey.RunStore.texts;

import io.parley.customer.CustomerId;
import io.parley.customer.IdentityId;
import io.parley.journey.flow.Entry;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Repository;

/// Who did not come in, and why: the last time of each.
@Repository
class KeptOutStore {
  private final Database database;

  record KeptOut(JourneyId journey, IdentityId identity, Instant at, Entry.Why why) {}

  /// A line of the list of those who were kept out.
  record Line(CustomerId customer, Instant at, String why, int times) {}

  KeptOutStore(Database database) {
    this.database = database;
  }

  void keep(WorkspaceId workspace, Collection<KeptOut> some) {
    if (some.isEmpty()) {
      return;
    }
    database.sql().sql("""
        insert into journey.kept_out as k (workspace_id, journey_id, identity_id, at, why)
        select distinct on (journey, identity) :workspace, journey, identity, at, why
        from unnest(:journeys::uuid[], :identities::uuid[], :ats::timestamptz[], :whys)
          as t (journey, identity, at, why)
        order by journey, identity, at desc
        on conflict (workspace_id, journey_id, identity_id) do update
          set at = excluded.at, why = excluded.why, times = k.times + 1
        """)
        .param("workspace", workspace.value())
        .param("journeys", texts(some, one -> one.journey.toString()))
        .param("identities", texts(some, one -> one.identity.toString()))
        .param("ats", texts(some, one -> one.at.toString()))
        .param("whys", texts(some, one -> one.why.word()))
        .update();
  }

  List<Line> lines(WorkspaceId workspace, JourneyId journey, int limit) {
    return database.sql().sql("""
        select p.customer_id, k.at, k.why, k.times from journey.kept_out k
        join customer.person p on p.workspace_id = k.workspace_id and p.identity_id = k.identity_id
        where k.workspace_id = :workspace and k.journey_id = :journey order by k.at desc limit :limit
        """)
        .param("workspace", workspace.value()).param("journey", journey.value()).param("limit", limit)
        .query((row, n) -> new Line(new CustomerId(row.getObject(1, UUID.class)), JourneyStore.at(row, "at"),
            row.getString(3), row.getInt(4))).list();
  }

  int count(WorkspaceId workspace, JourneyId journey) {
    return database.sql().sql("""
        select count(*) from journey.kept_out where workspace_id = :workspace and journey_id = :journey
        """).param("workspace", workspace.value()).param("journey", journey.value()).query(Integer.class).single();
  }
}
