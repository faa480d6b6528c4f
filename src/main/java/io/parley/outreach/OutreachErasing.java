package io.parley.outreach;

import io.parley.platform.Erasing;
import java.util.List;
import org.springframework.stereotype.Component;

/// What was said to her, and why not. Words that many share say nothing of her.
@Component
class OutreachErasing implements Erasing {
  private static final String HERS = "t.identity_id = any (:identities)";

  @Override
  public int rank() {
    return 18;
  }

  @Override
  public List<Rows> rows() {
    return List.of(
        Rows.shown("outreach.click", HERS),
        Rows.shown("outreach.decision", """
            t.send_id in (select s.id from outreach.send s where s.workspace_id = :workspace
              and (s.identity_id = any (:identities) or s.reached_id = any (:identities)))
            """),
        Rows.shown("outreach.send", "t.identity_id = any (:identities) or t.reached_id = any (:identities)"),
        Rows.shown("outreach.barred", HERS));
  }
}
