package io.parley.journey;

import io.parley.platform.Erasing;
import java.util.List;
import org.springframework.stereotype.Component;

/// The ways she went. What was counted stays counted.
@Component
class JourneyErasing implements Erasing {
  private static final String HERS = "t.identity_id = any (:identities)";
  private static final String OF_HER_RUNS = """
      exists (select from journey.run r where r.workspace_id = t.workspace_id and r.id = t.run_id
        and r.identity_id = any (:identities))
      """;

  @Override
  public int rank() {
    return 10;
  }

  @Override
  public List<Rows> rows() {
    return List.of(
        Rows.shown("journey.passage", OF_HER_RUNS),
        Rows.hidden("journey.errand", OF_HER_RUNS),
        Rows.shown("journey.run", HERS),
        Rows.hidden("journey.kept_out", HERS),
        Rows.hidden("journey.armed", HERS),
        Rows.hidden("journey.interest", HERS));
  }
}
