package io.parley.audience;

import io.parley.customer.Gathered;
import org.springframework.stereotype.Component;

/// Members for the list of customers.
@Component
class SegmentMembers implements Gathered {
  @Override
  public String members() {
    return """
        select customer_id, since from audience.membership
        where workspace_id = :workspace and segment_id = :segment and member
        """;
  }
}
