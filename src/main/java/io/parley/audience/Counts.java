package io.parley.audience;

import io.parley.audience.condition.Condition;
import io.parley.audience.condition.Judge;
import io.parley.audience.condition.Point;
import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// How many customers a condition holds of now, and who some of them are.
@Component
class Counts {
  private static final Duration QUICK = Duration.ofMillis(800);
  private static final Duration PATIENT = Duration.ofSeconds(15);
  private static final int FEW = 2_000;
  private static final int MOST_SAMPLE = 50;
  /// 95 of 100 such intervals contain the true figure.
  private static final double Z = 1.96;

  private final Trials trials;
  private final SegmentStore segments;
  private final FillStore fills;
  private final Customers customers;
  private final Database database;

  /// @param count how many; the likeliest figure if not `exact`
  /// @param low,high between these the figure lies, in 95 of 100 cases
  /// @param total of how many customers
  /// @param looked how many of them were looked at
  record Count(int count, int low, int high, boolean exact, int total, int looked) {}

  record Sampled(CustomerId id, @Nullable String name) {}

  Counts(Trials trials, SegmentStore segments, FillStore fills, Customers customers, Database database) {
    this.trials = trials;
    this.segments = segments;
    this.fills = fills;
    this.customers = customers;
    this.database = database;
  }

  /// Exact at once if a segment with this condition stands, or customers are few; else an estimate within a second, or
  /// the exact figure if asked for it and it can be had in fifteen.
  Count of(WorkspaceId workspace, Condition condition, boolean exact) {
    var known = standing(workspace, condition);
    if (known.isPresent()) {
      return known.get();
    }
    var question = new Trials.Question(condition, false);
    var now = Point.endOf(trials.now(workspace));
    var hits = new int[1];
    Consumer<Trial> each = trial -> hits[0] += Judge.holds(condition, trial, now) ? 1 : 0;
    var extent = exact ? trials.likely(workspace, question, PATIENT, each)
        : trials.everybody(workspace, question, QUICK, FEW, each);
    return estimate(hits[0], extent);
  }

  private Optional<Count> standing(WorkspaceId workspace, Condition condition) {
    return database.tenant(workspace, () -> {
      var filling = fills.open(workspace).stream().map(FillStore.Fill::id).toList();
      return segments.all(workspace).stream()
          .filter(segment -> segment.condition().equals(condition) && !filling.contains(segment.id().value()))
          .findFirst()
          .map(segment -> {
            var members = segments.counts(workspace).getOrDefault(segment.id(), 0);
            var total = customers.count(workspace);
            return new Count(members, members, members, true, total, total);
          });
    });
  }

  /// Wilson's interval ("Probable inference, the law of succession, and statistical inference", 1927), which is right
  /// for rare things, too.
  private static Count estimate(int hits, Trials.Extent extent) {
    if (extent.whole()) {
      return new Count(hits, hits, hits, true, extent.total(), extent.looked());
    }
    var n = Math.max(1, extent.looked());
    var p = (double) hits / n;
    var middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n);
    var half = Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4.0 * n * n)) / (1 + Z * Z / n);
    return new Count((int) Math.round(p * extent.of()),
        (int) Math.floor(Math.max(0, middle - half) * extent.of()),
        (int) Math.ceil(Math.min(1, middle + half) * extent.of()), false, extent.total(), extent.looked());
  }

  /// Some of those of whom it holds now.
  List<Sampled> sample(WorkspaceId workspace, Condition condition, int limit) {
    var most = Math.clamp(limit, 1, MOST_SAMPLE);
    var now = Point.endOf(trials.now(workspace));
    var found = new ArrayList<CustomerId>();
    trials.everybody(workspace, new Trials.Question(condition, false), QUICK, FEW, trial -> {
      if (found.size() < most && Judge.holds(condition, trial, now)) {
        found.add(trial.customer());
      }
    });
    var names = database.tenant(workspace, () -> customers.names(workspace, found));
    return found.stream().map(customer -> {
      var known = names.get(customer);
      return new Sampled(customer, known == null ? null : known.name());
    }).toList();
  }
}
