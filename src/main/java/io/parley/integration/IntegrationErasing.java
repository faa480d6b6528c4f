package io.parley.integration;

import io.parley.platform.Erasing;
import java.util.List;
import org.springframework.stereotype.Component;

/// Rows of files that name her. The file itself is not rewritten: it goes with its import.
@Component
class IntegrationErasing implements Erasing {
  @Override
  public int rank() {
    return 10;
  }

  @Override
  public List<Rows> rows() {
    return List.of(Rows.shown("integration.import_row", """
        exists (select from unnest(:values::text[]) v
          where position('"' || v || '"' in concat(t.told::text, ' ', t.cells::text)) > 0)
        """));
  }
}
