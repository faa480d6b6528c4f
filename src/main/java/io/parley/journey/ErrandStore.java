package io.parley.journey;

import static io.parley.journey.RunStore.texts;

import io.parley.customer.IdentityId;
import io.parley.journey.flow.Step;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.WorkspaceId;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.node.JsonNodeFactory;

/// What other systems and the team are to be told.
@Repository
class ErrandStore {
  private static final int MOST_TRIES = 8;
  private static final Duration HELD = Duration.ofMinutes(2);

  private final Database database;
  private final Clocks clocks;

  /// `identity` is the person it is about, `journey` what the merchant calls the journey that asks for it.
  record Errand(UUID id, WorkspaceId workspace, String kind, @Nullable String address, String body, int tries,
      IdentityId identity, String journey) {
    boolean last() {
      return tries >= MOST_TRIES;
    }
  }

  /// What became of the errands of a step: `answer` is why they failed; null for those that did not.
  record Counted(String step, String kind, String state, @Nullable String answer, long n) {}

  ErrandStore(Database database, Clocks clocks) {
    this.database = database;
    this.clocks = clocks;
  }

  void plan(WorkspaceId workspace, List<Deeds.Deed> deeds) {
    if (deeds.isEmpty()) {
      return;
    }
    database.sql().sql("""
        insert into journey.errand (id, workspace_id, journey_id, run_id, step, hop, kind, address, body, state,
          due_at, created_at)
        select id, :workspace, journey, run, step, hop, kind, address, body, 'planned', :wall, at
        from unnest(:ids::uuid[], :journeys::uuid[], :runs::uuid[], :steps, :hops::int[], :kinds, :addresses, :bodies,
          :ats::timestamptz[]) as t (id, journey, run, step, hop, kind, address, body, at)
        """)
        .param("workspace", workspace.value())
        .param("wall", Timestamp.from(clocks.wall()))
        .param("ids", texts(deeds, _ -> Ids.next().toString()))
        .param("journeys", texts(deeds, deed -> deed.run().path().journey().toString()))
        .param("runs", texts(deeds, deed -> deed.run().id().toString()))
        .param("steps", texts(deeds, deed -> deed.step().id()))
        .param("hops", texts(deeds, deed -> Integer.toString(deed.hop())))
        .param("kinds", texts(deeds, deed -> kind(deed.step())))
        .param("addresses", texts(deeds, deed -> deed.step() instanceof Step.Call call ? call.address().toString()
            : null))
        .param("bodies", texts(deeds, ErrandStore::body))
        .param("ats", texts(deeds, deed -> deed.at().toString()))
        .update();
  }

  private static String kind(Step step) {
    return step instanceof Step.Call ? "webhook" : step instanceof Step.Hand ? "assign" : "note";
  }

  private static String body(Deeds.Deed deed) {
    if (deed.step() instanceof Step.Note note) {
      return note.text();
    }
    if (deed.step() instanceof Step.Hand hand) {
      return JsonNodeFactory.instance.objectNode().put("text", hand.text())
          .put("member", hand.member() == null ? null : hand.member().toString()).toString();
    }
    var run = deed.run();
    var body = JsonNodeFactory.instance.objectNode()
        .put("journeyId", run.path().journey().toString()).put("version", run.path().version())
        .put("step", deed.step().id()).put("runId", run.id().toString())
        .put("customerId", run.customer().toString()).put("at", deed.at().toString());
    run.kept().values().forEach((name, value) -> body.withObject("/values").put(name, value));
    return body.toString();
  }

  /// The next calls, or words for the team, that are due by the wall clock, as they were planned; nobody else takes
  /// them for two minutes.
  List<Errand> claim(int most, boolean calls) {
    return database.sql().sql("""
        with next as (
          select /* any workspace: errands of all are run by one loop */ id from journey.errand
          where state = 'planned' and due_at <= :now and (kind = 'webhook') = :calls
          order by due_at, id limit :most for update skip locked)
        update journey.errand e set tries = e.tries + 1, due_at = :until
        from next, journey.run r, journey.journey j
        where e.id = next.id and r.id = e.run_id and r.workspace_id = e.workspace_id
          and j.id = e.journey_id and j.workspace_id = e.workspace_id
        returning e.id, e.workspace_id, e.kind, e.address, e.body, e.tries, r.identity_id, j.name
        """)
        .param("now", Timestamp.from(clocks.wall())).param("until", Timestamp.from(clocks.wall().plus(HELD)))
        .param("most", most).param("calls", calls)
        .query((row, n) -> new Errand(row.getObject(1, UUID.class), new WorkspaceId(row.getInt(2)), row.getString(3),
            row.getString(4), row.getString(5), row.getInt(6), new IdentityId(row.getObject(7, UUID.class)),
            row.getString(8)))
        .stream().sorted(Comparator.comparing(errand -> errand.id.toString())).toList();
  }

  List<Counted> counts(WorkspaceId workspace, JourneyId journey) {
    return database.sql().sql("""
        select step, kind, state, case when state = 'done' then null else answer end, count(*) from journey.errand
        where workspace_id = :workspace and journey_id = :journey group by 1, 2, 3, 4 order by 1, 5 desc limit 200
        """).param("workspace", workspace.value()).param("journey", journey.value())
        .query((row, n) -> new Counted(row.getString(1), row.getString(2), row.getString(3), row.getString(4),
            row.getLong(5))).list();
  }

  /// `state` is `done`, `failed`, or `planned` to try again at `due`.
  void settle(Errand errand, String state, String answer, Instant due) {
    database.sql().sql("""
        update journey.errand set state = :state, answer = :answer, due_at = :due
        where workspace_id = :workspace and id = :id
        """)
        .param("state", state).param("answer", answer).param("due", Timestamp.from(due))
        .param("workspace", errand.workspace.value()).param("id", errand.id).update();
  }
}
