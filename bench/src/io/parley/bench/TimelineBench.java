package io.parley.bench;

import java.util.List;

/// The timeline at full strength: a million customers, twenty million events, a thousand rules. `-Dbench.parts=check`,
/// `rules` or `worlds` runs one part; `-Dbench.people` and `-Dbench.events` change the size of the larger world.
final class TimelineBench {
  private final Bench bench;

  TimelineBench(Bench bench) {
    this.bench = bench;
  }

  void run() {
    var parts = List.of(System.getProperty("bench.parts", "check,rules,worlds").split(","));
    var people = Integer.getInteger("bench.people", bench.quick ? 20_000 : 1_000_000);
    var each = Long.getLong("bench.events", people * 20L) / (double) people;
    if (parts.contains("check")) {
      bench.attempt("check", new CrowdCheck(bench)::run);
    }
    if (parts.contains("rules")) {
      bench.attempt("rules", new RulesPart(bench)::run);
    }
    if (parts.contains("worlds")) {
      bench.attempt("the smaller world", () -> new WorldPart(bench, people / 10, each).run(false));
      bench.attempt("the larger world", () -> new WorldPart(bench, people, each).run(true));
    }
  }
}
