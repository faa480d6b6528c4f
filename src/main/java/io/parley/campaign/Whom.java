package io.parley.campaign;

import io.parley.audience.Conditions;
import io.parley.audience.Estimates;
import io.parley.audience.condition.Condition;
import io.parley.audience.condition.Condition.InSegment;
import io.parley.audience.condition.Condition.InStage;
import io.parley.audience.condition.Condition.Tagged;
import io.parley.customer.CustomerFilter;
import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.customer.Lifecycle;
import io.parley.customer.TagId;
import io.parley.customer.Tags;
import io.parley.platform.WorkspaceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Finds the people of a broadcast. What the list of customers can find by its columns (tags, a segment, a stage) is
/// found there; only what is left of the condition is asked of each of them.
@Component
class Whom {
  private static final int AT_ONCE = 2_500;
  /// Where each of them must be asked more than her columns tell.
  private static final int ASKED_AT_ONCE = 1_000;
  private static final int LOTS = 3;
  private static final int FEW = 100;

  private final Customers customers;
  private final Tags tags;
  private final Conditions conditions;
  private final Estimates estimates;
  private final RecipientStore recipients;

  /// Some people, and the id behind which the next follow; `end` null when there are no more.
  record Slice(List<CustomerId> people, @Nullable CustomerId end) {}

  private record Asked(CustomerFilter filter, Optional<Condition> rest) {}

  Whom(Customers customers, Tags tags, Conditions conditions, Estimates estimates, RecipientStore recipients) {
    this.customers = customers;
    this.tags = tags;
    this.conditions = conditions;
    this.estimates = estimates;
    this.recipients = recipients;
  }

  Slice next(WorkspaceId workspace, Plan plan, @Nullable UUID after) {
    var behind = after == null ? null : new CustomerId(after);
    if (plan.missed() != null) {
      return slice(recipients.missed(workspace, plan.missed(), behind, AT_ONCE), AT_ONCE);
    }
    var asked = asked(workspace, plan);
    if (asked.isEmpty()) {
      return new Slice(List.of(), null);
    }
    var most = asked.get().rest.isEmpty() ? AT_ONCE : ASKED_AT_ONCE;
    var found = slice(customers.matching(workspace, asked.get().filter, behind, most), most);
    if (asked.get().rest.isEmpty() || found.people.isEmpty()) {
      return found;
    }
    var met = conditions.met(workspace, asked.get().rest.get(), found.people);
    return new Slice(found.people.stream().filter(met::contains).toList(), found.end);
  }

  /// How many they are, about.
  Estimates.Estimate count(WorkspaceId workspace, Plan plan) {
    if (plan.missed() != null) {
      var count = (int) recipients.countMissed(workspace, plan.missed());
      return new Estimates.Estimate(count, count, count, true);
    }
    var asked = asked(workspace, plan);
    if (asked.isEmpty()) {
      return new Estimates.Estimate(0, 0, 0, true);
    }
    if (asked.get().rest.isEmpty()) {
      var count = customers.count(workspace, asked.get().filter, false);
      return new Estimates.Estimate((int) count.customers(), (int) count.customers(), (int) count.customers(),
          count.exact());
    }
    return estimates.of(workspace, conditions.read(workspace, plan.condition()));
  }

  /// Some of them, drawn by lot if they are many.
  List<CustomerId> some(WorkspaceId workspace, Plan plan, int limit) {
    var first = next(workspace, plan, null);
    if (first.end == null || plan.missed() != null) {
      return lot(first.people, limit);
    }
    var asked = asked(workspace, plan).orElseThrow();
    var drawn = customers.some(workspace, limit * LOTS);
    var filter = asked.filter;
    var found = List.copyOf(customers.all(workspace, new CustomerFilter(null, filter.tags(), filter.stage(), null,
        filter.segment(), drawn), drawn.size()).orElse(Set.of()));
    var met = asked.rest.isEmpty() ? found : List.copyOf(conditions.met(workspace, asked.rest.get(), found));
    return lot(met.size() < FEW ? first.people : met, limit);
  }

  /// By lot, not in order: who came first is reached otherwise than who came last. The same people draw the same lot,
  /// so that figures stand still while nothing changes.
  private static List<CustomerId> lot(List<CustomerId> people, int limit) {
    return people.size() <= limit ? people : people.stream()
        .sorted(Comparator.comparingLong(Whom::scrambled)).limit(limit).toList();
  }

  private static long scrambled(CustomerId one) {
    var bits = one.value().getLeastSignificantBits() ^ one.value().getMostSignificantBits();
    return (bits ^ bits >>> 31) * 0x9E3779B97F4A7C15L;
  }

  private static Slice slice(List<CustomerId> found, int most) {
    return new Slice(found, found.size() < most ? null : found.getLast());
  }

  /// Empty if nobody can be meant: a tag that is not there.
  private Optional<Asked> asked(WorkspaceId workspace, Plan plan) {
    if (plan.condition() == null) {
      return Optional.of(new Asked(CustomerFilter.EVERYBODY, Optional.empty()));
    }
    var condition = conditions.read(workspace, plan.condition());
    var standing = conditions.standing(workspace, condition);
    if (standing.isPresent()) {
      return Optional.of(new Asked(CustomerFilter.EVERYBODY.in(standing.get().value()), Optional.empty()));
    }
    var parts = condition instanceof Condition.All all ? all.of() : List.of(condition);
    var tagged = new ArrayList<TagId>();
    var rest = new ArrayList<Condition>();
    UUID segment = null;
    Lifecycle stage = null;
    for (var part : parts) {
      if (part instanceof Tagged one && tagged.size() < CustomerFilter.MOST_TAGS) {
        var tag = tag(workspace, one.tag());
        if (tag.isEmpty()) {
          return Optional.empty();
        }
        tagged.add(tag.get());
      } else if (part instanceof InSegment in && segment == null) {
        segment = UUID.fromString(in.segment());
      } else if (part instanceof InStage in && stage == null) {
        stage = in.stage();
      } else {
        rest.add(part);
      }
    }
    return Optional.of(new Asked(new CustomerFilter(null, tagged, stage, null, segment, List.of()),
        rest.isEmpty() ? Optional.empty() : Optional.of(rest.size() == 1 ? rest.getFirst() : new Condition.All(rest))));
  }

  private Optional<TagId> tag(WorkspaceId workspace, String name) {
    return tags.names(workspace).entrySet().stream().filter(tag -> tag.getValue().equalsIgnoreCase(name.strip()))
        .map(java.util.Map.Entry::getKey).findFirst();
  }
}
