package io.parley.timeline;

import java.util.List;

/// What outreach keeps of a person, for the test of erasing.
final class PlantedSends {
  private PlantedSends() {}

  /// `hers` is SQL that is one of her identities.
  static List<String> rows(int workspace, String hers, String canary) {
    return List.of(
        """
        with s as (insert into outreach.send (id, workspace_id, source, source_id, step, name, key, identity_id, class,
            channels, products, held_out, words, state, due_at, planned_at)
          values (gen_random_uuid(), %1$d, 'notice', gen_random_uuid(), '', 'x', 'x', %2$s, 'service', '{}', '{}',
            false, '{"any": {"kind": "text", "text": "%3$s"}}', 'sent', null, now()) returning id)
        insert into outreach.decision (workspace_id, send_id, at, verdict, detail)
        select %1$d, id, now(), 'send', '%3$s' from s
        """.formatted(workspace, hers, canary),
        "insert into outreach.barred values (%d, %s, now(), null)".formatted(workspace, hers));
  }
}
