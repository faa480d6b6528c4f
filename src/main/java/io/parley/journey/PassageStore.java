package io.parley.journey;

import static io.parley.journey.RunStore.texts;

import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Repository;

/// Steps that are behind people, one by one and counted.
@Repository
class PassageStore {
  /// The class of advisory locks that are a workspace's turn to count.
  private static final int TURN = 0x6a6e79;

  private final Database database;

  /// A step of a version, a way out of it ('': those who came to it), and how many.
  record Counted(String step, String way, long n) {}

  private record Slot(JourneyId journey, int version, String step, String way, LocalDate day) {
    String key() {
      return "%s %d %s %s %s".formatted(journey, version, step, way, day);
    }
  }

  PassageStore(Database database) {
    this.database = database;
  }

  /// Writes down what these runs passed. That one of it was written before is refused: a step is done once.
  void keep(WorkspaceId workspace, Collection<Run> runs) {
    var ids = new ArrayList<String>();
    var passages = new ArrayList<Run.Passage>();
    runs.forEach(run -> run.passages().forEach(passage -> {
      ids.add(run.id().toString());
      passages.add(passage);
    }));
    if (passages.isEmpty()) {
      return;
    }
    database.sql().sql("""
        insert into journey.passage (workspace_id, run_id, hop, step, way, arrived_at, left_at)
        select :workspace, t.* from unnest(:ids::uuid[], :hops::int[], :steps, :ways, :arrived::timestamptz[],
          :left::timestamptz[]) as t
        """)
        .param("workspace", workspace.value())
        .param("ids", ids.toArray(String[]::new))
        .param("hops", texts(passages, one -> Integer.toString(one.hop())))
        .param("steps", texts(passages, Run.Passage::step))
        .param("ways", texts(passages, Run.Passage::way))
        .param("arrived", texts(passages, one -> one.arrived().toString()))
        .param("left", texts(passages, one -> one.left().toString()))
        .update();
  }

  /// Counts what these runs passed. `fresh` came to their first step just now. Trials are not counted.
  void count(WorkspaceId workspace, Collection<Run> runs, boolean fresh, ZoneId zone) {
    var counts = new TreeMap<String, Long>();
    var slots = new TreeMap<String, Slot>();
    for (var run : runs) {
      if (run.entered().trial()) {
        continue;
      }
      if (fresh) {
        var first = run.passages().isEmpty() ? run.place().step() : run.passages().getFirst().step();
        add(counts, slots, slot(run, first, "", run.entered().at().atZone(zone).toLocalDate()));
      }
      var passages = run.passages();
      for (var n = 0; n < passages.size(); n++) {
        var passage = passages.get(n);
        var day = passage.left().atZone(zone).toLocalDate();
        add(counts, slots, slot(run, passage.step(), passage.way(), day));
        var ended = n == passages.size() - 1 && !run.open();
        if (!ended) {
          var next = n + 1 < passages.size() ? passages.get(n + 1).step() : run.place().step();
          add(counts, slots, slot(run, next, "", day));
        }
      }
    }
    save(workspace, counts, slots);
  }

  private static Slot slot(Run run, String step, String way, LocalDate day) {
    return new Slot(run.path().journey(), run.path().version(), step, way, day);
  }

  private static void add(Map<String, Long> counts, Map<String, Slot> slots, Slot slot) {
    counts.merge(slot.key(), 1L, Long::sum);
    slots.put(slot.key(), slot);
  }

  /// One of a workspace after the other: the fold counts several times in its transaction, in whatever order people
  /// came, and who counts beside it would wait with it in a circle.
  private void save(WorkspaceId workspace, Map<String, Long> counts, Map<String, Slot> slots) {
    if (counts.isEmpty()) {
      return;
    }
    database.sql().sql("""
        with turn as materialized (select pg_advisory_xact_lock(:turn, :workspace)::text)
        insert into journey.tally as c (workspace_id, journey_id, version, step, way, day, n)
        select :workspace, t.* from turn, unnest(:journeys::uuid[], :versions::int[], :steps, :ways, :days::date[],
          :counts::bigint[]) as t (journey, version, step, way, day, n)
        on conflict (workspace_id, journey_id, version, step, way, day) do update set n = c.n + excluded.n
        """)
        .param("turn", TURN)
        .param("workspace", workspace.value())
        .param("journeys", texts(slots.values(), slot -> slot.journey.toString()))
        .param("versions", texts(slots.values(), slot -> Integer.toString(slot.version)))
        .param("steps", texts(slots.values(), Slot::step))
        .param("ways", texts(slots.values(), Slot::way))
        .param("days", texts(slots.values(), slot -> slot.day.toString()))
        .param("counts", texts(counts.values(), n -> Long.toString(n)))
        .update();
  }

  /// All that was counted of a version, from a day on.
  List<Counted> counts(WorkspaceId workspace, JourneyId journey, int version, LocalDate from) {
    return database.sql().sql("""
        select step, way, sum(n) from journey.tally where workspace_id = :workspace and journey_id = :journey
          and version = :version and day >= :from::date group by 1, 2
        """)
        .param("workspace", workspace.value()).param("journey", journey.value()).param("version", version)
        .param("from", from.toString())
        .query((row, n) -> new Counted(row.getString(1), row.getString(2), row.getLong(3))).list();
  }
}
