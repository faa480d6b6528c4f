package io.parley.timeline;

import java.util.List;

/// Somebody on her way through a journey, kept out of it, and about to come in.
final class PlantedJourneys {
  private PlantedJourneys() {}

  /// SQL that puts them there. `hers` is a query for her identity.
  static List<String> statements(int workspace, String hers, String canary) {
    return List.of(
        """
        with j as (insert into journey.journey (id, workspace_id, name, state, draft, created_at, changed_at)
          values (gen_random_uuid(), %1$d, 'x', 'ended', '{}', now(), now()) returning id),
        r as (insert into journey.run (id, workspace_id, journey_id, version, identity_id, entry_key, entered_at, step,
            hop, arrived_at, held_out, trial, kept, ended_at, outcome)
          select gen_random_uuid(), %1$d, j.id, 1, %2$s, '%3$s', now(), 'a', 1, now(), false, false, '{}', now(), 'exit'
          from j returning id, journey_id),
        p as (insert into journey.passage select %1$d, r.id, 0, 'a', '%3$s', now(), now() from r),
        k as (insert into journey.kept_out select %1$d, j.id, %2$s, now(), 'once' from j),
        i as (insert into journey.interest select %1$d, j.id, %2$s, '%3$s', now() from j),
        a as (insert into journey.armed select %1$d, j.id, %2$s, '%3$s', 'infinity', '{}' from j)
        insert into journey.errand (id, workspace_id, journey_id, run_id, step, hop, kind, body, state, due_at,
          created_at)
        select gen_random_uuid(), %1$d, r.journey_id, r.id, 'a', 0, 'note', '%3$s', 'done', now(), now() from r
        """.formatted(workspace, hers, canary));
  }
}
