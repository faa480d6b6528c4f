package io.parley.console;

import io.parley.audience.Conditions;
import io.parley.audience.condition.Condition;
import io.parley.customer.CustomerFilter;
import io.parley.customer.CustomerLine;
import io.parley.customer.Customers;
import io.parley.platform.Clocks;
import io.parley.platform.WorkspaceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// The list of customers, narrowed to those who meet a condition that nobody keeps: walked through in its order, and
/// everybody on the way asked. If a segment asks the same, its members are taken instead.
@Component
class Meetings {
  private static final int AT_ONCE = 250;
  private static final Duration PATIENCE = Duration.ofMillis(1_200);

  private final Conditions conditions;
  private final Customers customers;
  private final Clocks clocks;

  record Asked(CustomerFilter filter, Customers.Shown shown, Condition condition) {}

  /// `next` leads on behind the last customer looked at, whether she meets the condition or not.
  record Stretch(List<CustomerLine> met, @Nullable String next, int looked) {}

  Meetings(Conditions conditions, Customers customers, Clocks clocks) {
    this.conditions = conditions;
    this.customers = customers;
    this.clocks = clocks;
  }

  Asked read(WorkspaceId workspace, ListQuery list, @Nullable JsonNode condition) {
    return new Asked(list.filter(), list.shown(), conditions.read(workspace, condition));
  }

  /// At most `limit` who meet it: fewer if the list is at its end, or if looking for them takes too long for one
  /// answer.
  Stretch next(WorkspaceId workspace, Asked asked, @Nullable String cursor, int limit) {
    var known = asked.filter.segment() == null ? conditions.standing(workspace, asked.condition) : null;
    if (known != null && known.isPresent()) {
      var page = customers.page(workspace, asked.filter.in(known.get().value()), asked.shown, cursor, limit);
      return new Stretch(page.items(), page.next(), page.items().size());
    }
    var deadline = clocks.wall().plus(PATIENCE);
    var met = new ArrayList<CustomerLine>();
    var looked = 0;
    var from = cursor;
    do {
      var page = customers.page(workspace, asked.filter, asked.shown, from, AT_ONCE);
      var ids = conditions.met(workspace, asked.condition, page.items().stream().map(CustomerLine::id).toList());
      for (var line : page.items()) {
        looked++;
        if (ids.contains(line.id())) {
          met.add(line);
          if (met.size() == limit) {
            return new Stretch(met, last(page.items(), line, page.next()) ? null
                : customers.cursor(asked.shown, line), looked);
          }
        }
      }
      from = page.next();
    } while (from != null && clocks.wall().isBefore(deadline));
    return new Stretch(met, from, looked);
  }

  private static boolean last(List<CustomerLine> lines, CustomerLine line, @Nullable String next) {
    return next == null && lines.getLast().equals(line);
  }
}
