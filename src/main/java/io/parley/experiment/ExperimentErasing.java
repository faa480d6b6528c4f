package io.parley.experiment;

import io.parley.platform.Erasing;
import java.util.List;
import org.springframework.stereotype.Component;

@Component
class ExperimentErasing implements Erasing {
  @Override
  public int rank() {
    return 40;
  }

  @Override
  public List<Rows> rows() {
    return List.of(Rows.shown("experiment.assignment", "t.identity_id = any (:identities)"));
  }
}
