package io.parley.bench;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How fast events are folded with 20, 200 and 1,000 live rules, each beside COPY in the same run; and what one event
/// costs of processor and disk. Each count has a server of its own with nothing in it, so that all begin alike.
final class RulesPart {
  private static final List<Integer> COUNTS = List.of(20, 200, 1_000);
  private static final int CONNECTIONS = 8;
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(120);

  private final Bench bench;

  private record Slice(double folded, double copied, double cpuMicros) {}

  RulesPart(Bench bench) {
    this.bench = bench;
  }

  void run() {
    var ratios = new ArrayList<Double>();
    for (var count : COUNTS) {
      try (var server = Server.start(List.of()); var database = server.database()) {
        ratios.add(folded(server, new PlainCopy(database), new Fold(database), count, ratios));
        if (count == COUNTS.getLast()) {
          disk(new Fold(database));
        }
      } catch (SQLException failure) {
        throw new IllegalStateException(failure);
      }
    }
  }

  private double folded(Server server, PlainCopy copy, Fold fold, int count, List<Double> before) {
    Bench.say("%,d rules…".formatted(count));
    RuleLoad.make(server, count);
    slice(server, copy, fold, 100 + count, bench.quick ? 50 : 300);
    var slices = new ArrayList<Slice>();
    for (var round = 0; round < (bench.quick ? 2 : 5); round++) {
      slices.add(slice(server, copy, fold, 1_000 * (round + 1) + count, bench.quick ? 150 : 400));
    }
    if (fold.parked() > 0) {
      throw new IllegalStateException(fold.parked() + " events were parked; the figures mean nothing");
    }
    var ratio = Times.median(slices.stream().map(slice -> slice.folded / slice.copied).toList());
    var figure = "%s events/s, %.0f µs of CPU an event".formatted(
        Report.count(Times.median(slices.stream().map(Slice::folded).toList())),
        Times.median(slices.stream().map(Slice::cpuMicros).toList()));
    var copied = "COPY " + Report.count(Times.median(slices.stream().map(Slice::copied).toList()));
    var what = "folded with %,d rules".formatted(count);
    if (before.isEmpty()) {
      bench.report.note(what, figure, copied, Report.percent(ratio));
    } else {
      var cost = before.getFirst() / ratio;
      bench.report.add(what, figure, copied, "%s; costs %.2f × of 20".formatted(Report.percent(ratio), cost),
          count == 1_000 ? "≤ 1.5 ×" : "–", count != 1_000 || cost <= 1.5);
    }
    return ratio;
  }

  /// The log is filled while the fold is kept away, then folded: only the fold is measured.
  private Slice slice(Server server, PlainCopy copy, Fold fold, int seed, int requests) {
    var copied = copy.run(bench.seconds(2, 0.7));
    fold.hold();
    Load.run(Server.PORT, CONNECTIONS, Duration.ofSeconds(60), requests,
        n -> Events.batch(server.writeKey(), 100L * seed + n));
    var done = fold.done();
    var cpu = Cost.cpuSeconds(server.process());
    fold.release();
    while (fold.done() == done) {
      Bench.pause(5);
    }
    var first = fold.done();
    var start = System.nanoTime();
    if (!fold.awaitIdle(DRAIN_LIMIT)) {
      throw new IllegalStateException("The fold did not come to an end");
    }
    var seconds = (System.nanoTime() - start) / 1e9;
    var events = fold.done() - done;
    var rate = (fold.done() - first) / seconds;
    Bench.say("  folded %,.0f a second, COPY %,.0f".formatted(rate, copied));
    return new Slice(rate, copied, (Cost.cpuSeconds(server.process()) - cpu) / events * 1e6);
  }

  private void disk(Fold fold) {
    var events = fold.number("select count(*) from timeline.event");
    var log = fold.number("select pg_total_relation_size('timeline.log')") / events;
    var kept = fold.number("""
        select sum(pg_total_relation_size(inhrelid)) from pg_inherits where inhparent = 'timeline.event'::regclass
        """) / events;
    var rest = fold.number("""
        select sum(pg_total_relation_size(c.oid)) from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind = 'r' and n.nspname in ('customer', 'commerce', 'audience', 'timeline')
          and c.relname !~ '^(log|event.*)$'
        """) / events;
    bench.report.note("disk an event (600 bytes as sent)",
        "log %.0f B, event %.0f B, all else %.0f B".formatted(log, kept, rest), "–", "–");
  }
}
