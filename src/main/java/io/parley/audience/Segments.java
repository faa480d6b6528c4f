package io.parley.audience;

import io.parley.audience.condition.Condition;
import io.parley.customer.CustomerFilter;
import io.parley.customer.CustomerId;
import io.parley.customer.CustomerSort;
import io.parley.customer.Customers;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.Page;
import io.parley.platform.Problem;
import io.parley.platform.WorkspaceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The segments of a workspace, and who is in them now. A segment may ask for others, in no circle.
@Component
public final class Segments {
  static final int MOST_SEGMENTS = 300;
  private static final int MOST_A_PAGE = 100;
  static final Customers.Shown LATEST = new Customers.Shown(CustomerSort.ENTERED, false, List.of());

  private final SegmentStore store;
  private final RuleStore rules;
  private final Beginnings beginnings;
  private final Customers customers;
  private final Database database;
  private final Clocks clocks;

  /// A segment and how many are in it. `filling` while its past is being worked out.
  public record Listed(Segment segment, int members, @Nullable Filling filling) {}

  public record Draft(String name, Condition condition) {}

  /// Somebody in a segment, and since when.
  public record SegmentMember(CustomerId id, @Nullable String name, Instant since) {}

  Segments(SegmentStore store, RuleStore rules, Beginnings beginnings, Customers customers, Database database,
      Clocks clocks) {
    this.store = store;
    this.rules = rules;
    this.beginnings = beginnings;
    this.customers = customers;
    this.database = database;
    this.clocks = clocks;
  }

  public List<Listed> all(WorkspaceId workspace) {
    return database.tenant(workspace, () -> listed(workspace, store.all(workspace)));
  }

  public Optional<Listed> get(WorkspaceId workspace, SegmentId id) {
    return database.tenant(workspace,
        () -> store.get(workspace, id).map(segment -> listed(workspace, List.of(segment)).getFirst()));
  }

  /// It counts from now on; who is in it by what is past is worked out meanwhile.
  public Listed make(WorkspaceId workspace, Draft draft) {
    return database.tenant(workspace, () -> {
      if (store.all(workspace).size() >= MOST_SEGMENTS) {
        throw Problem.conflict("too_many_segments", "分眾最多 300 個，請先刪掉不用的",
            "Up to 300 segments. Delete some first");
      }
      beginnings.check(workspace, draft.condition);
      var now = clocks.now(workspace);
      var segment = new Segment(new SegmentId(Ids.next()), draft.name, draft.condition, now, now, 1);
      store.insert(workspace, segment);
      beginnings.begin(workspace, "segment", segment.id().value(), 1);
      return listed(workspace, List.of(segment)).getFirst();
    });
  }

  /// Empty if there is no such segment. Refuses a condition by which it would ask for itself.
  public Optional<Listed> change(WorkspaceId workspace, SegmentId id, Draft draft) {
    return database.tenant(workspace, () -> store.get(workspace, id).map(segment -> {
      var next = segment.change(draft.name, draft.condition, clocks.now(workspace));
      if (next.version() != segment.version()) {
        beginnings.check(workspace, draft.condition);
        straight(workspace, next);
        if (!store.update(workspace, next)) {
          throw Problem.conflict("changed_meanwhile", "這個分眾剛被別人改過，請重新整理再試",
              "Somebody else just changed this segment. Reload and try again");
        }
        beginnings.begin(workspace, "segment", id.value(), next.version());
      }
      return listed(workspace, List.of(next)).getFirst();
    }));
  }

  /// Refused while a rule or another segment asks for it.
  public void delete(WorkspaceId workspace, SegmentId id) {
    database.tenant(workspace, () -> store.get(workspace, id).ifPresent(segment -> {
      var asking = new ArrayList<String>();
      store.all(workspace).stream().filter(other -> other.asks().contains(id.toString()))
          .forEach(other -> asking.add(other.name()));
      rules.all(workspace).stream().filter(rule -> Segment.asked(rule.condition()).contains(id.toString()))
          .forEach(rule -> asking.add(rule.name()));
      if (!asking.isEmpty()) {
        var names = String.join("、", asking);
        throw Problem.conflict("segment_in_use", "還有這些在用它：" + names, "It is still used by: " + names);
      }
      store.delete(workspace, id, clocks.now(workspace));
      beginnings.end(workspace, id.value());
    }));
  }

  /// Names the circle, so that whoever drew it finds the way out.
  private void straight(WorkspaceId workspace, Segment changed) {
    var all = new HashMap<String, Segment>();
    store.all(workspace).forEach(segment -> all.put(segment.id().toString(), segment));
    all.put(changed.id().toString(), changed);
    var circle = circle(changed, changed, all, new ArrayList<>());
    if (!circle.isEmpty()) {
      var names = String.join(" → ", circle);
      throw Problem.invalid("segment_circle", "分眾互相引用，繞了一圈：" + names,
          "The segments ask for each other in a circle: " + names);
    }
  }

  private static List<String> circle(Segment from, Segment to, Map<String, Segment> all, List<String> way) {
    way.add(from.name());
    for (var asked : from.asks()) {
      var next = all.get(asked);
      if (next == null) {
        continue;
      }
      if (next.id().equals(to.id())) {
        way.add(to.name());
        return way;
      }
      if (way.size() <= all.size()) {
        var found = circle(next, to, all, new ArrayList<>(way));
        if (!found.isEmpty()) {
          return found;
        }
      }
    }
    return List.of();
  }

  /// Members, the latest to come in first; with a query those of them whom the list of customers finds by it.
  public Page<SegmentMember> members(WorkspaceId workspace, SegmentId id, @Nullable String query,
      @Nullable String cursor, int limit) {
    var page = customers.page(workspace, CustomerFilter.finding(query).in(id.value()), LATEST, cursor,
        Math.clamp(limit, 1, MOST_A_PAGE));
    return new Page<>(page.items().stream().map(line ->
        new SegmentMember(line.id(), line.name(), Objects.requireNonNull(line.enteredAt()))).toList(), page.next());
  }

  private List<Listed> listed(WorkspaceId workspace, List<Segment> segments) {
    var counts = store.counts(workspace);
    var filling = beginnings.open(workspace);
    return segments.stream().map(segment -> new Listed(segment, counts.getOrDefault(segment.id(), 0),
        filling.get(segment.id().value()))).toList();
  }
}
