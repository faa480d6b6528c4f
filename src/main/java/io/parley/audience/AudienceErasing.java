package io.parley.audience;

import io.parley.platform.Erasing;
import java.util.List;
import org.springframework.stereotype.Component;

/// What rules and segments remember of her.
@Component
class AudienceErasing implements Erasing {
  private static final String HERS = "t.customer_id = any (:customers)";

  @Override
  public int rank() {
    return 20;
  }

  @Override
  public List<Rows> rows() {
    return List.of(
        Rows.hidden("audience.cell", HERS),
        Rows.hidden("audience.completion", HERS),
        Rows.hidden("audience.membership", HERS));
  }
}
