package io.parley.audience;

import io.parley.audience.condition.Condition;
import io.parley.audience.condition.Judge;
import io.parley.audience.condition.Point;
import io.parley.customer.CustomerFilter;
import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// How many customers a condition holds of now, and who some of them are.
@Component
class Counts {
  private static final Duration QUICK = Duration.ofMillis(800);
  private static final Duration PATIENT = Duration.ofSeconds(15);
  private static final Duration SEARCHING = Duration.ofSeconds(3);
  private static final int FEW = 2_000;
  private static final int MOST_SAMPLE = 50;
  /// 95 of 100 such intervals contain the true figure.
  private static final double Z = 1.96;

  private final Trials trials;
  private final SegmentStore segments;
  private final Conditions conditions;
  private final Customers customers;
  private final Database database;

  /// @param count how many; the likeliest figure if not `exact`
  /// @param low,high between these the figure lies, in 95 of 100 cases
  /// @param total of how many customers
  /// @param looked how many of them were looked at
  /// @param remaining of a condition whose parts must all hold: how many remain after each part and those before it, an
  /// estimate where fewer were looked at than there are; empty where only those were tried who may meet all of it
  record Count(int count, int low, int high, boolean exact, int total, int looked, List<Integer> remaining) {
    Count with(List<Integer> remaining) {
      return new Count(count, low, high, exact, total, looked, remaining);
    }
  }

  record Sampled(CustomerId id, @Nullable String name) {}

  Counts(Trials trials, SegmentStore segments, Conditions conditions, Customers customers, Database database) {
    this.trials = trials;
    this.segments = segments;
    this.conditions = conditions;
    this.customers = customers;
    this.database = database;
  }

  /// Exact at once if a segment with this condition stands, or customers are few; else an estimate within a second, or
  /// the exact figure if asked for it and it can be had in fifteen.
  Count of(WorkspaceId workspace, Condition condition, boolean exact) {
    var known = standing(workspace, condition);
    var parts = condition instanceof Condition.All all ? all.of() : List.of(condition);
    if (known.isPresent() && parts.size() == 1) {
      return known.get();
    }
    var question = new Trials.Question(condition, false);
    var now = Point.endOf(trials.now(workspace));
    var left = new int[parts.size()];
    Consumer<Trial> each = trial -> sieve(parts, trial, now, left);
    var extent = exact && known.isEmpty() ? trials.likely(workspace, question, PATIENT, each)
        : trials.everybody(workspace, question, QUICK, FEW, each);
    var untried = extent.of() != extent.total() || extent.looked() == 0;
    var remaining = parts.size() == 1 || untried ? List.<Integer>of() : scaled(left, extent);
    return known.map(count -> count.with(ending(remaining, count.count)))
        .orElseGet(() -> estimate(left[left.length - 1], extent).with(remaining));
  }

  /// Counts her at each part up to the first that does not hold.
  private static void sieve(List<Condition> parts, Trial trial, Point now, int[] left) {
    for (var n = 0; n < left.length && Judge.holds(parts.get(n), trial, now); n++) {
      left[n]++;
    }
  }

  private static List<Integer> scaled(int[] left, Trials.Extent extent) {
    var factor = (double) extent.total() / Math.max(1, extent.looked());
    return IntStream.of(left).mapToObj(count -> extent.whole() ? count : (int) Math.round(count * factor)).toList();
  }

  private static List<Integer> ending(List<Integer> remaining, int last) {
    var ended = new ArrayList<>(remaining);
    ended.set(ended.size() - 1, last);
    return ended;
  }

  private Optional<Count> standing(WorkspaceId workspace, Condition condition) {
    return conditions.standing(workspace, condition).map(segment -> database.tenant(workspace, () -> {
      var members = segments.counts(workspace).getOrDefault(segment, 0);
      var total = customers.count(workspace);
      return new Count(members, members, members, true, total, total, List.of());
    }));
  }

  /// Wilson's interval ("Probable inference, the law of succession, and statistical inference", 1927), which is right
  /// for rare things, too.
  private static Count estimate(int hits, Trials.Extent extent) {
    var rest = extent.others() ? extent.total() - extent.of() : 0;
    if (extent.whole()) {
      var count = hits + extent.sure() + rest;
      return new Count(count, count, count, true, extent.total(), extent.looked(), List.of());
    }
    var n = Math.max(1, extent.looked());
    var p = (double) hits / n;
    var middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n);
    var half = Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4.0 * n * n)) / (1 + Z * Z / n);
    return new Count(rest + (int) Math.round(p * extent.of()),
        rest + (int) Math.floor(Math.max(0, middle - half) * extent.of()),
        rest + (int) Math.ceil(Math.min(1, middle + half) * extent.of()), false, extent.total(), extent.looked(),
        List.of());
  }

  /// Some of those of whom it holds now: members of a segment that asks the same, else whoever is found first. Looks no
  /// further once they are enough.
  List<Sampled> sample(WorkspaceId workspace, Condition condition, int limit) {
    var most = Math.clamp(limit, 1, MOST_SAMPLE);
    var known = conditions.standing(workspace, condition);
    if (known.isPresent()) {
      var filter = CustomerFilter.EVERYBODY.in(known.get().value());
      return customers.page(workspace, filter, Segments.LATEST, null, most).items().stream()
          .map(line -> new Sampled(line.id(), line.name())).toList();
    }
    var now = Point.endOf(trials.now(workspace));
    var found = new ArrayList<CustomerId>();
    trials.until(workspace, new Trials.Question(condition, false), SEARCHING, trial -> {
      if (Judge.holds(condition, trial, now)) {
        found.add(trial.customer());
      }
      return found.size() >= most;
    });
    var names = database.tenant(workspace, () -> customers.names(workspace, found));
    return found.stream().limit(most).map(customer -> {
      var name = names.get(customer);
      return new Sampled(customer, name == null ? null : name.name());
    }).toList();
  }
}
