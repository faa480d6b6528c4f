package io.parley.audience;

import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Page;
import io.parley.platform.Problem;
import io.parley.platform.WorkspaceId;
import io.parley.workspace.Workspaces;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// How a segment came to hold whom it holds: each coming and leaving with its reason, and its size day by day.
@Component
class SegmentHistory {
  private static final int MOST_A_PAGE = 100;
  private static final int MOST_DAYS = 366;

  private final FlipStore store;
  private final SegmentStore segments;
  private final Customers customers;
  private final Workspaces workspaces;
  private final Database database;
  private final Clocks clocks;

  /// `event` is the name of the event that decided it, of `page` a page seen.
  record FlipLine(CustomerId customer, @Nullable String name, boolean entered, Instant at, Flip.Cause reason,
      @Nullable String event) {}

  /// How many were in it at the end of a day, and how many came in and left on it.
  record SegmentDay(LocalDate day, int members, int entered, int left) {}

  SegmentHistory(FlipStore store, SegmentStore segments, Customers customers, Workspaces workspaces,
      Database database, Clocks clocks) {
    this.store = store;
    this.segments = segments;
    this.customers = customers;
    this.workspaces = workspaces;
    this.database = database;
    this.clocks = clocks;
  }

  /// Keeps what came of these customers. What they changed besides these flips counts as of today.
  void keep(WorkspaceId workspace, Collection<Life> lives, List<Flip> flips) {
    if (flips.isEmpty() && lives.stream().allMatch(life -> life.growth().values().stream().allMatch(by -> by == 0))) {
      return;
    }
    var zone = workspaces.get(workspace).timeZone();
    var today = LocalDate.ofInstant(clocks.now(workspace), zone);
    var grown = new HashMap<String, FlipStore.Grown>();
    for (var flip : flips) {
      var in = flip.entered() ? 1 : 0;
      add(grown, new FlipStore.Grown(flip.segment().id(), LocalDate.ofInstant(flip.at(), zone), in, 1 - in, 0));
      add(grown, new FlipStore.Grown(flip.segment().id(), today, 0, 0, 1 - 2 * in));
    }
    lives.forEach(life -> life.growth().forEach((segment, by) ->
        add(grown, new FlipStore.Grown(segment.id(), today, 0, 0, by))));
    store.keep(workspace, flips);
    store.add(workspace, grown.values().stream()
        .filter(one -> one.entered() != 0 || one.left() != 0 || one.otherwise() != 0)
        .sorted((one, other) -> (one.segment() + "" + one.day()).compareTo(other.segment() + "" + other.day()))
        .toList());
  }

  private static void add(Map<String, FlipStore.Grown> grown, FlipStore.Grown more) {
    grown.merge(more.segment() + " " + more.day(), more, (one, other) -> new FlipStore.Grown(one.segment(), one.day(),
        one.entered() + other.entered(), one.left() + other.left(), one.otherwise() + other.otherwise()));
  }

  /// The latest first.
  Page<FlipLine> lines(WorkspaceId workspace, SegmentId id, @Nullable String cursor, int limit) {
    var size = Math.clamp(limit, 1, MOST_A_PAGE);
    var after = cursor == null ? null : cursor(cursor);
    return database.tenant(workspace, () -> {
      var page = Page.cut(store.lines(workspace, id, after == null ? null : after.at, after == null ? 0 : after.id,
          size + 1), size, line -> line.at() + "~" + line.id());
      var names = customers.names(workspace, page.items().stream().map(FlipStore.Line::customer).distinct().toList());
      return new Page<>(page.items().stream().map(line -> {
        var known = names.get(line.customer());
        return new FlipLine(line.customer(), known == null ? null : known.name(), line.entered(), line.at(),
            line.cause(), line.event());
      }).toList(), page.next());
    });
  }

  private record After(Instant at, long id) {}

  private static After cursor(String text) {
    try {
      var parts = text.split("~", 2);
      return new After(Instant.parse(parts[0]), Long.parseLong(parts[1]));
    } catch (RuntimeException notOurs) {
      throw Problem.invalid("cursor", "這個翻頁記號不能用，請從第一頁開始",
          "This cursor cannot be used. Start from the first page");
    }
  }

  /// The last `count` days, today last; none from before it was made, unless late news changed them. Counted backwards
  /// from who is in it now.
  List<SegmentDay> days(WorkspaceId workspace, SegmentId id, int count) {
    var zone = workspaces.get(workspace).timeZone();
    var today = LocalDate.ofInstant(clocks.now(workspace), zone);
    var from = today.minusDays(Math.clamp(count, 1, MOST_DAYS) - 1L);
    return database.tenant(workspace, () -> {
      var made = segments.get(workspace, id).map(segment -> LocalDate.ofInstant(segment.createdAt(), zone))
          .orElse(from);
      var grown = new HashMap<LocalDate, FlipStore.Grown>();
      var changed = store.days(workspace, id, from);
      changed.forEach(one -> grown.put(one.day(), one));
      var first = changed.isEmpty() || made.isBefore(changed.getLast().day()) ? made : changed.getLast().day();
      var size = segments.count(workspace, id);
      var days = new ArrayList<SegmentDay>();
      for (var day = today; !day.isBefore(from) && !day.isBefore(first); day = day.minusDays(1)) {
        var one = grown.getOrDefault(day, new FlipStore.Grown(new UUID(0, 0), day, 0, 0, 0));
        days.add(new SegmentDay(day, size, one.entered(), one.left()));
        size -= one.entered() - one.left() + one.otherwise();
      }
      return days.reversed();
    });
  }
}
