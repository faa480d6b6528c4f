package io.parley.campaign;

import io.parley.platform.Erasing;
import java.util.List;
import org.springframework.stereotype.Component;

@Component
class CampaignErasing implements Erasing {
  @Override
  public int rank() {
    return 10;
  }

  @Override
  public List<Rows> rows() {
    return List.of(Rows.shown("campaign.recipient",
        "t.identity_id = any (:identities) or t.customer_id = any (:customers)"));
  }
}
