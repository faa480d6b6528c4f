package io.parley.audience;

import io.parley.audience.condition.ConditionReader;
import io.parley.customer.CustomerId;
import io.parley.platform.WorkspaceId;
import io.parley.timeline.Meeting;
import java.util.Collection;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Conditions for jobs over many customers.
@Component
class BulkMeeting implements Meeting {
  private final Conditions conditions;

  BulkMeeting(Conditions conditions) {
    this.conditions = conditions;
  }

  @Override
  public void check(WorkspaceId workspace, JsonNode condition) {
    conditions.read(workspace, condition);
  }

  @Override
  public Set<CustomerId> met(WorkspaceId workspace, JsonNode condition, Collection<CustomerId> some) {
    return conditions.met(workspace, ConditionReader.read(condition), some);
  }
}
