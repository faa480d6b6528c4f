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
            channels, products, held_out, words, state, planned_at, due_at)
          values (gen_random_uuid(), %1$d, 'notice', gen_random_uuid(), '', 'x', 'x', %2$s, 'service', '{}', '{}',
            false, '{"any": {"kind": "text", "text": "%3$s"}}', 'sent', now(),
            null) returning id)
        insert into outreach.decision (workspace_id, send_id, at, verdict, detail)
        select %1$d, id, now(), 'send', '%3$s' from s
        """.formatted(workspace, hers, canary),
        "insert into outreach.barred values (%d, %s, now(), null)".formatted(workspace, hers),
        """
        with l as (insert into outreach.link (workspace_id, source, source_id, step, name, url)
          values (%1$d, 'broadcast', gen_random_uuid(), '', 'x', 'https://shop.example') returning id)
        insert into outreach.click (workspace_id, link_id, identity_id, at) select %1$d, id, %2$s, now() from l
        """.formatted(workspace, hers),
        """
        insert into campaign.recipient (workspace_id, broadcast_id, customer_id, identity_id, arm)
        values (%d, gen_random_uuid(), gen_random_uuid(), %s, 1)
        """.formatted(workspace, hers),
        """
        insert into experiment.assignment (workspace_id, experiment_id, identity_id, arm, at)
        values (%d, gen_random_uuid(), %s, 1, now())
        """.formatted(workspace, hers));
  }
}
